"""Countries and regions: the codes of ISO 3166-1 and their names in each language (CLDR)."""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources

from babel import Locale

from youcheng.i18n.languages import Language


@functools.cache
def territory_codes() -> tuple[str, ...]:
    """The two-letter codes of ISO 3166-1 in alphabetical order, as the time zone database has them.

    CLDR alone would not do: it names regions that ISO does not list.
    """
    table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab")
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(sorted(line.split("\t")[0] for line in lines if line and line[0] != "#"))


@functools.cache
def territory_name(code: str, language: Language) -> str:
    """The name of a country or region. Raises KeyError for a code that CLDR does not know."""
    name: str = Locale.parse(language.locale).territories[code]
    return unicodedata.normalize("NFC", name)


def sort_key(name: str, language: Language) -> bytes:
    """Where a name stands in an alphabetical list, near enough for a menu.

    Chinese goes by sound: GB 18030 holds the common characters in the order of Pinyin. Elsewhere
    accents and case do not count; Devanagari's own signs do.
    """
    if language.code == "zh":
        return name.encode("gb18030")
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if unicodedata.combining(sign) < 200).encode()
