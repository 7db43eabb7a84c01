"""The site's own style sheets, small enough to travel inside every document."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from markupsafe import Markup

from youcheng.content.loader import load_content
from youcheng.markup.accents import accent_rules
from youcheng.markup.assets import asset_address
from youcheng.markup.fonts import stand_in_faces
from youcheng.paths import PACKAGE

_FOLDER: Final = PACKAGE / "markup" / "static"
_SITE: Final = "site.css"
_PARTS: Final = ("map.css", "form.css", "track.css", "compete.css", "gallery.css")
"""Those for a part of the site, in the order in which they follow the first."""
_MOTIFS: Final = ("ripple", "lattice")

_CLASSES: Final = re.compile(r'class="([^"]*)"')
_ATTRIBUTES: Final = re.compile(r"data-[\w-]+")
"""Without a word's boundary in front, which would make the search ten times as long: the page of a
work is looked through for each request."""
_Names = frozenset[str]


@cache
def whole_stylesheet() -> Markup:
    """All of them, joined: for documents that the app takes over, which then shows other pages."""
    return _joined(_PARTS)


def stylesheet_for(html: str) -> Markup:
    """What a document that stays as it is needs of them, joined.

    Args:
        html: the inside of its body. The sheet of a part travels along if it has rules for a class
            or an attribute that is in there, so that no page has to ask for its sheets.
    """
    names = _names_in(html)
    return _joined(tuple(part for part in _PARTS if _own_names(part) & names))


@cache
def _joined(parts: tuple[str, ...]) -> Markup:
    """The accents of the partners come from the content."""
    motifs = "".join(f"--{name}:url({asset_address(name + '.svg')});" for name in _MOTIFS)
    accents = accent_rules(load_content().partners)
    rules = [_read(name) for name in (_SITE, *parts)]
    return Markup("\n".join([stand_in_faces(), f":root{{{motifs}}}", accents, *rules]))


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _names_in(html: str) -> _Names:
    classes = {name for value in _CLASSES.findall(html) for name in value.split()}
    return frozenset(classes).union(_ATTRIBUTES.findall(html))


@cache
def _own_names(part: str) -> _Names:
    """The classes and attributes that a sheet has rules for, and the first sheet has none."""
    return _styled(part) - _styled(_SITE)


def _styled(name: str) -> _Names:
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)|\{[^{}]*\}", " ", _read(name), flags=re.DOTALL)
    return frozenset(re.findall(r"\.([a-zA-Z][\w-]*)", rules)) | frozenset(
        re.findall(r"\[(data-[\w-]+)", rules)
    )
