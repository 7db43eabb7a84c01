"""QR codes (ISO/IEC 18004) as SVG, for pages and for print."""

from __future__ import annotations

import io
from typing import Final

import segno

INK: Final = "#1c2b33"
GROUND: Final = "#ffffff"
"""The same in dark mode: many readers take only dark on light."""


def draw_qr(text: str) -> str:
    """The code that reads as `text`, an SVG element that fills its place in HTML or in print.

    A quiet zone of four modules is part of it. A reader repairs at least 15 % of damage: level M,
    or a better one that makes the code no larger.

    Args:
        text: what the code says, at most 2,331 bytes of UTF-8; words beside it name the picture.

    Raises:
        ValueError: the text is too long.
    """
    svg = io.BytesIO()
    segno.make_qr(text, error="m").save(
        svg,
        kind="svg",
        xmldecl=False,
        nl=False,
        omitsize=True,
        dark=INK,
        light=GROUND,
        svgclass="qr",
        lineclass=None,
    )
    return svg.getvalue().decode()
