"""The copies of a picture in the sizes that are shown. Runs in a child of the worker process.

The picture is decoded once and made smaller from copy to copy. Measured: for its first step, which
has the most pixels, HAMMING costs two thirds of BICUBIC; a half is exact and costs a tenth; the
small copies need LANCZOS to look like copies that were made from the original by LANCZOS.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from PIL import Image

from youcheng.domain.pictures import (
    DERIVATIVES,
    LIGHT_COPY,
    MOST_LIGHT_BYTES,
    Edit,
    Part,
    check_edit,
)
from youcheng.media.picture_blur import blur_boxes, find_box
from youcheng.media.picture_colour import find_colour, to_srgb
from youcheng.media.picture_decoding import Source, answer, find_source, load, open_picture
from youcheng.media.picture_fingerprint import take_fingerprint
from youcheng.media.picture_hints import find_hints

Size = tuple[int, int]

JPEG_QUALITY: Final = 82
WEBP_QUALITY: Final = 80
_LOWER_QUALITIES: Final = (65, 50, 35, 20, 10, 5, 0)
"""For the copy whose bytes are limited."""
_WEBP_METHOD: Final = 2
"""Half the time of libwebp's usual 4, for files that are larger by 2 %."""
_LARGE: Final = 1_280
"""Copies with longer edges than this are made without LANCZOS."""
_PLACEHOLDER_EDGE: Final = 16
_MOST_PLACEHOLDER_BYTES: Final = 300


def make_derivatives(
    descriptor: int,
    bundle: int,
    *,
    kind: str,
    turn: int,
    crop: list[float],
    blurs: list[list[float]],
    trim: list[float],
    sample: bool,
) -> dict[str, Any]:
    """Read a picture and write its copies one after the other.

    Args:
        descriptor: the picture, open for reading.
        bundle: an empty file, open for writing.
        kind: jpg, png, webp or heic; it is read as nothing else.
        turn, crop, blurs, trim: the edit.
        sample: whether it may be small.

    Returns:
        ``{"refused": code}``, or width and height, ``copies`` as lists of width, height and bytes
        in the order of `DERIVATIVES`, fingerprint, colour, hints, and the placeholder as
        hexadecimal digits.
    """
    edit = read_edit(turn, crop, blurs, trim)

    def read() -> dict[str, Any]:
        with open(descriptor, "rb", closefd=False) as file:
            return _derive(file, bundle, kind, edit, sample=sample)

    return answer(read)


def read_edit(turn: int, crop: list[float], blurs: list[list[float]], trim: list[float]) -> Edit:
    """An edit from what came through the pipe."""
    return Edit(turn, _part(crop), tuple(map(_part, blurs)), _part(trim))


def _part(sides: list[float]) -> Part:
    left, top, right, bottom = sides
    return left, top, right, bottom


def _derive(file: BinaryIO, bundle: int, kind: str, edit: Edit, *, sample: bool) -> dict[str, Any]:
    with open_picture(file, kind) as picture:
        source = find_source(picture, edit)
        check_edit(edit, *source.position.size(*picture.size), sample=sample)
        largest = shrink_first(source, max(DERIVATIVES.values()))
    copies = shrink_on(largest, source.size)
    # By what is blurred later a picture is found again as well.
    fingerprint = take_fingerprint(copies["320.webp"].convert("RGB"))
    if edit.shown_blurs:
        blur_boxes(largest, (find_box(part, *largest.size) for part in edit.shown_blurs))
        copies = shrink_on(largest, source.size)
    files = {name: encode(copies[name], name) for name in DERIVATIVES}
    with open(bundle, "wb", closefd=False) as out:
        out.writelines(files.values())
    small = copies["320.webp"].convert("RGB")
    return {
        "width": source.size[0],
        "height": source.size[1],
        "copies": [[*copies[name].size, len(files[name])] for name in DERIVATIVES],
        "fingerprint": fingerprint,
        "colour": find_colour(small),
        "placeholder": _placeholder(small).hex(),
        "hints": find_hints(copies["1280.jpg"], source.size),
    }


