"""Colours of the map in light and dark, as the graphics card and the drawings need them.

The accents of the partners come with the content. Each colour stands out at least 3 to 1
from the land that it lies on; a shape or a name goes with every colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Mode = Literal["light", "dark"]
Rgb = tuple[int, int, int]

MODES: Final[tuple[Mode, ...]] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the map in one mode, as ``#rrggbb``."""

    paper: str
    ink: str
    red: str
    river: str
    sea: str
    land: str
    coast: str
    dashes: str
    themes: dict[str, str]


PALETTES: Final[dict[Mode, Palette]] = {
    "light": Palette(
        paper="#FBF8F1",
        ink="#1C2B33",
        red="#B23A2B",
        river="#1F5F73",
        sea="#EFF3F0",
        land="#F3EDDF",
        coast="#CDC1A4",
        dashes="#A0916E",
        themes={
            "trust": "#B23A2B",
            "economy": "#8A6A00",
            "parks": "#51616B",
            "education": "#2B62A3",
            "agriculture": "#557A16",
            "culture": "#A32A48",
            "sport": "#A8541A",
            "health": "#1E7A5A",
            "plans": "#6A4C93",
        },
    ),
    "dark": Palette(
        paper="#10191E",
        ink="#F2EDE3",
        red="#F0836F",
        river="#7CC3D8",
        sea="#0C1418",
        land="#1B272E",
        coast="#3A4C55",
        dashes="#627882",
        themes={
            "trust": "#F0836F",
            "economy": "#DDBB57",
            "parks": "#B4C0C6",
            "education": "#86B1E0",
            "agriculture": "#AFCB6B",
            "culture": "#E98BA3",
            "sport": "#E5A06A",
            "health": "#7DC49A",
            "plans": "#C0A6E8",
        },
    ),
}


def rgb(colour: str) -> Rgb:
    """Red, green and blue, 0 to 255 each, of a colour written ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
