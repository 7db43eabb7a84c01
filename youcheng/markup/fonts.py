"""Font faces of the documents: Streamlit's own files, and stand-ins of the same width.

The first paint must not move when a font arrives, so local fonts are scaled to the width of the
face that they stand in for: the factors are the ratio of average advance widths over Latin and
Cyrillic sentences of the site, measured with fontTools (docs/decisions/0003-first-paint.md).
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

# Names of our own: a second face of the same name, which the app brings, would make the text of the
# header fall back and return while it loads.
_FACES: Final = (
    ("Youcheng Sans", "SourceSansVF-Upright", "400 700"),
    ("Youcheng Serif", "SourceSerifVariable-Roman", "400 700"),
)
_STAND_INS: Final = (
    # family, weight, local fonts, width against the font that it stands in for, ascent, descent
    ("Sans Stand-in 1", "400", ("Arial", "Liberation Sans", "Helvetica"), 93.5, 100.0, 32.6),
    ("Sans Stand-in 2", "400", ("Roboto",), 94.0, 100.0, 32.6),
    ("Sans Stand-in 3", "400", ("Noto Sans",), 88.5, 100.0, 32.6),
    ("Sans Stand-in 4", "400", ("DejaVu Sans",), 81.5, 100.0, 32.6),
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
_PUNCTUATION: Final = "U+2018-201D,U+2026,U+2014"
_CJK: Final = {
    "CJK Punctuation": ("PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei"),
    "CJK Serif Punctuation": (
        "Songti SC Bold",
        "Noto Serif CJK SC SemiBold",
        "Noto Serif CJK SC",
        "SimSun",
    ),
}


@cache
def streamlit_static() -> Path:
    """Folder of the installed Streamlit's frontend files, found without importing Streamlit."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(found.origin).with_name("static")


@cache
def font_faces() -> str:
    """The ``@font-face`` rules that every document carries."""
    media = streamlit_static() / "static" / "media"
    rules = []
    for family, stem, weights in _FACES:
        file = next(iter(sorted(media.glob(f"{stem}.*.woff2"))), None)
        if file is not None:
            rules.append(
                f'@font-face{{font-family:"{family}";font-weight:{weights};font-display:swap;'
                f"src:url(/static/media/{file.name}) format('woff2')}}"
            )
    for family, weight, names, width, ascent, descent in _STAND_INS:
        sources = ",".join(f'local("{name}")' for name in names)
        # Ascent and descent are given for the scaled font, so they are divided by the scale.
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};src:{sources};'
            f"size-adjust:{width}%;ascent-override:{ascent * 100 / width:.1f}%;"
            f"descent-override:{descent * 100 / width:.1f}%;line-gap-override:0%}}"
        )
    for family, local_names in _CJK.items():
        sources = ",".join(f'local("{name}")' for name in local_names)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:100 900;src:{sources};'
            f"unicode-range:{_PUNCTUATION}}}"
        )
    return "".join(rules)
