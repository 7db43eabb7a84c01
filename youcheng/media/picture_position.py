"""How a stored picture is turned and mirrored to stand as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import Image

Box = tuple[int, int, int, int]
"""Edges left, top, right and bottom in pixels."""

_ORIENTATION: Final = 0x0112
_STORED: Final = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 2),
    4: (True, 2),
    5: (True, 3),
    6: (False, 1),
    7: (True, 1),
    8: (False, 3),
}
"""Whether mirrored, and quarter turns after it, by EXIF's orientation (CIPA DC-008, 4.6.5)."""

_METHODS: Final = {
    (False, 1): Image.Transpose.ROTATE_270,
    (False, 2): Image.Transpose.ROTATE_180,
    (False, 3): Image.Transpose.ROTATE_90,
    (True, 0): Image.Transpose.FLIP_LEFT_RIGHT,
    (True, 1): Image.Transpose.TRANSVERSE,
    (True, 2): Image.Transpose.FLIP_TOP_BOTTOM,
    (True, 3): Image.Transpose.TRANSPOSE,
}
"""Pillow turns against the clock."""


@dataclass(frozen=True, slots=True)
class Position:
    """Left and right are exchanged if `mirrored`, then the picture is turned.

    Attributes:
        turns: quarter turns clockwise, 0 to 3.
    """

    mirrored: bool
    turns: int

    def turned(self, degrees: int) -> Position:
        """This, and then so many degrees clockwise, in steps of 90."""
        return Position(self.mirrored, (self.turns + degrees // 90) % 4)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of a picture of so many pixels as it is shown, or back."""
        return (height, width) if self.turns % 2 else (width, height)

    def stored_box(self, box: Box, width: int, height: int) -> Box:
        """Where a part of the picture as it is shown lies in the stored one.

        Args:
            box: in the picture as it is shown.
            width, height: of the picture as it is shown.
        """
        for _ in range(self.turns):
            left, top, right, bottom = box
            box = (top, width - right, bottom, width - left)
            width, height = height, width
        left, top, right, bottom = box
        return (width - right, top, width - left, bottom) if self.mirrored else box

    def apply(self, picture: Image.Image) -> Image.Image:
        """The stored picture, or a part of it, as it is shown."""
        method = _METHODS.get((self.mirrored, self.turns))
        return picture if method is None else picture.transpose(method)


def find_position(picture: Image.Image) -> Position:
    """What the EXIF of an open picture says; upright where it says nothing that can be read."""
    try:
        orientation = picture.getexif().get(_ORIENTATION)
        stored = _STORED.get(orientation) if isinstance(orientation, int) else None
    except Exception:  # a broken remark about a picture does not break the picture
        stored = None
    return Position(*(stored or _STORED[1]))
