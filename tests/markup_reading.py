"""HTML taken apart as a browser takes it apart: elements with their attributes, and text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Element:
    """The opening tag of an element."""

    name: str
    attributes: Mapping[str, str | None]


class Markup(HTMLParser):
    """What a document is made of; a comment, a declaration or an instruction is an error.

    Attributes:
        elements: every opening tag, in order.
        ends: the names of every closing tag, in order.
        text: everything between the tags.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.ends: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.ends.append(tag)

    def handle_data(self, data: str) -> None:
        """Text."""
        self.text += data

    def handle_comment(self, data: str) -> NoReturn:
        """None of our pages holds one."""
        raise AssertionError(f"a comment: {data[:100]}")

    handle_decl = handle_pi = unknown_decl = handle_comment
