"""The fonts that come with Streamlit, cut down to what a page of this site can show.

The originals weigh 1.6 MB, of which a first visit would load 1.1 MB. The cut ones keep their
addresses, so nothing else has to know of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from youcheng.markup.fonts import DISPLAY, SCRIPTS, Axes

_WEIGHTS: Final = (400.0, 700.0)

TEXT_FONTS: Final[Mapping[str, tuple[str, Axes]]] = {
    "SourceSansVF-Upright.": ("Youcheng Sans", {}),
    "SourceSansVF-Italic.": ("Youcheng Sans", {}),
    "SourceSerifVariable-Roman.": ("Youcheng Serif", {"wght": _WEIGHTS, "opsz": DISPLAY}),
    "SourceSerifVariable-Italic.": ("Youcheng Serif", {"wght": _WEIGHTS, "opsz": DISPLAY}),
    "SourceCodeVF-Upright.": ("Youcheng Code", {}),
    "SourceCodeVF-Italic.": ("Youcheng Code", {}),
}
"""How a file's name begins → the name of the cut family, and its axes. The fonts' licence (SIL OFL
1.1) reserves the name Source for the originals. Limiting the weights of the sans saves nothing."""

ICON_FONT: Final = "MaterialSymbols-Rounded."

LETTERS: Final = frozenset[int]().union(*SCRIPTS.values())
"""Code points that the app's fonts keep, where they have them."""

FEATURES: Final = (
    *("calt", "ccmp", "kern", "liga", "lnum", "locl"),
    *("mark", "mkmk", "pnum", "rclt", "rlig", "tnum"),
)
"""OpenType features that are kept: joining and placing of letters, and kinds of figures."""
_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 7, 13, 14)
"""Copyright, names, version, trademark, licence and its address."""
_FAMILY_NAMES: Final = {1: "{0}", 3: "{0} subset", 4: "{0}", 6: "{1}", 16: "{0}"}

_ICON: Final = re.compile(r":material/([a-z0-9_]+):")
_ICON_LETTERS: Final = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyz0123456789_"))


def icons_in(text: str) -> set[str]:
    """Names of the icons that a source text asks for as ``:material/name:``."""
    return set(_ICON.findall(text))


def cut_text_font(
    woff2: bytes, family: str, axes: Axes, letters: Collection[int] = LETTERS
) -> bytes:
    """A text font with only some letters, as WOFF2.

    Args:
        woff2: the original file.
        family: name of the family written into the file.
        axes: which part of which axis of variation to keep; others stay whole.
        letters: code points to keep, where the font has them.

    Raises:
        ValueError: the font has no such axis, or cannot be cut.
    """
    face = hb.Face(_unpack(woff2)[0])
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(letters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(f.encode(), "big") for f in FEATURES)
    wanted.name_id_set.update(_NAMES)
    for axis, value in axes.items():
        done = (
            wanted.set_axis_range(face, axis, *value)
            if isinstance(value, tuple)
            else wanted.pin_axis_location(face, axis, value)
        )
        if not done:
            raise ValueError(f"the font of {family} has no axis {axis}")
    return _pack(_cut(face, wanted), family)


def cut_icon_font(woff2: bytes, icons: Iterable[str]) -> bytes:
    """The icon font with only the named icons and the ligatures that spell them, as WOFF2.

    Names that the font does not have are passed over.
    """
    content, order = _unpack(woff2)
    face = hb.Face(content)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(_ICON_LETTERS)
    wanted.name_id_set.update(_NAMES)
    # Without this the letters alone would draw every icon in, since every name is made of them.
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    names = set(icons)
    wanted.glyph_set.update(number for number, name in enumerate(order) if name in names)
    return _pack(_cut(face, wanted), None)


def _cut(face: hb.Face, wanted: hb.SubsetInput) -> bytes:
    try:
        content: bytes = hb.subset(face, wanted).blob.data
    except RuntimeError as error:
        raise ValueError("the font cannot be cut") from error
    return content


def _unpack(woff2: bytes) -> tuple[bytes, list[str]]:
    font = TTFont(io.BytesIO(woff2))
    order: list[str] = font.getGlyphOrder()
    font.flavor = None
    content = io.BytesIO()
    font.save(content, reorderTables=None)
    return content.getvalue(), order


def _pack(content: bytes, family: str | None) -> bytes:
    font = TTFont(io.BytesIO(content))
    if family:
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                record.string = _FAMILY_NAMES[record.nameID].format(family, family.replace(" ", ""))
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