def fit(size: Size, edge: int) -> Size:
    """Width and height of a picture whose longer edge has at most `edge` pixels."""
    part = min(1.0, edge / max(size))
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def shrink_first(source: Source, edge: int) -> Image.Image:
    """What stays of a picture, upright and in sRGB, with a longer edge of at most `edge` pixels."""
    whole = source.picture.size
    picture = load(source, edge)
    across, down = picture.width / whole[0], picture.height / whole[1]
    left, top, right, bottom = source.box
    box = (left * across, top * down, right * across, bottom * down)
    size = source.position.size(*fit(source.size, edge))
    smaller = to_srgb(
        shrink_opaque(picture, lambda one: one.resize(size, Image.Resampling.HAMMING, box)),
        source.transform,
    )
    upright = source.position.apply(smaller)
    upright.info = {}
    return upright


def shrink_opaque(
    picture: Image.Image, shrink: Callable[[Image.Image], Image.Image]
) -> Image.Image:
    """What `shrink` makes of a picture in which nothing is transparent.

    An RGBA one is shrunk band by band and comes back as RGB: Pillow would first make a second
    picture of the same size for the transparency.
    """
    if picture.mode != "RGBA":
        return shrink(picture)
    return Image.merge("RGB", [shrink(picture.getchannel(name)) for name in "RGB"])


def shrink_on(largest: Image.Image, size: Size) -> dict[str, Image.Image]:
    """The copies by their names, made from the largest one.

    Args:
        largest: from `shrink_first`.
        size: width and height of the whole picture.
    """
    copies: dict[str, Image.Image] = {}
    for name, edge in sorted(DERIVATIVES.items(), key=lambda one: -one[1]):
        # From one that is twice as large at least: a copy of a copy but little larger is soft.
        larger = [one for one, other in DERIVATIVES.items() if other >= 2 * edge]
        picture = copies[min(larger, key=DERIVATIVES.__getitem__)] if larger else largest
        copies[name] = _shrink(picture, fit(size, edge), edge)
    return copies


def _shrink(picture: Image.Image, size: Size, edge: int) -> Image.Image:
    if picture.size == size:
        return picture
    if edge < _LARGE:
        return picture.resize(size, Image.Resampling.LANCZOS)
    if size == ((picture.width + 1) // 2, (picture.height + 1) // 2):
        return picture.reduce(2)
    return picture.resize(size, Image.Resampling.BICUBIC)


def encode(picture: Image.Image, name: str) -> bytes:
    """The file of a copy, by the ending of its name, with nothing in it but the picture."""
    if name == LIGHT_COPY:
        return _encode_light(picture.convert("RGB"))
    if name.endswith(".webp"):
        return _webp(picture.convert("RGB"), WEBP_QUALITY)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _encode_light(picture: Image.Image) -> bytes:
    """The best of the qualities with which it is light enough, or the lowest."""
    usual = _webp(picture, WEBP_QUALITY)
    if len(usual) <= MOST_LIGHT_BYTES:
        return usual
    made: dict[int, bytes] = {}

    def is_light(quality: int) -> bool:
        made[quality] = _webp(picture, quality)
        return len(made[quality]) <= MOST_LIGHT_BYTES

    place = bisect_left(_LOWER_QUALITIES, True, key=is_light)
    return made[_LOWER_QUALITIES[min(place, len(_LOWER_QUALITIES) - 1)]]


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=_WEBP_METHOD)
    return out.getvalue()


def _placeholder(picture: Image.Image) -> bytes:
    tiny = picture.resize(fit(picture.size, _PLACEHOLDER_EDGE), Image.Resampling.HAMMING)
    return next(one for one in _ever_smaller(tiny) if len(one) <= _MOST_PLACEHOLDER_BYTES)


def _ever_smaller(picture: Image.Image) -> Iterator[bytes]:
    for quality in range(60, -1, -20):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=4)
        yield out.getvalue()
