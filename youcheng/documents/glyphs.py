"""The fonts that documents are set in, and what they can draw.

They come from packages and never from the system, so a document looks the same everywhere. PDF/A
admits no missing glyph: what no font can draw becomes a visible box before it is set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import uharfbuzz as hb

GAP: Final = "□"
"""What stands for a character that cannot be drawn."""

_FACES: Final = (
    ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf", 0),
    ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 0),
    ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", 2),
)
"""Package, file, and number in the file; number 2 is Noto Sans CJK SC, the mainland's forms."""

_BARRED: Final = frozenset(map(chr, (0x61C, 0x200F, *range(0x202A, 0x202F), 0xFEFF))) | frozenset(
    map(chr, range(0x2066, 0x206A))
)
"""Signs that turn the reading direction, which no script of these fonts needs and which would part
marks from their letters; and the byte order mark, which PDF/UA bars."""

_INVISIBLE: Final = frozenset(
    chr(number)
    for first, last in (
        *((0xAD, 0xAD), (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
        *((0x200B, 0x200E), (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164)),
        *((0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3)),
        *((0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
    )
    for number in range(first, last + 1)
)
"""What shows nothing and needs no glyph (Unicode, Default_Ignorable_Code_Point)."""


def font_folders() -> list[Path]:
    """The folders of the font files."""
    return [path.parent for path, _ in _font_files()]


def fill_gaps(text: str) -> str:
    """The text with `GAP` for each character that cannot be drawn.

    That is one that no font has, and a mark that no font has together with its letter.
    """
    return _marked().sub(_keep_or_part, _missing().sub(GAP, text))


def _keep_or_part(found: re.Match[str]) -> str:
    letter, marks = found.groups()
    needed = frozenset(letter + marks) - _INVISIBLE
    if any(needed <= face for face in _faces()):
        return found[0]
    return letter + "".join(sign if sign in _INVISIBLE else GAP for sign in marks)


@cache
def _missing() -> re.Pattern[str]:
    drawn = frozenset("\n").union(_INVISIBLE, *_faces())
    return re.compile(f"[^{_set_of(drawn)}]")


@cache
def _marked() -> re.Pattern[str]:
    signs = frozenset[str]().union(*_faces()) - _INVISIBLE
    marks = _set_of(sign for sign in signs if unicodedata.category(sign)[0] == "M")
    invisible = _set_of(_INVISIBLE)
    # Possessive, and begun by something visible: a long run of invisible signs is read only once.
    return re.compile(f"([^{invisible}])((?:[{invisible}]*+[{marks}])++)")


def _set_of(signs: Iterable[str]) -> str:
    """The signs as ranges of a regular expression: one by one, those beyond U+FFFF are slow."""
    ranges: list[list[str]] = []
    for sign in sorted(signs):
        if ranges and ord(sign) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = sign
        else:
            ranges.append([sign, sign])
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in ranges)


@cache
def _faces() -> tuple[frozenset[str], ...]:
    """The characters of each font, without control characters, which fonts list and do not draw."""
    characters = (
        map(chr, hb.Face(hb.Blob.from_file_path(str(path)), number).unicodes)
        for path, number in _font_files()
    )
    return tuple(
        frozenset(sign for sign in face if unicodedata.category(sign) != "Cc") - _BARRED
        for face in characters
    )


def _font_files() -> list[tuple[Path, int]]:
    return [(Path(str(files(package))) / file, number) for package, file, number in _FACES]
