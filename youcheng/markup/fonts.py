"""Font faces of the documents: Streamlit's own files, and stand-ins of the same width.

The first paint must not move when a font arrives, so local fonts are scaled to the width of the
face that they stand in for. The factors were measured on the Latin and Cyrillic texts of the site
(docs/decisions/0003-first-paint.md).
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_FACES: Final = (
    ("Source Sans", "SourceSansVF-Upright", "400 700"),
    ("Source Serif", "SourceSerifVariable-Roman", "400 700"),
)
_STAND_INS: Final = (
    ("Sans Fallback", ("Arial", "Liberation Sans", "Helvetica"), "94%", "106%", "27%"),
    ("Serif Fallback", ("Georgia", "Times New Roman", "Liberation Serif"), "102%", "104%", "34%"),
)
_PUNCTUATION: Final = "U+2018-201D,U+2026,U+2014"
_CJK: Final = {
    "CJK Punctuation": ("PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei"),
    "CJK Serif Punctuation": (
        "Songti SC Bold", "Noto Serif CJK SC SemiBold", "Noto Serif CJK SC", "SimSun",
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
    for family, names, size, ascent, descent in _STAND_INS:
        sources = ",".join(f'local("{name}")' for name in names)
        rules.append(
            f'@font-face{{font-family:"{family}";src:{sources};size-adjust:{size};'
            f"ascent-override:{ascent};descent-override:{descent};line-gap-override:0%}}"
        )
    for family, names in _CJK.items():
        sources = ",".join(f'local("{name}")' for name in names)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:100 900;src:{sources};'
            f"unicode-range:{_PUNCTUATION}}}"
        )
    return "".join(rules)
