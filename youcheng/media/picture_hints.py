"""What may be wrong with a photo of a painting; remarks for its sender, never a refusal."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageFilter

LEAST_SHARP: Final = 12
"""What the sharpest 0.5 % of a sharp photo's pixels reach. Measured on 24 paintings: 27 and more as
they are, 13 and less after a blur that spreads every point over 2 pixels of 1,280."""
LEAST_BRIGHT: Final = 120
"""Brightness, of 255, that the brightest 5 % of a photo reach unless it is dark. Measured: 192 and
more, also for paintings of the night."""
FINE: Final = 2_560
"""A longer edge below this leaves the largest copy smaller than it might be."""

_EDGES: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=0)
_SHARPEST: Final = 0.005
_BRIGHTEST: Final = 0.05


def find_hints(picture: Image.Image, size: tuple[int, int]) -> list[str]:
    """``blurred``, ``dark`` and ``small``, as far as they apply.

    Args:
        picture: the copy of 1,280 pixels, in L, RGB or YCbCr.
        size: width and height of the whole picture.
    """
    grey = picture.convert("L")
    found = []
    if _reached(grey.filter(_EDGES), _SHARPEST) < LEAST_SHARP:
        found.append("blurred")
    if _reached(grey, _BRIGHTEST) < LEAST_BRIGHT:
        found.append("dark")
    if max(size) < FINE:
        found.append("small")
    return found


def _reached(grey: Image.Image, part: float) -> int:
    """The value that this part of the pixels reaches at least."""
    left = part * grey.width * grey.height
    for value, number in reversed([*enumerate(grey.histogram())]):
        left -= number
        if left <= 0:
            return value
    return 0
