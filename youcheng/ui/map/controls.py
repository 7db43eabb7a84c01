"""The map's controls: native widgets that show what the address says and write it back.

The address is the only state. Every run sets each widget from it; a widget that is changed writes
the address in its callback, before the run that follows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from youcheng.content.loader import load_content
from youcheng.domain.selection import (
    PARAMETERS,
    STATUSES,
    THEMES,
    UNDATED,
    VIEWS,
    Selection,
    parse_selection,
)
from youcheng.i18n.catalogues import Translator
from youcheng.markup.map_page import MapState
from youcheng.markup.names import status_names, theme_names
from youcheng.services.cooperation import find_items, list_known
from youcheng.ui.map.deck import CITY_LAYER, ITEM_LAYER, PARTNER_LAYER

ALL: Final = "all"
BEAT_SECONDS: Final = 1.8
"""How long a year is shown while the years play."""
PLAYING: Final = "map_playing"
_BEAT: Final = "map_beat"
_PLAYED: Final = "map_played"
_WIDGETS: Final = {
    "partner": "map-partner",
    "themes": "map-theme",
    "status": "map-status",
    "city": "map-city",
    "year": "map-year",
    "undated": "map-undated",
    "view": "map-view",
}
TABLE: Final = "map-items"


def current_selection() -> Selection:
    """The selection that the address holds at this moment."""
    parameters = {name: st.query_params.get_all(name) for name in PARAMETERS}
    return parse_selection(parameters, list_known(content=load_content()))[0]


def write_address(selection: Selection) -> None:
    """Put a selection into the address; parameters that are not the map's stay as they are."""
    others: dict[str, str | list[str]] = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PARAMETERS
    }
    st.query_params.from_dict({**selection.to_params(), **others})


def change_selection(**change: Any) -> None:
    """Change parts of the selection in the address, and drop what then makes no sense.

    A chosen item is closed when a place is chosen, or when the filters no longer let it through.
    """
    write_address(_changed(current_selection(), change))


def _changed(before: Selection, change: Mapping[str, Any]) -> Selection:
    found = replace(before, **change)
    if found.view == "partner" and found.partner is None:
        found = replace(found, view=VIEWS[0])
    if "item" not in change and found.item:
        shown = {item.id for item in find_items(content=load_content(), selection=found)}
        if {"partner", "city"} & change.keys() or found.item not in shown:
            found = replace(found, item=None)
    return found


def show_filters(state: MapState, t: Translator) -> None:
    """Partner, theme, status and city above the map."""
    code = t.language.code
    themes, statuses = theme_names(t), status_names(t)
    _set(state.selection)
    with st.container(key="mapfilters"):
        st.pills(
            t.gettext("Partner"),
            [ALL, *state.known.partners],
            format_func=lambda one: (
                t.gettext("All partners")
                if one == ALL
                else state.content.partner(one).short.get(code)
            ),
            key=_WIDGETS["partner"],
            on_change=_partner_changed,
            label_visibility="collapsed",
        )
        st.pills(
            t.gettext("Theme"),
            THEMES,
            selection_mode="multi",
            format_func=lambda one: themes[one],
            key=_WIDGETS["themes"],
            on_change=_themes_changed,
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="center", key="mapmore"):
            st.pills(
                t.gettext("Status"),
                [ALL, *STATUSES],
                format_func=lambda one: t.gettext("Every status") if one == ALL else statuses[one],
                key=_WIDGETS["status"],
                on_change=_status_changed,
                label_visibility="collapsed",
                width="content",
            )
            st.selectbox(
                t.gettext("City in Jiangsu"),
                [ALL, *state.known.cities],
                format_func=lambda one: (
                    t.gettext("All cities of Jiangsu")
                    if one == ALL
                    else state.content.city(one).name.get(code)
                ),
                key=_WIDGETS["city"],
                on_change=_city_changed,
                label_visibility="collapsed",
                width=220,
            )
            if state.selection.filtered:
                st.button(t.gettext("Clear all filters"), key="map-clear", on_click=_clear)


def show_views(state: MapState, t: Translator) -> None:
    """The switch between flat map, globe, and what is seen close up."""
    names = {
        "map": t.gettext("World"),
        "globe": t.gettext("Globe"),
        "jiangsu": t.gettext("Jiangsu close up"),
        "partner": t.gettext("Partner close up"),
    }
    views = [view for view in VIEWS if view != "partner" or state.selection.partner]
    with st.container(key="mapview"):
        st.segmented_control(
            t.gettext("View"),
            views,
            format_func=lambda one: names[one],
            key=_WIDGETS["view"],
            on_change=_view_changed,
            label_visibility="collapsed",
        )


