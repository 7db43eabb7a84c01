"""Small drawings of the map as SVG: the mark of every theme, and the names of places.

The names are one picture a language, drawn by the visitor's browser with its own fonts. A text
layer of the map would draw sign by sign and so could not shape Devanagari.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

from youcheng.markup.map_colours import PALETTES, Mode, Palette

MARKS: Final[Mapping[str, str]] = {
    "trust": "M16 5a11 11 0 1 1 0 22a11 11 0 0 1 0-22z",
    "economy": "M16 3L29 16L16 29L3 16z",
    "parks": "M6 6h20v20H6z",
    "education": "M16 4L29 27H3z",
    "agriculture": "M5 27C4 12 12 4 28 4C28 20 20 28 5 27z",
    "culture": "M16 3l3.9 8.9 9.6.9-7.3 6.3 2.2 9.5-8.4-5-8.4 5 2.2-9.5-7.3-6.3 9.6-.9z",
    "sport": "M16 3L27.3 9.5V22.5L16 29L4.7 22.5V9.5z",
    "health": "M11.5 4h9v7.5H28v9h-7.5V28h-9v-7.5H4v-9h7.5z",
    "plans": "M16 5a11 11 0 1 1 0 22a11 11 0 0 1 0-22z",
}
"""Outline of every theme's mark in a field of 32 by 32; plans, not yet real, stay hollow."""

_SIDE: Final = 32
_SCALE: Final = 2
_LABEL_SCALE: Final = 3
LABEL_SIZE: Final = 15
"""Height of the letters of a name in pixels."""
LABEL_HEIGHT: Final = 30
"""Height of a name with the room that accents and vowel signs above and below need."""
_SERIF: Final = (
    "'Songti SC','Noto Serif CJK SC','Noto Serif SC','SimSun','Noto Serif Devanagari',"
    "'Kohinoor Devanagari','Nirmala UI','Noto Sans Devanagari','Noto Serif','Georgia',"
    "'Times New Roman',serif"
)
_LATIN: Final = (
    "'Source Serif 4','Noto Serif','Georgia','Times New Roman','Noto Serif Devanagari',"
    "'Kohinoor Devanagari','Nirmala UI','Noto Sans Devanagari',serif"
)


def draw_mark(theme: str) -> str:
    """One theme's mark as a picture that follows the page's light or dark colours."""
    light, dark = (PALETTES[mode].themes[theme] for mode in ("light", "dark"))
    colour = f"light-dark({light},{dark})"
    shape = _shape(theme, colour, "none" if theme == "plans" else colour, 3.2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" width="{_SIDE}" '
        f'height="{_SIDE}"><style>:root{{color-scheme:light dark}}</style>{shape}</svg>'
    )


def draw_marks(mode: Mode) -> str:
    """All themes' marks side by side, edged in paper colour, for the map in one mode."""
    palette = PALETTES[mode]
    cells = []
    for column, theme in enumerate(MARKS):
        colour = palette.themes[theme]
        edge = _shape(theme, palette.paper, palette.paper, 5)
        shape = _shape(theme, colour, palette.paper if theme == "plans" else colour, 3.2)
        cells.append(f'<g transform="translate({column * _SIDE})">{edge}{shape}</g>')
    return _sheet(_SIDE * len(MARKS), _SIDE, _SCALE, palette.paper, "".join(cells))


def map_marks() -> dict[str, dict[str, Any]]:
    """Where each mark lies on the sheet of `draw_marks`, by theme, in its pixels."""
    side = _SIDE * _SCALE
    return {
        theme: {"x": column * side, "y": 0, "width": side, "height": side, "mask": False}
        for column, theme in enumerate(MARKS)
    }


def draw_labels(names: Mapping[str, str], mode: Mode, *, chinese: bool) -> str:
    """All names one under the other, each in the middle of its row, haloed in paper colour.

    Args:
        names: the texts by id.
        mode: light or dark.
        chinese: whether the language's own letters are Chinese, whose fonts then come first.
    """
    palette: Palette = PALETTES[mode]
    width = _width(names.values())
    family = _SERIF if chinese else _LATIN
    rows = "".join(
        f'<text x="{width / 2}" y="{(row + 0.66) * LABEL_HEIGHT:.1f}">{escape(name)}</text>'
        for row, name in enumerate(names.values())
    )
    body = (
        f'<g font-family="{family}" font-size="{LABEL_SIZE}" font-weight="600" '
        f'text-anchor="middle" fill="{palette.ink}" stroke="{palette.paper}" stroke-width="3.2" '
        f'stroke-linejoin="round" paint-order="stroke">{rows}</g>'
    )
    return _sheet(width, LABEL_HEIGHT * len(names), _LABEL_SCALE, palette.paper, body)


def map_labels(names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Where each name lies on the sheet of `draw_labels`, by id, in its pixels."""
    width, height = _width(names.values()) * _LABEL_SCALE, LABEL_HEIGHT * _LABEL_SCALE
    return {
        name: {"x": 0, "y": row * height, "width": width, "height": height, "mask": False}
        for row, name in enumerate(names)
    }


def _shape(theme: str, stroke: str, fill: str, width: float) -> str:
    return (
        f'<path d="{MARKS[theme]}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" '
        'stroke-linejoin="round"/>'
    )


def _sheet(width: int, height: int, scale: int, paper: str, body: str) -> str:
    # Where a sheet is empty it still has the colour of paper, too thin to be seen: the graphics
    # card blends neighbouring pixels, and those of a truly empty sheet are black.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * scale}" height="{height * scale}">'
        f'<path d="M0 0h{width}v{height}H0z" fill="{paper}" fill-opacity=".03"/>{body}</svg>'
    )


def _width(names: Iterable[str]) -> int:
    """Room for the longest name: no font is at hand here, so the widest usual letters count."""

    def measure(name: str) -> float:
        wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in name)
        return LABEL_SIZE * (wide + (len(name) - wide) * 0.68)

    return 16 + max(round(measure(name)) for name in names)
