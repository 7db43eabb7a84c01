"""What of the map an address chooses, and what in the address could not be followed.

The address is the only state of the map page: a selection is read from the query, and written
back to it without loss. Problems are codes; their sentences belong to the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

PARAMETERS: Final = ("partner", "theme", "city", "year", "status", "item", "view")
"""Names of the query parameters that a selection is made of."""

UNDATED: Final = "undated"
"""Value of ``year`` that asks for the items that no source dates."""

VIEWS: Final = ("map", "globe", "jiangsu", "partner")
"""Views of the map: flat, globe, Jiangsu close up, the chosen partner close up."""

Theme = Literal[
    "trust",
    "economy",
    "parks",
    "education",
    "agriculture",
    "culture",
    "sport",
    "health",
    "plans",
]
Status = Literal["done", "running", "announced"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

ProblemCode = Literal["unknown", "range", "repeated", "partner_needed"]

_LONGEST: Final = 200
"""Longer values are never ids or years; they are not looked at any further."""
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a selection may name, each in the order of the site, and the ends of the slider
    of years."""

    partners: tuple[str, ...]
    cities: tuple[str, ...]
    items: tuple[str, ...]
    first_year: int
    last_year: int
    themes: tuple[str, ...] = THEMES
    statuses: tuple[str, ...] = STATUSES
    views: tuple[str, ...] = VIEWS


@dataclass(frozen=True, slots=True)
class Problem:
    """A value of the address that was passed over.

    Attributes:
        code: `unknown` (no such id), `range` (a year off the slider), `repeated` (a parameter
            given more than once that can hold one value), `partner_needed` (the close-up of a
            partner without a partner).
        parameter: name of the parameter.
        value: the value, cleaned of control characters and shortened, fit to be shown.
    """

    code: ProblemCode
    parameter: str
    value: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice on the map; None and the empty tuple mean all.

    `year` is a year, or UNDATED, or None for all years and the undated.
    """

    partner: str | None = None
    themes: tuple[str, ...] = ()
    city: str | None = None
    year: int | str | None = None
    status: str | None = None
    item: str | None = None
    view: str = VIEWS[0]

    @property
    def filtered(self) -> bool:
        """True when the selection leaves any item out by its own choice."""
        return bool(self.partner or self.themes or self.city or self.year or self.status)

    def to_params(self) -> dict[str, str]:
        """The query parameters that `parse_selection` reads this selection from."""
        values = {
            "partner": self.partner,
            "theme": ",".join(self.themes),
            "city": self.city,
            "year": str(self.year) if self.year else None,
            "status": self.status,
            "item": self.item,
            "view": self.view if self.view != VIEWS[0] else None,
        }
        return {name: value for name, value in values.items() if value}

    def with_theme_toggled(self, theme: str, known: Known) -> Selection:
        """The selection with one theme more, or with it taken out; order as in `known`."""
        chosen = {*self.themes} ^ {theme}
        return replace(self, themes=tuple(name for name in known.themes if name in chosen))

    def cleared(self) -> Selection:
        """The selection without filters and item, in the same view where that still makes sense."""
        return Selection(view=self.view if self.view != "partner" else VIEWS[0])


def parse_selection(
    params: Mapping[str, Sequence[str]], known: Known
) -> tuple[Selection, tuple[Problem, ...]]:
    """Read a selection from an address; whatever it says, a usable selection comes out.

    Args:
        params: the query, every value as a list; names that are not PARAMETERS are left alone.
        known: the ids that exist.

    Returns:
        The selection made of the values that could be followed, and at most one problem for each
        parameter and code, in the order of PARAMETERS.
    """
    problems: dict[tuple[str, str], Problem] = {}

    def note(code: ProblemCode, parameter: str, value: str) -> None:
        problems.setdefault((parameter, code), Problem(code, parameter, shown(value)))

    def single(parameter: str) -> str | None:
        values = [value for value in map(_plain, params.get(parameter, ())) if value]
        if any(value != values[0] for value in values[1:]):
            note("repeated", parameter, values[1])
        return values[0] if values else None

    def one_of(parameter: str, allowed: Sequence[str]) -> str | None:
        value = single(parameter)
        if value is None or value in allowed:
            return value
        note("unknown", parameter, value)
        return None

    partner = one_of("partner", known.partners)
    wanted: set[str] = set()
    for value in params.get("theme", ()):
        for theme in value[: _LONGEST * 2].split(","):
            name = _plain(theme)
            if name in known.themes:
                wanted.add(name)
            elif name:
                note("unknown", "theme", name)
    themes = tuple(theme for theme in known.themes if theme in wanted)
    city = one_of("city", known.cities)
    year: int | str | None = single("year")
    if year is not None and year != UNDATED:
        number = _year(str(year))
        if number is None:
            note("unknown", "year", str(year))
        elif not known.first_year <= number <= known.last_year:
            note("range", "year", str(year))
            number = None
        year = number
    status = one_of("status", known.statuses)
    item = one_of("item", known.items)
    view = one_of("view", known.views) or VIEWS[0]
    if view == "partner" and partner is None:
        note("partner_needed", "view", view)
        view = VIEWS[0]
    found = Selection(partner, themes, city, year, status, item, view)
    ordered = sorted(problems.values(), key=lambda problem: PARAMETERS.index(problem.parameter))
    return found, tuple(ordered)


def shown(value: str) -> str:
    """The value without control and formatting characters, at most 40 characters long."""
    kept = "".join(
        sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in value[:_LONGEST]
    )
    text = " ".join(kept.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _plain(value: str) -> str:
    return value.strip().casefold() if len(value) <= _LONGEST else value


def _year(value: str) -> int | None:
    # Digits of any script are read: Nepali families write ASCII and Devanagari digits.
    return int(value) if len(value) == 4 and value.isdecimal() else None
