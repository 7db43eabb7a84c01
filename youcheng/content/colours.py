"""The colours that stand for a partner, and the proof that they can be read."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import StringConstraints, field_validator

from youcheng.content.texts import Model

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour in sRGB, written ``#RRGGBB``."""

LIGHT_PAPER: Final = "#FBF8F1"
DARK_PAPER: Final = "#10191E"
"""The site's backgrounds in light and dark, as in the style sheet."""

LEAST_CONTRAST: Final = 4.5
"""For text of ordinary size: WCAG 2.2, success criterion 1.4.3, level AA."""


def measure_luminance(colour: str) -> float:
    """Relative luminance of a colour ``#RRGGBB``: 0 for black, 1 for white.

    Source: Web Content Accessibility Guidelines 2.2, definition of "relative luminance",
    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def measure_contrast(one: str, other: str) -> float:
    """Contrast of two colours ``#RRGGBB``, from 1 (the same) to 21 (black and white).

    Source: Web Content Accessibility Guidelines 2.2, definition of "contrast ratio",
    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((measure_luminance(one), measure_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class Accent(Model):
    """A partner's colour on light and on dark ground; both can be read as text there."""

    light: Colour
    dark: Colour

    @field_validator("light")
    @classmethod
    def _check_light(cls, value: str) -> str:
        return _check_contrast(value, LIGHT_PAPER)

    @field_validator("dark")
    @classmethod
    def _check_dark(cls, value: str) -> str:
        return _check_contrast(value, DARK_PAPER)


def _check_contrast(value: str, paper: str) -> str:
    contrast = measure_contrast(value, paper)
    if contrast < LEAST_CONTRAST:
        # rounded down, so that 4.499 does not read as the 4.5 that it misses
        shown = int(contrast * 100) / 100
        raise ValueError(f"contrast with {paper} is {shown}, must be at least {LEAST_CONTRAST}")
    return value
