"""What a reader of a PDF sees: its text, where words stand, its picture (poppler-utils)."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from html import unescape
from itertools import pairwise
from typing import Final, NamedTuple

from PIL import Image

MILLIMETRE: Final = 72 / 25.4
"""In points, the unit of a PDF."""
_FILLERS: Final = "\u115f\u1160"
"""Letters of Hangul that show nothing."""


class Word(NamedTuple):
    """A word on a page and its right edge, in millimetres from the left edge of the paper."""

    text: str
    right: float


def read_text(pdf: bytes) -> str:
    """The text of all pages, in the order in which it was set."""
    return _run("pdftotext", "-raw", "-", "-", pdf=pdf).decode()


def read_words(pdf: bytes) -> list[Word]:
    """Every word of every page."""
    found = re.finditer(
        r'xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>',
        _run("pdftotext", "-bbox", "-", "-", pdf=pdf).decode(),
    )
    return [Word(unescape(one[2]), float(one[1]) / MILLIMETRE) for one in found]


def draw_page(pdf: bytes, *, dots_per_inch: int = 200) -> Image.Image:
    """The first page in grey."""
    drawn = _run("pdftoppm", "-f", "1", "-l", "1", "-gray", "-r", str(dots_per_inch), "-", pdf=pdf)
    return Image.open(io.BytesIO(drawn))


def squeeze(text: str) -> str:
    """The text in NFKD, without what shows nothing, and each mark and marked letter told once.

    Where a line ends is not part of what was written, and a ligature is read as its letters. A
    mark that is moved up or down is drawn apart, and both parts are read as the whole: the
    compiler maps every glyph of a cluster to all of its letters.
    """
    clusters = [""]
    for sign in unicodedata.normalize("NFKD", text):
        kind = unicodedata.category(sign)[0]
        if kind in "CZ" or sign in _FILLERS:
            continue
        if kind != "M":
            clusters.append(sign)
        elif clusters[-1][-1:] != sign:
            clusters[-1] += sign
    return "".join(
        now for before, now in pairwise(("", *clusters)) if len(now) == 1 or now != before
    )


def _run(*command: str, pdf: bytes) -> bytes:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
