"""How a letter looks: as plain text, and as HTML that old clients show and that loads nothing."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from youcheng.i18n.languages import Language
from youcheng.paths import PACKAGE

COLUMNS: Final = 72
"""Longest line of plain text, links apart."""

TEMPLATES: Final = PACKAGE / "mail" / "templates"
_TALL: Final = frozenset({"zh", "ne"})
"""Languages whose script needs more room between lines."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands behind it, one or more lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a letter shows, in its language and in this order; empty parts are left out.

    Attributes:
        language: of the letter.
        site: name of the site.
        title, paragraphs, fields, display, next_step, button, after, rows, why: as in `Wording`,
            with the facts in their places.
        link, withdraw_link: addresses.
        link_hint, questions, withdrawal: sentences before the addresses.
        contact: e-mail address.
        why_title: heading over `why`.
    """

    language: Language
    site: str
    title: str
    paragraphs: tuple[str, ...]
    fields: tuple[str, ...]
    display: str
    next_step: str
    button: str
    link: str
    link_hint: str
    after: tuple[str, ...]
    rows: tuple[Row, ...]
    questions: str
    contact: str
    withdrawal: str
    withdraw_link: str
    why_title: str
    why: str


def lay_out_text(page: Page) -> str:
    """The letter as plain text, wrapped at `COLUMNS`; addresses stand on lines of their own."""
    return "\n\n".join(_blocks(page)) + "\n"


def lay_out_html(page: Page) -> str:
    """The letter as one HTML document; every value in it is escaped."""
    return _template().render(
        page=page,
        mailto=quote(page.contact, safe="@"),
        line_height=1.75 if page.language.code in _TALL else 1.6,
    )


def _blocks(page: Page) -> Iterator[str]:
    yield _wrapped(page.site)
    yield _wrapped(page.title)
    yield from map(_wrapped, page.paragraphs)
    if page.fields:
        yield "\n".join(_wrapped(label, first="- ", rest="  ") for label in page.fields)
    if page.display:
        yield _indented(page.display)
    yield _wrapped(page.next_step)
    if page.button:
        yield f"{_wrapped(page.button)}\n{page.link}"
    yield from map(_wrapped, page.after)
    yield "-" * 20
    for row in page.rows:
        yield "\n".join((row.label, *map(_indented, row.lines)))
    yield f"{_wrapped(page.questions)}\n{page.contact}"
    if page.withdraw_link:
        yield f"{_wrapped(page.withdrawal)}\n{page.withdraw_link}"
    yield f"{_wrapped(page.why_title)}\n{_wrapped(page.why)}"


def _wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in text):
        # Chinese is written without spaces: the reader's client breaks its lines better.
        return first + text
    return textwrap.fill(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        # A reference code, or an address in the words of staff, is only good whole.
        break_on_hyphens=False,
    )


def _indented(text: str) -> str:
    return _wrapped(text, first="  ", rest="  ")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html")
