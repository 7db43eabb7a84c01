"""Cooperation items chosen, counted, connected and placed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.content.loader import load_content
from youcheng.domain.selection import (
    STATUSES,
    THEMES,
    UNDATED,
    Selection,
)
from youcheng.services.cooperation import (
    count_choices,
    draw_arcs,
    find_items,
    find_years,
    list_known,
    matches,
    open_panel,
)
from youcheng.services.map_points import describe_points, open_window, place_points

CONTENT = load_content()
KNOWN = list_known(content=CONTENT)
POINTS = place_points(content=CONTENT)


@st.composite
def filters(draw: st.DrawFn) -> Selection:
    """Any choice of filters."""
    chosen = draw(st.sets(st.sampled_from(THEMES), max_size=4))
    return Selection(
        partner=draw(st.none() | st.sampled_from(KNOWN.partners)),
        themes=tuple(theme for theme in THEMES if theme in chosen),
        city=draw(st.none() | st.sampled_from(KNOWN.cities)),
        year=draw(st.none() | st.just(UNDATED) | st.integers(KNOWN.first_year, KNOWN.last_year)),
        status=draw(st.none() | st.sampled_from(STATUSES)),
    )


@given(filters())
def test_the_graphics_card_shows_the_items_of_the_list_and_no_others(selection: Selection) -> None:
    window = open_window(selection=selection, known=KNOWN)
    drawn = {point.item.id for point in POINTS if window.admits(point)}
    assert drawn == {item.id for item in find_items(content=CONTENT, selection=selection)}


@given(filters())
def test_choices_are_counted_as_choosing_them_would(selection: Selection) -> None:
    counts = count_choices(content=CONTENT, selection=selection)
    assert counts.total == len(find_items(content=CONTENT, selection=selection))
    for partner, number in counts.by_partner.items():
        chosen = replace(selection, partner=partner)
        assert number == len(find_items(content=CONTENT, selection=chosen))
    for theme, number in counts.by_theme.items():
        assert number == len(
            find_items(content=CONTENT, selection=replace(selection, themes=(theme,)))
        )
    for year, number in {**counts.by_year, UNDATED: counts.undated}.items():
        assert number == len(find_items(content=CONTENT, selection=replace(selection, year=year)))


def test_without_filters_every_item_is_there_and_the_undated_come_last() -> None:
    items = find_items(content=CONTENT, selection=Selection())
    assert {item.id for item in items} == set(KNOWN.items)
    years = [item.year_from or 9999 for item in items]
    assert years == sorted(years)


def test_a_year_shows_what_was_going_on_and_nothing_undated() -> None:
    for year in range(KNOWN.first_year, KNOWN.last_year + 1):
        for item in find_items(content=CONTENT, selection=Selection(year=year)):
            years = find_years(item=item, known=KNOWN)
            assert years is not None
            assert years[0] <= year <= years[1]


def test_undated_shows_only_items_that_no_source_dates() -> None:
    items = find_items(content=CONTENT, selection=Selection(year=UNDATED))
    assert items
    assert all(item.year_from is None for item in items)


def test_an_item_under_way_runs_to_the_end_of_the_slider() -> None:
    item = next(i for i in CONTENT.items if i.year_from and not i.year_to)
    running = item.model_copy(update={"status": "running"})
    done = item.model_copy(update={"status": "done"})
    assert find_years(item=running, known=KNOWN) == (item.year_from, KNOWN.last_year)
    assert find_years(item=done, known=KNOWN) == (item.year_from, item.year_from)
    assert matches(item=running, selection=Selection(year=KNOWN.last_year), known=KNOWN)


def test_every_item_has_a_point_and_sites_stay_exact() -> None:
    assert {point.item.id for point in POINTS} == set(KNOWN.items)
    spots = {(point.lon, point.lat) for point in POINTS}
    places = [place for item in CONTENT.items for place in item.places]
    lonely = [p for p in places if sum((q.lon, q.lat) == (p.lon, p.lat) for q in places) == 1]
    for place in lonely:
        if place.precision == "site":
            assert (round(place.lon, 4), round(place.lat, 4)) in spots


def test_no_two_items_are_drawn_on_one_spot() -> None:
    owners: dict[tuple[float, float], set[str]] = {}
    for point in POINTS:
        owners.setdefault((point.lon, point.lat), set()).add(point.item.id)
    assert all(len(items) == 1 for items in owners.values())


@pytest.mark.parametrize("code", ["zh", "en", "fr", "ru", "ms", "ne"])
def test_points_are_labelled_in_the_language(code: str) -> None:
    rows = describe_points(content=CONTENT, language=code)
    assert len(rows) == len(POINTS)
    assert all(row["label"] == CONTENT.item(row["item"]).title.get(code) for row in rows)


def test_arcs_leave_from_the_city_of_the_partnership_or_from_the_capital() -> None:
    arcs = {arc.partner: arc for arc in draw_arcs(content=CONTENT, items=CONTENT.items)}
    nanjing, suzhou = CONTENT.city("nanjing"), CONTENT.city("suzhou")
    assert arcs["kathmandu"].start == arcs["mogilev"].start == (nanjing.lon, nanjing.lat)
    assert arcs["pointe-noire"].start == (suzhou.lon, suzhou.lat)
    for partner in CONTENT.partners:
        assert arcs[partner.id].items == len(CONTENT.items_of(partner=partner.id))


def test_the_panel_shows_the_narrowest_choice() -> None:
    item = CONTENT.items[0].id
    assert open_panel(content=CONTENT, selection=Selection()).kind == "overview"
    assert open_panel(content=CONTENT, selection=Selection(city="nanjing")).kind == "city"
    both = Selection(city="nanjing", partner="bsb")
    assert open_panel(content=CONTENT, selection=both).kind == "partner"
    chosen = open_panel(content=CONTENT, selection=replace(both, item=item))
    assert (chosen.kind, [i.id for i in chosen.items]) == ("item", [item])
