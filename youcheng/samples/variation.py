"""Further sample works out of a painted one: another crop, another side, other colours."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from PIL import Image, ImageEnhance

LONG_EDGE: Final = 1000
"""Greatest pixels of a variation's long edge: it is cut from a picture of about 1,400."""
_SMALLEST: Final = 0.58
"""Least share of a side that a crop keeps; below, a picture loses its subject."""


def vary(picture: Path | Image.Image, seed: int) -> Image.Image:
    """A picture that looks like another child's: cropped, mirrored or not, in other colours.

    The same picture and seed give the same pixels. The result is RGB, its long edge at most
    LONG_EDGE pixels.

    Raises:
        OSError: the file cannot be read.
    """
    if isinstance(picture, Path):
        with Image.open(picture) as opened:
            source = opened.convert("RGB")
    else:
        source = picture.convert("RGB")
    chance = random.Random(seed)
    shown = _cropped(source, chance)
    if chance.random() < 0.5:
        shown = shown.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return _recoloured(shown, chance)


def _cropped(source: Image.Image, chance: random.Random) -> Image.Image:
    """Part of the picture in a format of its own, made smaller where needed in the same step."""
    width = source.width * chance.uniform(_SMALLEST, 0.96)
    height = source.height * chance.uniform(_SMALLEST, 0.96)
    left = chance.uniform(0, source.width - width)
    top = chance.uniform(0, source.height - height)
    scale = min(1.0, LONG_EDGE / max(width, height))
    return source.resize(
        (max(1, round(width * scale)), max(1, round(height * scale))),
        Image.Resampling.BILINEAR,
        box=(left, top, left + width, top + height),
        reducing_gap=2.0,
    )


def _recoloured(shown: Image.Image, chance: random.Random) -> Image.Image:
    """The picture out of another paint box. Greens and blues turn far; skin keeps its colours."""
    hue, saturation, value = shown.convert("HSV").split()
    warm, cool = chance.uniform(-7, 5), chance.uniform(-38, 38)
    hue = hue.point([round(i + warm + (cool - warm) * _coolness(i)) % 256 for i in range(256)])
    strength = chance.uniform(0.65, 1.25)
    saturation = saturation.point([min(255, round(i * strength)) for i in range(256)])
    gamma = chance.uniform(0.8, 1.25)
    value = value.point([round(255 * (i / 255) ** gamma) for i in range(256)])
    turned = Image.merge("HSV", (hue, saturation, value)).convert("RGB")
    return ImageEnhance.Contrast(turned).enhance(chance.uniform(0.88, 1.12))


def _coolness(hue: int) -> float:
    """How far a hue (0 to 255, red is 0) lies among the greens and blues, from 0 to 1."""
    return max(0.0, min(1.0, (hue - 45) / 30, (215 - hue) / 30))
