"""The cooperation items as points of the map, with the numbers that the graphics card filters by.

The points are fetched once. Choosing a filter sends `Window`, a few numbers, and the card leaves
out the points that lie outside; `Window.admits` says the same in Python and is what tests compare.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from youcheng.content.models import Content, Item
from youcheng.domain.selection import UNDATED, Known, Selection
from youcheng.services.cooperation import find_years, list_known

NO_YEAR: Final = 9999
"""Both ends of the years of an undated item: after every year that a source can name."""
NO_CITY: Final = -1
STEP_KM: Final = 7.0
"""Distance of the first point from the middle where several share one place; further points lie
on a spiral, so that each can be seen and touched. Positions of precision `site` stay exact."""
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Point:
    """An item at one of its places, for one of its partners and cities; lon, lat in degrees."""

    item: Item
    lon: float
    lat: float
    theme: int
    status: int
    partner: int
    city: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place before it is spread: where, whether it is a site, and what it may be found by."""

    lon: float
    lat: float
    exact: bool
    partners: Sequence[str]
    cities: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Window:
    """What a selection lets through: allowed numbers of theme, status, partner; ranges, ends in.

    The ranges are of the first year, the last year and the city.
    """

    categories: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    ranges: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

    def admits(self, point: Point) -> bool:
        """Whether the graphics card would draw the point."""
        chosen = (point.theme, point.status, point.partner)
        values = (point.first, point.last, point.city)
        return all(n in allowed for n, allowed in zip(chosen, self.categories, strict=True)) and (
            all(low <= n <= high for n, (low, high) in zip(values, self.ranges, strict=True))
        )


def place_points(*, content: Content) -> tuple[Point, ...]:
    """Every item at every place that it has, once for each partner and city it may be found by.

    An item of which no source names a place is drawn beside the points of its partners.
    """
    known = list_known(content=content)
    points: list[Point] = []
    taken: defaultdict[tuple[float, float], list[str]] = defaultdict(list)
    for item in content.items:
        first, last = find_years(item=item, known=known) or (NO_YEAR, NO_YEAR)
        for spot in _find_spots(item, content):
            lon, lat = _spread(spot, item.id, taken[(spot.lon, spot.lat)])
            points += [
                Point(
                    item=item,
                    lon=round(lon, 4),
                    lat=round(lat, 4),
                    theme=known.themes.index(item.theme),
                    status=known.statuses.index(item.status),
                    partner=known.partners.index(partner),
                    city=known.cities.index(city) if city else NO_CITY,
                    first=first,
                    last=last,
                )
                for partner in spot.partners
                for city in spot.cities
            ]
    return tuple(points)


def describe_points(*, content: Content, language: str) -> list[dict[str, Any]]:
    """The points as rows of the file that the map fetches, labelled in a language (its code)."""
    return [
        {
            "item": point.item.id,
            "label": point.item.title.get(language),
            "icon": point.item.theme,
            "x": point.lon,
            "y": point.lat,
            "c": [point.theme, point.status, point.partner],
            "v": [point.first, point.last, point.city],
        }
        for point in place_points(content=content)
    ]


def open_window(*, selection: Selection, known: Known) -> Window:
    """The numbers by which the graphics card shows what a selection lets through."""
    themes = [known.themes.index(theme) for theme in selection.themes or known.themes]
    statuses = [selection.status] if selection.status else known.statuses
    partners = [selection.partner] if selection.partner else known.partners
    first, last = (0, NO_YEAR), (0, NO_YEAR)
    if selection.year == UNDATED:
        first = last = (NO_YEAR, NO_YEAR)
    elif selection.year is not None:
        year = int(selection.year)
        first, last = (0, year), (year, NO_YEAR)
    city = (NO_CITY, len(known.cities))
    if selection.city:
        city = (known.cities.index(selection.city),) * 2
    return Window(
        categories=(
            tuple(themes),
            tuple(known.statuses.index(status) for status in statuses),
            tuple(known.partners.index(partner) for partner in partners),
        ),
        ranges=(first, last, city),
    )


def _find_spots(item: Item, content: Content) -> Iterator[_Spot]:
    anywhere = item.cities or (None,)
    for place in item.places:
        yield _Spot(
            lon=place.lon,
            lat=place.lat,
            exact=place.precision == "site",
            partners=(place.partner,) if place.partner else item.partners,
            cities=(place.city,) if place.city else anywhere,
        )
    if not item.places:
        for partner in map(content.partner, item.partners):
            yield _Spot(partner.lon, partner.lat, False, (partner.id,), anywhere)


def _spread(spot: _Spot, item: str, taken: list[str]) -> tuple[float, float]:
    """Where to draw an item: a site first come stays exact, all others turn outwards."""
    if item not in taken:
        taken.append(item)
    slot = taken.index(item)
    if spot.exact and slot == 0:
        return spot.lon, spot.lat
    reach = STEP_KM * math.sqrt(slot + 1) / _KM_PER_DEGREE
    turn = slot * _GOLDEN
    lon = spot.lon + reach * math.cos(turn) / math.cos(math.radians(spot.lat))
    return lon, spot.lat + reach * math.sin(turn)
