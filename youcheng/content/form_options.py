"""The option lists that fields share: from data/forms/options.toml, the content and CLDR."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from youcheng.content.form_entries import OptionEntry, OptionsFile
from youcheng.content.forms import Option
from youcheng.content.records import City, Partner
from youcheng.content.texts import Text
from youcheng.i18n.languages import LANGUAGES
from youcheng.i18n.territories import territory_codes, territory_name

HOME = "CN"
"""Stands first in the list of countries, before the partners' own."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared list; options from number `pinned` on are sorted by their label when shown.

    `entries` are those that only some forms have or lack a part for.
    """

    entries: tuple[OptionEntry, ...] = ()
    options: tuple[Option, ...] = ()
    pinned: int | None = None


class OptionLists:
    """Shared lists by name: those that the site makes, and those of the file.

    `themes` are those of the edition whose entry form it is.
    """

    def __init__(
        self,
        file: OptionsFile,
        partners: tuple[Partner, ...],
        cities: tuple[City, ...],
        themes: tuple[Option, ...] = (),
    ) -> None:
        self._file = file
        self._partners = partners
        self._cities = cities
        self._made: Mapping[str, Callable[[], Shared]] = {
            "countries": self._countries,
            "partners": lambda: Shared(
                options=tuple(Option(one.id, one.short) for one in partners)
            ),
            "cities": lambda: Shared(options=tuple(Option(one.id, one.name) for one in cities)),
            "languages": lambda: Shared(options=_languages()),
            "participating-countries": self._participating,
            "themes": lambda: Shared(options=themes),
        }
        self._listed = {one.id: Shared(entries=one.options) for one in file.lists}

    @functools.cached_property
    def _all_countries(self) -> Shared:
        ours = {one.id: one.name for one in self._file.countries}
        ours |= {one.country: one.country_name for one in self._partners}
        first = dict.fromkeys([HOME, *(one.country for one in self._partners)])
        codes = [*first, *(code for code in territory_codes() if code not in first)]
        names = (Option(code, ours.get(code) or _territory(code)) for code in codes)
        return Shared(options=tuple(names), pinned=len(first))

    def _countries(self) -> Shared:
        return self._all_countries

    def _participating(self) -> Shared:
        """Ours and the partners' own countries, which stand first among all."""
        return Shared(options=self._all_countries.options[: self._all_countries.pinned])

    def taken_names(self) -> tuple[str, ...]:
        """Return the names of lists in the file that the site makes itself."""
        return tuple(name for name in self._listed if name in self._made)

    def find(self, name: str) -> Shared | None:
        """Return the list `name`, or None if there is none."""
        if name in self._made:
            return self._made[name]()
        return self._listed.get(name)


def _languages() -> tuple[Option, ...]:
    """Each language by its own name, whatever language the form is shown in."""
    return tuple(
        Option(one.code, Text({other.code: one.self_name for other in LANGUAGES}))
        for one in LANGUAGES
    )


@functools.cache
def _territory(code: str) -> Text:
    return Text({language.code: territory_name(code, language) for language in LANGUAGES})
