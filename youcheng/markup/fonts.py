"""Font faces of the documents: cut from Streamlit's own by script, and stand-ins of the same width.

The first paint must not move when a font arrives, so local fonts are scaled to the width of the
face that they stand in for: the factors are the ratio of average advance widths over Latin and
Cyrillic sentences of the site, measured with fontTools (docs/decisions/0003-first-paint.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

Axes = Mapping[str, float | tuple[float, float]]
"""For each axis of variation the range to keep, or the one value that it is fixed at."""

_LATIN: Final = frozenset(
    {
        *range(0x20, 0x7F),
        *(0xA0, 0xAB, 0xB2, 0xB7, 0xBB, 0xD7),
        *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x2192),
    }
)
"""Basic Latin and the signs that the site sets between words: English and Malay are whole in it."""
_ACCENTS: Final = (
    frozenset(
        {
            *range(0xA1, 0x100),  # Latin-1
            *(0x152, 0x153, 0x178),  # Œ œ Ÿ: French is whole with these
            *(0x2BC, 0x2C6, 0x2D9, 0x2DA, 0x2DC),
            *range(0x2009, 0x200E),
            *range(0x2010, 0x2028),  # dashes, quotation marks, bullet, ellipsis
            *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2060),
            *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2193, 0x2212),
            *(0xFB01, 0xFB02),
        }
    )
    - _LATIN
)
SCRIPTS: Final[Mapping[str, frozenset[int]]] = {
    "latin": _LATIN,
    "latin-accents": _ACCENTS,
    "latin-whole": _LATIN | _ACCENTS,
    "latin-extended": frozenset({*range(0x100, 0x180)} - {0x152, 0x153, 0x178}),
    "cyrillic": frozenset(
        {
            0x301,  # Russian stress
            *range(0x400, 0x460),  # Russian, Belarusian, Ukrainian, Serbian, Bulgarian
            *(0x490, 0x491, 0x20BD, 0x2116),  # Ґ ₽ №
        }
    ),
    "signs": frozenset(
        {
            *range(0x1CD, 0x1DD),  # vowels with tone marks of pinyin
            *range(0x218, 0x21C),  # Romanian
            *(0x2C7, 0x2D8, 0x2DB, 0x2DD),
            *(0x300, 0x302, 0x304, 0x306, 0x308, 0x30C),  # combining marks
            *(0x2044, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A)),
            *(0x2117, 0x2196, 0x2197, 0x2198, 0x2199, 0x2215, 0x221E, 0x2248),
            *(0x2260, 0x2264, 0x2265, 0x25B2, 0x25B6, 0x25BC, 0x25C0, 0x25CF, 0x25CB),
            *(0x2605, 0x2606, 0x2713, 0x2717),
        }
    ),
}
"""Code points by what is loaded together: the scripts of the site's languages but Chinese and
Devanagari, which the visitor's system draws, and names from the rest of Europe. Latin comes in two
parts, of which most pages need the first alone, or, where every page has accents, in one."""

_ACCENTED: Final = frozenset({"fr"})
"""Languages whose every page has letters with accents."""

DISPLAY: Final = 32.0
"""Optical size, in points, of the headings, the only text that the serif is used for. The axis
makes up 40 % of that font."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the documents in one script, cut from one of Streamlit's.

    Attributes:
        family: its name. A name of our own: a second face of the same name, which the app brings,
            would make the text of the header fall back and return while it loads.
        source: how the name of Streamlit's file begins.
        weights: for which weights it stands, as style sheets say it.
        axes: what is kept of its axes of variation.
        script: a key of `SCRIPTS`.
    """

    family: str
    source: str
    weights: str
    axes: Axes
    script: str

    @property
    def name(self) -> str:
        """The file's name; another one when anything that it is made of changes."""
        source = text_font(self.source).name
        made_of = (source, self.weights, sorted(self.axes.items()), sorted(SCRIPTS[self.script]))
        digest = hashlib.sha256(repr(made_of).encode()).hexdigest()[:8]
        family = self.family.lower().replace(" ", "-")
        return f"{family}-{self.weights.split()[0]}-{self.script}.{digest}.woff2"


