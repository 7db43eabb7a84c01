"""The site's languages and the choice among them.

Adding a language needs no code: add its row to ``data/locale/languages.toml``, its catalogue, and
its column in the content files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from youcheng.paths import LOCALE


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    Attributes:
        code: what stands in addresses (``?lang=``).
        html: value of the HTML ``lang`` attribute (BCP 47).
        locale: CLDR locale that formats dates and numbers.
        catalogue: folder of the message catalogue under ``data/locale``.
        self_name: the language's name in itself, for the language menu.
        measure: characters of a comfortable line of text.
    """

    code: str
    html: str
    locale: str
    catalogue: str
    self_name: str
    measure: int


def _read() -> tuple[Language, ...]:
    with (LOCALE / "languages.toml").open("rb") as file:
        rows = tomllib.load(file)["language"]
    return tuple(Language(**row) for row in rows)


LANGUAGES: Final[tuple[Language, ...]] = _read()
BY_CODE: Final[dict[str, Language]] = {language.code: language for language in LANGUAGES}
DEFAULT: Final[Language] = LANGUAGES[0]
COOKIE: Final = "lang"


def accepted(header: str) -> Iterable[str]:
    """Language tags of an ``Accept-Language`` header, most wanted first, in lower case.

    Malformed parts are passed over; a tag with quality 0 is left out (RFC 9110, section 12.5.4).
    """
    wanted: list[tuple[float, int, str]] = []
    for position, part in enumerate(header[:1000].split(",")):
        tag, _, parameters = part.partition(";")
        tag = tag.strip()
        quality = 1.0
        name, _, value = parameters.strip().partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                continue
        if tag and 0 < quality <= 1:
            wanted.append((-quality, position, tag.lower()))
    return [tag for _, _, tag in sorted(wanted)]


def negotiate(
    *, query: str | None = None, cookie: str | None = None, header: str | None = None
) -> Language:
    """The language for a visitor: the address first, then the cookie, then the browser.

    Args:
        query: value of ``?lang=``, if any; an unknown one is passed over.
        cookie: value of the language cookie, if any.
        header: the ``Accept-Language`` header, if any.
    """
    for code in (query, cookie):
        if code and code in BY_CODE:
            return BY_CODE[code]
    for tag in accepted(header or ""):
        if found := BY_CODE.get(tag.split("-")[0]):
            return found
    return DEFAULT
