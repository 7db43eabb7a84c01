"""The card of a work for link previews: its picture whole, as it hangs on the dark wall.

Runs in a child of the worker process. No words are on it: one card serves every language. The
measures follow the page of a work in gallery.css.
"""

from __future__ import annotations

import io
from typing import Any, Final

from PIL import Image, ImageFilter

from youcheng.domain.pictures import CARD_SIZE, MOST_CARD_BYTES
from youcheng.media.picture_decoding import answer, find_source, open_picture
from youcheng.media.picture_derivatives import Size, read_edit, shrink_first
from youcheng.paths import ASSETS

_ABOVE: Final = (0x2C, 0x34, 0x3A)
_WALL: Final = (0x14, 0x19, 0x1D)
_MAT: Final = (0xF8, 0xF3, 0xE8)
_MAT_WIDTH: Final = 20
_LARGEST: Final = (992, 498)
"""The most that a picture takes: room for mat, shadow and, beside it, the mark."""
_SHADOWS: Final = ((2, 0, 2, 0.5), (30, 20, 30, 0.8))
"""Of the mat: how far down, how much smaller on every side, how blurred (pixels), how dark."""
_MARK: Final = 44
_MARK_EDGE: Final = 40
_QUALITIES: Final = range(88, 23, -8)


def draw_card(
    descriptor: int,
    bundle: int,
    *,
    kind: str,
    turn: int,
    crop: list[float],
    blurs: list[list[float]],
    trim: list[float],
) -> dict[str, Any]:
    """Read a picture and write its card.

    Args:
        descriptor, bundle, kind, turn, crop, blurs, trim: as for
            `picture_derivatives.make_derivatives`.

    Returns:
        ``{"refused": code}``, or ``length``, the bytes of the card.
    """
    edit = read_edit(turn, crop, blurs, trim)

    def read() -> dict[str, Any]:
        with open(descriptor, "rb", closefd=False) as file, open_picture(file, kind) as picture:
            source = find_source(picture, edit)
            hung = shrink_first(source, max(CARD_SIZE)).convert("RGB")
        content = _encode(_hang(hung))
        with open(bundle, "wb", closefd=False) as out:
            out.write(content)
        return {"length": len(content)}

    return answer(read)


def _hang(picture: Image.Image) -> Image.Image:
    """The picture in its mat on the wall, with the site's mark in the corner."""
    size = _fit(picture.size)
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    card = _wall()
    width, height = size[0] + 2 * _MAT_WIDTH, size[1] + 2 * _MAT_WIDTH
    left, top = (CARD_SIZE[0] - width) // 2, (CARD_SIZE[1] - height) // 2
    box = (left, top, left + width, top + height)
    for down, inset, blur, dark in _SHADOWS:
        card.paste((0, 0, 0), mask=_shadow(box, down, inset, blur, dark))
    card.paste(_MAT, box)
    card.paste(picture, (left + _MAT_WIDTH, top + _MAT_WIDTH))
    with Image.open(ASSETS / "favicon.png") as mark:
        small = mark.convert("RGBA").resize((_MARK, _MARK), Image.Resampling.LANCZOS)
    place = tuple(side - _MARK_EDGE - _MARK for side in CARD_SIZE)
    card.paste(small, (place[0], place[1]), small)
    return card


def _fit(size: Size) -> Size:
    """The size at which a picture hangs: whole, and never enlarged."""
    part = min(1.0, _LARGEST[0] / size[0], _LARGEST[1] / size[1])
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _wall() -> Image.Image:
    """The wall with its light from above: CSS's ellipse at the middle of the upper edge."""
    light = Image.radial_gradient("L").crop((0, 128, 256, 256))
    mask = light.resize(CARD_SIZE, Image.Resampling.BICUBIC)
    return Image.composite(
        Image.new("RGB", CARD_SIZE, _WALL), Image.new("RGB", CARD_SIZE, _ABOVE), mask
    )


def _shadow(
    box: tuple[int, int, int, int], down: int, inset: int, blur: int, dark: float
) -> Image.Image:
    left, top, right, bottom = box
    inner = (left + inset, top + down + inset, right - inset, bottom + down - inset)
    mask = Image.new("L", CARD_SIZE)
    if inner[0] < inner[2] and inner[1] < inner[3]:
        mask.paste(round(255 * dark), inner)
    return mask.filter(ImageFilter.GaussianBlur(blur))


def _encode(card: Image.Image) -> bytes:
    """The card as a JPEG in the best quality that keeps it small."""
    content = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        card.save(out, "JPEG", quality=quality, optimize=True)
        content = out.getvalue()
        if len(content) <= MOST_CARD_BYTES:
            break
    return content
