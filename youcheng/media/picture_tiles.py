"""Tiles of a picture for deep zoom. Runs in a child of the worker process.

The picture stays as it is stored until a tile is cut out of it: a second one of 60 megapixels would
not fit into the memory that one picture may have.
"""

from __future__ import annotations

from typing import Any

from PIL import Image

from youcheng.domain.pictures import Edit
from youcheng.domain.tiles import Tile, plan_tiles
from youcheng.media.picture_colour import to_srgb
from youcheng.media.picture_decoding import Source, answer, find_source, load, open_picture
from youcheng.media.picture_derivatives import encode, resize
from youcheng.media.picture_position import Box


def cut_tiles(
    descriptor: int, bundle: int, *, kind: str, turn: int, crop: list[float]
) -> dict[str, Any]:
    """Read a picture and write its tiles one after the other, in the order of `plan_tiles`.

    Args:
        descriptor, bundle, kind, turn, crop: as for `picture_derivatives.make_derivatives`.

    Returns:
        ``{"refused": code}``, or width and height, and ``lengths``, the bytes of each tile.
    """
    left, top, right, bottom = crop
    edit = Edit(turn, (left, top, right, bottom))

    def read() -> dict[str, Any]:
        with open(descriptor, "rb", closefd=False) as file, open_picture(file, kind) as picture:
            source = find_source(picture, edit)
            return _cut_all(source, bundle)

    return answer(read)


def _cut_all(source: Source, bundle: int) -> dict[str, Any]:
    picture, box = load(source), source.box
    width, height = source.size
    factor, lengths = 1, []
    with open(bundle, "wb", closefd=False) as out:
        for tile in plan_tiles(width, height):
            if tile.factor != factor:
                picture, factor = _half(picture, box, source, tile.factor), tile.factor
                box = (0, 0, *picture.size)
            content = encode(_cut(picture, box, tile, source), tile.name)
            out.write(content)
            lengths.append(len(content))
    return {"width": width, "height": height, "lengths": lengths}


def _half(picture: Image.Image, box: Box, source: Source, factor: int) -> Image.Image:
    """What stays of the picture as it is stored, made smaller by the factor."""
    size = source.position.size(*(-(-pixels // factor) for pixels in source.size))
    return resize(picture, size, box)


def _cut(picture: Image.Image, box: Box, tile: Tile, source: Source) -> Image.Image:
    left, top = tile.left // tile.factor, tile.top // tile.factor
    width, height = tile.size
    shown = source.position.size(box[2] - box[0], box[3] - box[1])
    part = source.position.stored_box((left, top, left + width, top + height), *shown)
    stored = tuple(edge + box[number % 2] for number, edge in enumerate(part))
    cut = to_srgb(picture.crop((stored[0], stored[1], stored[2], stored[3])), source.transform)
    upright = source.position.apply(cut)
    upright.info = {}
    return upright
