"""Parts of a picture made unrecognisable. Runs in a child of the worker process.

A part becomes a few even squares, each the mean of what was there: unlike a soft blur of letters or
of a face, nothing of it can be computed back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from PIL import Image

from youcheng.domain.pictures import Part
from youcheng.media.picture_position import Box

_SQUARES: Final = 8
"""Along the longer edge of a part."""


def find_box(part: Part, width: int, height: int) -> Box:
    """The pixels that a part covers, those at its edges included, of a picture of so many and
    beside it."""
    left, top, right, bottom = part
    return (
        math.floor(left * width),
        math.floor(top * height),
        math.ceil(right * width),
        math.ceil(bottom * height),
    )


def blur_boxes(picture: Image.Image, boxes: Iterable[Box]) -> None:
    """Make these parts of a picture unrecognisable, in place.

    Of a part that reaches past the edges the squares are as large as those of the whole part: where
    a little of it is left, nothing is shown more finely than before.
    """
    for left, top, right, bottom in boxes:
        step = max(1, math.ceil(max(right - left, bottom - top) / _SQUARES))
        for y in range(top, bottom, step):
            for x in range(left, right, step):
                _even(picture, (x, y, min(x + step, right), min(y + step, bottom)))


def _even(picture: Image.Image, square: Box) -> None:
    """Give what is in the picture of a square the mean of its colours."""
    left, top = max(square[0], 0), max(square[1], 0)
    right, bottom = min(square[2], picture.width), min(square[3], picture.height)
    if left < right and top < bottom:
        mean = picture.crop((left, top, right, bottom)).resize((1, 1), Image.Resampling.BOX)
        picture.paste(mean.resize((right - left, bottom - top)), (left, top, right, bottom))