_TEXT: Final = "Youcheng Sans"
# The serif is for headings, which are semi-bold: one weight is lighter than a range of them.
_KINDS: Final[tuple[tuple[str, str, str, Axes], ...]] = (
    (_TEXT, "SourceSansVF-Upright.", "400 700", {}),
    ("Youcheng Serif", "SourceSerifVariable-Roman.", "600 700", {"wght": 600.0, "opsz": DISPLAY}),
)
FACES: Final = tuple(Face(*kind, script) for kind in _KINDS for script in SCRIPTS)
"""The fonts of the documents: a browser fetches those whose letters and weights a page has."""
FONTS: Final = "/static/media/"
"""Where they are served."""
_STAND_INS: Final = (
    # family, weight, local fonts, width against the font that it stands in for, ascent, descent
    ("Sans Stand-in 1", "400", ("Arial", "Liberation Sans"), 95.0, 100.0, 32.6),
    ("Sans Stand-in 2", "400", ("Roboto",), 95.5, 100.0, 32.6),
    ("Sans Stand-in 3", "400", ("Noto Sans",), 90.0, 100.0, 32.6),
    ("Sans Stand-in 4", "400", ("DejaVu Sans",), 82.8, 100.0, 32.6),
    (
        "Sans Stand-in 1",
        "700",
        ("Arial Bold", "Liberation Sans Bold"),
        91.0,
        100.0,
        32.6,
    ),
    ("Sans Stand-in 2", "700", ("Roboto Bold",), 96.5, 100.0, 32.6),
    ("Sans Stand-in 3", "700", ("Noto Sans Bold",), 87.0, 100.0, 32.6),
    ("Sans Stand-in 4", "700", ("DejaVu Sans Bold",), 76.5, 100.0, 32.6),
    (
        "Serif Stand-in 1",
        "600",
        ("Times New Roman Bold", "Liberation Serif Bold"),
        105.5,
        103.6,
        33.5,
    ),
    ("Serif Stand-in 2", "600", ("Noto Serif Bold",), 90.0, 103.6, 33.5),
    ("Serif Stand-in 3", "600", ("DejaVu Serif Bold",), 80.5, 103.6, 33.5),
)
_PUNCTUATION: Final = "U+201C-201D,U+2026,U+2014"
"""What Chinese writes with signs that are wider than ours. Not ‘ and ’: no Chinese text here has
them, and names and titles on Chinese pages have apostrophes."""
_SPACE: Final = "U+20"
"""Between the words of Nepali: from the font of the words, so that lines do not break elsewhere
when the font for Latin letters comes, which would else bring the spaces."""
_OTHER_SCRIPTS: Final = (
    # family, local fonts, signs that are taken from them
    (
        "CJK Punctuation",
        ("PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei"),
        _PUNCTUATION,
    ),
    (
        "CJK Serif Punctuation",
        ("Songti SC Bold", "Noto Serif CJK SC SemiBold", "Noto Serif CJK SC", "SimSun"),
        _PUNCTUATION,
    ),
    (
        "Devanagari Space",
        (
            "Noto Sans Devanagari",
            "Noto Sans Devanagari Regular",
            "KohinoorDevanagari-Regular",
            "Nirmala UI",
            "Mangal",
        ),
        _SPACE,
    ),
)


@cache
def streamlit_static() -> Path:
    """Folder of the installed Streamlit's frontend files, found without importing Streamlit."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(found.origin).with_name("static")


def text_font(beginning: str) -> Path:
    """The file of Streamlit's text font whose name begins so.

    Raises:
        FileNotFoundError: this Streamlit has none.
    """
    for path in sorted((streamlit_static() / "static" / "media").glob(f"{beginning}*.woff2")):
        return path
    raise FileNotFoundError(f"this Streamlit has no font {beginning}*.woff2")


def _ranges(script: str) -> str:
    """The code points of a script as style sheets say them."""
    runs: list[list[int]] = []
    for one in sorted(SCRIPTS[script]):
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


@cache
def own_faces(code: str, *, light: bool = False) -> str:
    """The ``@font-face`` rules of the fonts that travel with a document.

    Args:
        code: its language.
        light: headings alone have theirs; the text keeps what stands in for it on the visitor's
            system. In Russian the sans weighs half of what such a page may weigh in all.
    """
    left_out = {"latin", "latin-accents"} if code in _ACCENTED else {"latin-whole"}
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weights};font-display:swap;'
        f"src:url({FONTS}{face.name}) format('woff2');unicode-range:{_ranges(face.script)}}}"
        for face in FACES
        if face.script not in left_out and not (light and face.family == _TEXT)
    )


@cache
def stand_in_faces() -> str:
    """The ``@font-face`` rules of what the visitor's system has in their place."""
    rules = []
    for family, weight, names, width, ascent, descent in _STAND_INS:
        sources = ",".join(f'local("{name}")' for name in names)
        # Ascent and descent are given for the scaled font, so they are divided by the scale.
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};src:{sources};'
            f"size-adjust:{width}%;ascent-override:{ascent * 100 / width:.1f}%;"
            f"descent-override:{descent * 100 / width:.1f}%;line-gap-override:0%}}"
        )
    for family, local_names, signs in _OTHER_SCRIPTS:
        sources = ",".join(f'local("{name}")' for name in local_names)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:100 900;src:{sources};'
            f"unicode-range:{signs}}}"
        )
    return "".join(rules)
