"""Tiles of a picture for deep zoom. Runs in a child of the worker process.

The picture stays as it is stored until a tile is cut out of it: a second one of 60 megapixels would
not fit into the memory that one picture may have.
"""

from __future__ import annotations

from typing import Any

from PIL import Image

from youcheng.domain.pictures import Part
from youcheng.domain.tiles import Tile, plan_tiles
from youcheng.media.picture_blur import blur_boxes, find_box
from youcheng.media.picture_colour import to_srgb
from youcheng.media.picture_decoding import Source, answer, find_source, load, open_picture
from youcheng.media.picture_derivatives import encode, read_edit, shrink_opaque
from youcheng.media.picture_position import Box


def cut_tiles(
    descriptor: int,
    bundle: int,
    *,
    kind: str,
    turn: int,
    crop: list[float],
    blurs: list[list[float]],
    trim: list[float],
) -> dict[str, Any]:
    """Read a picture and write its tiles one after the other, in the order of `plan_tiles`.

    Args:
        descriptor, bundle, kind, turn, crop, blurs, trim: as for
            `picture_derivatives.make_derivatives`.

    Returns:
        ``{"refused": code}``, or width and height, and ``lengths``, the bytes of each tile.
    """
    edit = read_edit(turn, crop, blurs, trim)

    def read() -> dict[str, Any]:
        with open(descriptor, "rb", closefd=False) as file, open_picture(file, kind) as picture:
            source = find_source(picture, edit)
            return _cut_all(source, bundle, edit.shown_blurs)

    return answer(read)


def _cut_all(source: Source, bundle: int, blurs: tuple[Part, ...]) -> dict[str, Any]:
    picture, box = load(source), source.box
    width, height = source.size
    blur_boxes(picture, (_stored(find_box(part, width, height), box, source) for part in blurs))
    factor, lengths = 1, []
    with open(bundle, "wb", closefd=False) as out:
        for tile in plan_tiles(width, height):
            if tile.factor != factor:
                picture, factor = _half(picture, box), tile.factor
                box = (0, 0, *picture.size)
            content = encode(_cut(picture, box, tile, source), tile.name)
            out.write(content)
            lengths.append(len(content))
    return {"width": width, "height": height, "lengths": lengths}


def _half(picture: Image.Image, box: Box) -> Image.Image:
    """What a box holds of the picture, half as large: the next scale of `list_factors`.

    Each pixel is the mean of four, in a fraction of the time that HAMMING needs for it. The last
    one of an odd side stands for half as much, so the others are stretched by that half.
    """
    exact = (0, 0, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2)

    def halve(one: Image.Image) -> Image.Image:
        half = one.reduce(2, box)
        return half.resize(half.size, Image.Resampling.HAMMING, exact)

    return shrink_opaque(picture, halve)


def _cut(picture: Image.Image, box: Box, tile: Tile, source: Source) -> Image.Image:
    left, top = tile.left // tile.factor, tile.top // tile.factor
    width, height = tile.size
    stored = _stored((left, top, left + width, top + height), box, source)
    cut = to_srgb(picture.crop(stored), source.transform)
    upright = source.position.apply(cut)
    upright.info = {}
    return upright


def _stored(part: Box, box: Box, source: Source) -> Box:
    """Where a part of what is shown lies in a picture of which `box` is shown."""
    shown = source.position.size(box[2] - box[0], box[3] - box[1])
    left, top, right, bottom = source.position.stored_box(part, *shown)
    return left + box[0], top + box[1], right + box[0], bottom + box[1]
