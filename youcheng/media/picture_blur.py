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
    """The pixels that a part covers, those at its edges included."""
    left, top, right, bottom = part
    return (
        math.floor(left * width),
        math.floor(top * height),
        min(math.ceil(right * width), width),
        min(math.ceil(bottom * height), height),
    )


def blur_boxes(picture: Image.Image, boxes: Iterable[Box]) -> None:
    """Make these parts of a picture unrecognisable, in place."""
    for left, top, right, bottom in boxes:
        step = max(1, math.ceil(max(right - left, bottom - top) / _SQUARES))
        for y in range(top, bottom, step):
            for x in range(left, right, step):
                square = (x, y, min(x + step, right), min(y + step, bottom))
                mean = picture.crop(square).resize((1, 1), Image.Resampling.BOX)
                picture.paste(mean.resize((square[2] - x, square[3] - y)), square)
