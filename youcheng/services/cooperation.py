"""Cooperation items as the map, the list and the panel need them: chosen, counted, connected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from youcheng.content.models import City, Content, Item, Partner
from youcheng.domain.selection import UNDATED, Known, Selection


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a choice would show, by the value of each filter, and in all."""

    total: int
    by_partner: Mapping[str, int]
    by_theme: Mapping[str, int]
    by_city: Mapping[str, int]
    by_status: Mapping[str, int]
    by_year: Mapping[int, int]
    undated: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A line from the province to a partner: ends in degrees (lon, lat), weight in items."""

    partner: str
    start: tuple[float, float]
    end: tuple[float, float]
    items: int


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel beside the map shows: one item, or the items of a place, or an overview.

    `items` are the items of the panel that the filters let through; of a chosen item, itself.
    """

    kind: Literal["item", "partner", "city", "overview"]
    items: tuple[Item, ...]
    item: Item | None = None
    partner: Partner | None = None
    city: City | None = None


def list_known(*, content: Content) -> Known:
    """The ids that an address may name."""
    return Known(
        partners=tuple(partner.id for partner in content.partners),
        cities=tuple(city.id for city in content.cities),
        items=tuple(item.id for item in content.items),
        first_year=content.province.years.first,
        last_year=content.province.years.last,
    )


def find_years(*, item: Item, known: Known) -> tuple[int, int] | None:
    """First and last year in which an item was going on; None for an undated one.

    An item under way runs to the end of the slider; any other without a last year is of one year.
    """
    if item.year_from is None:
        return None
    if item.year_to is not None:
        return item.year_from, item.year_to
    return item.year_from, known.last_year if item.status == "running" else item.year_from


def matches(*, item: Item, selection: Selection, known: Known) -> bool:
    """Whether the filters of a selection let an item through."""
    if selection.partner and selection.partner not in item.partners:
        return False
    if selection.themes and item.theme not in selection.themes:
        return False
    if selection.city and selection.city not in item.cities:
        return False
    if selection.status and item.status != selection.status:
        return False
    if selection.year is None:
        return True
    years = find_years(item=item, known=known)
    if selection.year == UNDATED or years is None:
        return selection.year == UNDATED and years is None
    return years[0] <= int(selection.year) <= years[1]


def find_items(*, content: Content, selection: Selection) -> tuple[Item, ...]:
    """The items that the filters let through: by first year, the undated last, then as in data."""
    known = list_known(content=content)
    found = [i for i in content.items if matches(item=i, selection=selection, known=known)]
    return tuple(sorted(found, key=lambda item: item.year_from or 9999))


def count_choices(*, content: Content, selection: Selection) -> Counts:
    """For every value of every filter, the items there would be if that filter had that value.

    The other filters stay as they are. Of the themes, each is counted alone.
    """
    known = list_known(content=content)

    def without(**change: tuple[str, ...] | None) -> tuple[Item, ...]:
        return find_items(content=content, selection=replace(selection, **change))  # type: ignore[arg-type]

    def tally(values: Iterable[Iterable[str]], order: Sequence[str]) -> dict[str, int]:
        counter = Counter(value for group in values for value in group)
        return {value: counter[value] for value in order}

    spans = [find_years(item=item, known=known) for item in without(year=None)]
    return Counts(
        total=len(find_items(content=content, selection=selection)),
        by_partner=tally((item.partners for item in without(partner=None)), known.partners),
        by_theme=tally(([item.theme] for item in without(themes=())), known.themes),
        by_city=tally((item.cities for item in without(city=None)), known.cities),
        by_status=tally(([item.status] for item in without(status=None)), known.statuses),
        by_year={
            year: sum(span is not None and span[0] <= year <= span[1] for span in spans)
            for year in range(known.first_year, known.last_year + 1)
        },
        undated=sum(span is None for span in spans),
    )


def draw_arcs(*, content: Content, items: Sequence[Item]) -> tuple[Arc, ...]:
    """An arc to every partner, weighted by the items among the given ones that name it.

    It leaves from the city that is the partner's other side; for the province, from its seat.
    """
    counter = Counter(partner for item in items for partner in item.partners)
    cities = {city.name.get("en"): city for city in content.cities}
    arcs = []
    for partner in content.partners:
        city = cities.get(partner.jiangsu_side.get("en"), content.seat)
        ends = (city.lon, city.lat), (partner.lon, partner.lat)
        arcs.append(Arc(partner.id, *ends, counter[partner.id]))
    return tuple(arcs)


def open_panel(*, content: Content, selection: Selection) -> Panel:
    """What stands beside the map: the chosen item, else partner, else city, else an overview."""
    items = find_items(content=content, selection=selection)
    if selection.item:
        item = content.item(selection.item)
        return Panel("item", (item,), item=item)
    if selection.partner:
        return Panel("partner", items, partner=content.partner(selection.partner))
    if selection.city:
        return Panel("city", items, city=content.city(selection.city))
    return Panel("overview", items)
