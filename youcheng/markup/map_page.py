"""What the map page shows beside the map itself: one read of the address, and its fragments.

The first paint, the plain list and the app are put together from the same fragments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup

from youcheng.content.models import Content, Item
from youcheng.domain.selection import (
    STATUSES,
    THEMES,
    UNDATED,
    Known,
    Problem,
    Selection,
    parse_selection,
)
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address, render
from youcheng.markup.geo_files import geo_address
from youcheng.markup.hero_map import draw_hero_map
from youcheng.markup.names import status_names, theme_names
from youcheng.services.cooperation import (
    Panel,
    count_choices,
    find_items,
    find_years,
    list_known,
    open_panel,
)

MAP: Final = "/map"
LIST: Final = "/map/list"


@dataclass(frozen=True, slots=True)
class MapState:
    """The map page as an address asks for it, before any language."""

    content: Content
    known: Known
    selection: Selection
    problems: tuple[Problem, ...]
    items: tuple[Item, ...]
    panel: Panel


def read_map(parameters: Mapping[str, Sequence[str]], content: Content) -> MapState:
    """Read an address; whatever it says, there is a page."""
    known = list_known(content=content)
    selection, problems = parse_selection(parameters, known)
    return MapState(
        content=content,
        known=known,
        selection=selection,
        problems=problems,
        items=find_items(content=content, selection=selection),
        panel=open_panel(content=content, selection=selection),
    )


def count_sentence(state: MapState, t: Translator) -> str:
    """How many items the filters show, as a sentence."""
    number = len(state.items)
    if not state.selection.filtered:
        return t.ngettext(
            "{number} item of cooperation", "{number} items of cooperation", number
        ).format(number=number)
    return t.ngettext(
        "{number} item of cooperation matches", "{number} items of cooperation match", number
    ).format(number=number)


def problem_sentences(state: MapState, t: Translator) -> list[str]:
    """What of the address was passed over, a sentence each."""
    names = {
        "partner": t.gettext("partner"),
        "theme": t.gettext("theme"),
        "city": t.gettext("city"),
        "year": t.gettext("year"),
        "status": t.gettext("status"),
        "item": t.gettext("item"),
        "view": t.gettext("view"),
    }
    texts = {
        "unknown": t.gettext("Nothing here is called “{value}” ({parameter}); it was passed over."),
        "range": t.gettext("The map shows the years {first} to {last}; “{value}” was passed over."),
        "repeated": t.gettext(
            "The address gives more than one {parameter}; “{value}” was left out."
        ),
        "partner_needed": t.gettext(
            "The close-up needs a partner; the whole map is shown instead."
        ),
    }
    return [
        texts[problem.code].format(
            value=problem.value,
            parameter=names[problem.parameter],
            first=state.known.first_year,
            last=state.known.last_year,
        )
        for problem in state.problems
    ]


def years_text(item: Item, state: MapState, t: Translator) -> str:
    """When an item was going on, as the sources date it."""
    years = find_years(item=item, known=state.known)
    if years is None:
        return t.gettext("no year given")
    if item.year_to is None and item.status == "running":
        return t.gettext("since {year}").format(year=years[0])
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def map_head(state: MapState, t: Translator) -> Markup:
    """Heading, introduction, and what of the address was passed over."""
    return render("map/head.html", t, problems=problem_sentences(state, t))


def map_panel(state: MapState, t: Translator) -> Markup:
    """The panel beside the map: an item, a partner, a city, or the five."""
    counts = count_choices(content=state.content, selection=state.selection)
    return render("map/panel.html", t, counts=counts, **_context(state, t, MAP))


def map_table(state: MapState, t: Translator) -> Markup:
    """The items as a table, or what to do when there is none."""
    return render("map/table.html", t, **_context(state, t, MAP))


def map_legend(state: MapState, t: Translator) -> Markup:
    """What the marks and lines mean, whose outlines they are, and what is said of the map."""
    return render("map/legend.html", t, **_context(state, t, MAP))


def map_body(parameters: Mapping[str, Sequence[str]], t: Translator, content: Content) -> Markup:
    """The first paint of the map page: all of it but the moving map."""
    state = read_map(parameters, content)
    return render(
        "map/first.html",
        t,
        problems=problem_sentences(state, t),
        hero_map=draw_hero_map(content),
        groups=_filters(state, t, LIST),
        counts=count_choices(content=content, selection=state.selection),
        **_context(state, t, MAP),
    )


def map_list_body(
    parameters: Mapping[str, Sequence[str]], t: Translator, content: Content
) -> Markup:
    """The map's items as a plain page: filters are links, every item names its sources."""
    state = read_map(parameters, content)
    return render(
        "map/list.html",
        t,
        problems=problem_sentences(state, t),
        groups=_filters(state, t, LIST),
        **_context(state, t, LIST),
    )


