"""The map page: filters, map, years, panel, key and table, all from one read of the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from youcheng.content.loader import load_content
from youcheng.markup.map_page import (
    MapState,
    count_sentence,
    map_head,
    map_legend,
    map_panel,
    map_table,
    read_map,
)
from youcheng.ui.components.items import items_table
from youcheng.ui.context import Visitor, visitor
from youcheng.ui.map.controls import (
    PLAYING,
    TABLE,
    choose_in_table,
    choose_on_map,
    show_filters,
    show_views,
    show_years,
)
from youcheng.ui.map.deck import build_deck

_HEIGHT: Final = 500
_HEIGHT_PHONE: Final = 340
"""Heights of the map in pixels, as the style sheet gives them to the first paint."""


def show_map() -> None:
    """Show the map page as its address asks for it."""
    who = visitor()
    t = who.translator
    state = read_map(who.parameters, load_content())
    with st.container(key="wrap-map"):
        st.html(map_head(state, t))
        show_filters(state, t)
        left, right = st.columns([2.15, 1], gap="large")
        with left:
            show_views(state, t)
            globe = state.selection.view == "globe"
            with st.container(key="mapboxglobe" if globe else "mapbox", gap=None):
                _show_deck(who, state)
            show_years(state, t)
            st.html(map_legend(state, t))
        with right:
            st.html(map_panel(state, t))
        unchosen = replace(state, selection=replace(state.selection, item=None))
        items_table(
            html=map_table(unchosen, t),
            item=state.selection.item,
            said=_said(who, state),
            playing=bool(st.session_state.get(PLAYING)),
            key=TABLE,
            on_choose=choose_in_table,
        )


def _show_deck(who: Visitor, state: MapState) -> None:
    key = "map-deck-globe" if state.selection.view == "globe" else "map-deck-flat"
    deck = build_deck(
        content=state.content,
        selection=state.selection,
        items=state.items,
        language=who.language.code,
        mode="dark" if who.dark else "light",
        phone=who.phone,
    )
    st.pydeck_chart(
        deck,
        height=_HEIGHT_PHONE if who.phone else _HEIGHT,
        key=key,
        on_select=lambda: choose_on_map(st.session_state[key]["selection"]["objects"]),
        alt=who.translator.gettext(
            "Map of Jiangsu and its five partners; the table below holds the same items"
        ),
    )


def _said(who: Visitor, state: MapState) -> str:
    """What a screen reader hears after a change: the chosen item, or how many there are."""
    count = count_sentence(state, who.translator)
    if state.panel.item is None:
        return count
    title = state.panel.item.title.get(who.language.code)
    return who.translator.gettext("Chosen: {title}").format(title=title)
