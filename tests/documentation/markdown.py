"""Reads the project's Markdown files: headings, links, pictures, and the rows of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from youcheng.paths import ROOT

_FOLDERS: Final = (".", "docs", "docs/decisions", "data/geo")
_FENCE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INDENTED: Final = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
_CODE: Final = re.compile(r"`[^`\n]*`")
_HEADING: Final = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_TAG: Final = re.compile(r'<img src="([^"]+)"[^>]*? alt="([^"]*)"')
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture of a document.

    Attributes:
        text: its words; of a picture the text alternative.
        target: the file that it leads to.
        heading: slug of the heading there; empty for the whole file.
        is_picture: whether the file is shown.
    """

    text: str
    target: Path
    heading: str
    is_picture: bool


def documents() -> list[Path]:
    """Every Markdown file of the project."""
    return sorted(path for folder in _FOLDERS for path in (ROOT / folder).glob("*.md"))


@cache
def read(path: Path) -> str:
    """The text of a document."""
    return path.read_text("utf-8")


def links(path: Path) -> Iterator[Link]:
    """The links and pictures of a document that stay within the project."""
    prose = _CODE.sub("", _INDENTED.sub("", _FENCE.sub("", read(path))))
    found = [(mark == "!", text, address) for mark, text, address in _LINK.findall(prose)]
    found += [(True, alt, address) for address, alt in _TAG.findall(prose)]
    for is_picture, text, address in found:
        if _ELSEWHERE.match(address):
            continue
        name, _, heading = address.partition("#")
        target = (path.parent / unquote(name)).resolve() if name else path
        yield Link(text, target, unquote(heading), is_picture)


@cache
def slugs(path: Path) -> frozenset[str]:
    """What headings of a document are called in addresses, as GitHub does it."""
    return frozenset(_slug(one) for one in _HEADING.findall(_FENCE.sub("", read(path))))


def _slug(heading: str) -> str:
    kept = (
        sign
        for sign in heading.lower()
        if sign in " -_" or unicodedata.category(sign)[0] in "LN" or unicodedata.combining(sign)
    )
    return "".join(kept).replace(" ", "-")


def section(path: Path, heading: str) -> str:
    """What stands below a heading of the second level, up to the next one."""
    _, found, rest = read(path).partition(f"\n## {heading}\n")
    assert found, f"{path.name} has no section {heading}"
    return rest.partition("\n## ")[0]