def _context(state: MapState, t: Translator, path: str) -> dict[str, Any]:
    """What every fragment may name: the state, the words, and addresses of other selections."""

    def to(**change: Any) -> str:
        return _link(replace(state.selection, **change), t, path)

    def when(item: Item) -> str:
        return years_text(item, state, t)

    return {
        "content": state.content,
        "state": state,
        "selection": state.selection,
        "panel": state.panel,
        "items": state.items,
        "count": count_sentence(state, t),
        "theme_names": theme_names(t),
        "status_names": status_names(t),
        "mark": {theme: geo_address(f"mark-{theme}") for theme in THEMES},
        "when": when,
        "to": to,
        "clear": _link(state.selection.cleared(), t, path),
        "path": path,
        "list_address": _link(state.selection, t, LIST),
        "map_address": _link(state.selection, t, MAP),
    }


def _link(selection: Selection, t: Translator, path: str) -> str:
    if selection.view == "partner" and selection.partner is None:
        selection = replace(selection, view="map")
    return address(path, t.language.code, **selection.to_params())


@dataclass(frozen=True, slots=True)
class _Choice:
    """One value of a filter as a link."""

    name: str
    address: str
    chosen: bool
    count: int | None = None


def _filters(state: MapState, t: Translator, path: str) -> list[tuple[str, list[_Choice]]]:
    """Every filter with its values as links, for pages without a script."""
    now, code = state.selection, t.language.code
    counts = count_choices(content=state.content, selection=now)
    themes, statuses = theme_names(t), status_names(t)

    def link(**change: Any) -> str:
        return _link(replace(now, item=None, **change), t, path)

    def group(
        chosen: Any,
        everything: str,
        values: Sequence[Any],
        change: Callable[[Any], str],
        name: Callable[[Any], str],
        count: Mapping[Any, int],
    ) -> list[_Choice]:
        first = _Choice(everything, change(None), not chosen)
        return [first] + [
            _Choice(name(value), change(value), value == chosen, count[value]) for value in values
        ]

    years: dict[Any, int] = {**counts.by_year, UNDATED: counts.undated}
    return [
        (
            t.gettext("Partner"),
            group(
                now.partner,
                t.gettext("All partners"),
                state.known.partners,
                lambda value: link(partner=value),
                lambda value: state.content.partner(value).short.get(code),
                counts.by_partner,
            ),
        ),
        (
            t.gettext("Theme"),
            [
                _Choice(t.gettext("All themes"), link(themes=()), not now.themes),
                *(
                    _Choice(
                        themes[theme],
                        link(themes=now.with_theme_toggled(theme, state.known).themes),
                        theme in now.themes,
                        counts.by_theme[theme],
                    )
                    for theme in THEMES
                ),
            ],
        ),
        (
            t.gettext("Status"),
            group(
                now.status,
                t.gettext("Every status"),
                STATUSES,
                lambda value: link(status=value),
                lambda value: statuses[value],
                counts.by_status,
            ),
        ),
        (
            t.gettext("City in Jiangsu"),
            group(
                now.city,
                t.gettext("All cities"),
                state.known.cities,
                lambda value: link(city=value),
                lambda value: state.content.city(value).name.get(code),
                counts.by_city,
            ),
        ),
        (
            t.gettext("Year"),
            group(
                now.year,
                t.gettext("All years"),
                [*counts.by_year, UNDATED],
                lambda value: link(year=value),
                lambda value: t.gettext("no year given") if value == UNDATED else str(value),
                years,
            ),
        ),
    ]
