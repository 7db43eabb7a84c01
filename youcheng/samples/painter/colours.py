"""Colours as three numbers from 0 to 1, and what can be done with one."""

from __future__ import annotations

import colorsys

Colour = tuple[float, float, float]


def parse(text: str) -> Colour:
    """The colour of "#rrggbb"."""
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Between a (share 0) and b (share 1)."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def turned(colour: Colour, hue: float, saturation: float, value: float) -> Colour:
    """The colour with its hue turned by degrees, its saturation and value multiplied."""
    h, s, v = colorsys.rgb_to_hsv(*colour)
    return colorsys.hsv_to_rgb((h + hue / 360) % 1, min(1.0, s * saturation), min(1.0, v * value))


def lightness(colour: Colour) -> float:
    """Perceived lightness from 0 to 1 (the luma weights of ITU-R BT.601)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def nearest(colour: Colour, inks: tuple[Colour, ...]) -> Colour:
    """The ink that looks most like the colour; lightness counts most, as in a print."""

    def distance(ink: Colour) -> float:
        light = (lightness(ink) - lightness(colour)) ** 2
        return 3 * light + sum((a - b) ** 2 for a, b in zip(ink, colour, strict=True)) / 3

    return min(inks, key=distance)