def show_years(state: MapState, t: Translator) -> None:
    """The year slider with play and pause, and the place of the undated items."""
    years: Sequence[str] = _year_options(state.known.first_year, state.known.last_year)
    playing = bool(st.session_state.get(PLAYING))
    with st.container(key="mapplay"):
        st.select_slider(
            t.gettext("Year"),
            years,
            format_func=lambda one: t.gettext("All years") if one == ALL else one,
            key=_WIDGETS["year"],
            on_change=_year_changed,
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                t.gettext("Pause") if playing else t.gettext("Play the years"),
                key="map-play",
                icon=":material/pause:" if playing else ":material/play_arrow:",
                on_click=_stop if playing else _play,
            )
            st.pills(
                t.gettext("Items without a year"),
                [UNDATED],
                format_func=lambda _: t.gettext("Only items without a year"),
                key=_WIDGETS["undated"],
                on_change=_undated_changed,
                label_visibility="collapsed",
                width="content",
            )
    if playing:
        # A year is shown for a whole beat, however long the run took that brought it.
        st.session_state[_BEAT] = time.monotonic()
        st.session_state[_PLAYED] = state.selection
        st.fragment(_advance, run_every=BEAT_SECONDS)()


def choose_on_map(objects: Mapping[str, Sequence[Any]]) -> None:
    """Follow a click on the map; an empty selection, which closes a click, is passed over.

    Args:
        objects: what was clicked, by layer. It comes from the browser and may hold anything:
            only ids that exist are followed.
    """
    known = list_known(content=load_content())
    for layer, name, ids in (
        (ITEM_LAYER, "item", known.items),
        (PARTNER_LAYER, "partner", known.partners),
        (CITY_LAYER, "city", known.cities),
    ):
        value = _clicked(objects.get(layer), name)
        if value not in ids:
            continue
        _pause()
        # From afar a city is a few pixels wide: the first touch comes nearer.
        far = name == "city" and current_selection().view in {"map", "globe"}
        change_selection(**({"view": "jiangsu"} if far else {name: value}))
        return


def choose_in_table() -> None:
    """Follow a click on a row of the table; the chosen row again closes the item."""
    chosen = st.session_state[TABLE].get("choose")
    if chosen is None:
        return
    _pause()
    known = list_known(content=load_content())
    change_selection(item=chosen if chosen in known.items else None)


def _clicked(found: Any, name: str) -> Any:
    first = found[0] if isinstance(found, list) and found else None
    if not isinstance(first, dict):
        return None
    properties = first.get("properties")
    value = (properties if isinstance(properties, dict) else first).get(name)
    return value if isinstance(value, str) else None


def _year_options(first: int, last: int) -> list[str]:
    return [ALL, *(str(year) for year in range(first, last + 1))]


def _set(selection: Selection) -> None:
    """Let every widget show the selection."""
    year = selection.year
    values: dict[str, Any] = {
        "partner": selection.partner or ALL,
        "themes": list(selection.themes),
        "status": selection.status or ALL,
        "city": selection.city or ALL,
        "year": ALL if year in (None, UNDATED) else str(year),
        "undated": UNDATED if year == UNDATED else None,
        "view": selection.view,
    }
    for name, value in values.items():
        st.session_state[_WIDGETS[name]] = value


def _value(name: str) -> Any:
    value = st.session_state[_WIDGETS[name]]
    return None if value == ALL else value


def _of_the_person(act: Callable[[], None]) -> Callable[[], None]:
    """What follows a change of a widget, unless the run is a beat of the years.

    A beat carries every widget as the browser has it, and a slow one may not have drawn yet what
    was set last. What somebody changes themselves is never sent with a beat.
    """

    @wraps(act)
    def changed() -> None:
        run = get_script_run_ctx()
        if run is None or not run.fragment_ids_this_run:
            act()

    return changed


@_of_the_person
def _partner_changed() -> None:
    change_selection(partner=_value("partner"))


@_of_the_person
def _themes_changed() -> None:
    chosen = _value("themes") or ()
    change_selection(themes=tuple(theme for theme in THEMES if theme in chosen))


@_of_the_person
def _status_changed() -> None:
    change_selection(status=_value("status"))


@_of_the_person
def _city_changed() -> None:
    change_selection(city=_value("city"))


@_of_the_person
def _view_changed() -> None:
    change_selection(view=_value("view") or VIEWS[0])


@_of_the_person
def _year_changed() -> None:
    _pause()
    year = _value("year")
    change_selection(year=int(year) if year else None)


@_of_the_person
def _undated_changed() -> None:
    _pause()
    change_selection(year=_value("undated"))


def _clear() -> None:
    _pause()
    write_address(current_selection().cleared())


def _play() -> None:
    """Begin at the chosen year, or at the first one; after the last, from the first again."""
    known = list_known(content=load_content())
    year = current_selection().year
    if not isinstance(year, int) or year >= known.last_year:
        change_selection(year=known.first_year)
    st.session_state[PLAYING] = True


def _stop() -> None:
    """Stand still at the year that was shown last; a slow browser may send the one before it."""
    _pause()
    write_address(st.session_state[_PLAYED])


def _pause() -> None:
    st.session_state[PLAYING] = False


def _advance() -> None:
    """One beat: the next year; after the last year the years stand still."""
    if not st.session_state.get(PLAYING):
        return
    if time.monotonic() - st.session_state.get(_BEAT, 0.0) < BEAT_SECONDS * 0.6:
        return
    # Not what the address says: a browser that is slow to draw sends the one before with the beat.
    shown: Selection = st.session_state[_PLAYED]
    year = shown.year
    if not isinstance(year, int) or year >= list_known(content=load_content()).last_year:
        _pause()
    else:
        write_address(_changed(shown, {"year": year + 1}))
    st.rerun()
