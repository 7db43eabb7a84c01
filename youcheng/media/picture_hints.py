"""What may be wrong with a photo of a painting; remarks for its sender, never a refusal."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageFilter, ImageStat

LEAST_SHARP: Final = 12
"""Strength that 1 of 200 pixels of a sharp photo reaches."""
LEAST_BRIGHT: Final = 60
"""Brightness, of 255, of the middle of a photo that is not dark."""
FINE: Final = 2_560
"""A longer edge below this leaves the largest copy smaller than it might be."""

_EDGES: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=0)
_PEAK: Final = 0.005


def find_hints(picture: Image.Image, size: tuple[int, int]) -> list[str]:
    """``blurred``, ``dark`` and ``small``, as far as they apply.

    Args:
        picture: the copy of 1,280 pixels, in L, RGB or YCbCr.
        size: width and height of the whole picture.
    """
    grey = picture.convert("L")
    found = []
    if sharpness(grey) < LEAST_SHARP:
        found.append("blurred")
    if ImageStat.Stat(grey).median[0] < LEAST_BRIGHT:
        found.append("dark")
    if max(size) < FINE:
        found.append("small")
    return found


def sharpness(grey: Image.Image) -> int:
    """The strength of the second derivative that the sharpest 0.5 % of the pixels reach."""
    counts = grey.filter(_EDGES).histogram()
    left = _PEAK * grey.width * grey.height
    for value in range(255, 0, -1):
        left -= counts[value]
        if left <= 0:
            return value
    return 0
