"""What a change of filters sends for the map, against a deck with its GeoJSON inline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import pydeck as pdk
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from bench.report import Benchmark, at_least
from youcheng.content.loader import load_content
from youcheng.content.models import Item
from youcheng.domain.selection import STATUSES, THEMES, Selection
from youcheng.markup.geo_files import geo_files
from youcheng.services.cooperation import find_items, list_known
from youcheng.ui.map.deck import build_deck

NAME: Final = "deck_message"
GOAL: Final = 300


def choices() -> list[Selection]:
    """One selection for every value of every filter, in both projections."""
    known = list_known(content=load_content())
    flat = [
        *(Selection(partner=partner) for partner in known.partners),
        *(Selection(themes=(theme,)) for theme in THEMES),
        *(Selection(city=city) for city in known.cities),
        *(Selection(status=status) for status in STATUSES),
        *(Selection(year=year) for year in range(known.first_year, known.last_year + 1)),
    ]
    return [*flat, Selection(view="globe", partner="vaud"), Selection(item=known.items[0])]


def inline_deck(items: Sequence[Item]) -> pdk.Deck:
    """The usual way: the same base map and the items that match as data of the layers."""
    layers = [
        pdk.Layer("GeoJsonLayer", json.loads(geo_files()[name].content), id=name)
        for name in ("world", "jiangsu-zh", "partners", "nanhai")
    ]
    rows = [
        {"label": item.title.get("zh"), "lon": place.lon, "lat": place.lat}
        for item in items
        for place in item.places
    ]
    points = pdk.Layer("ScatterplotLayer", rows, id="items", get_position="[lon, lat]")
    return pdk.Deck(map_provider=None, layers=[*layers, points])


def message_bytes(deck: pdk.Deck) -> int:
    """Size of the message by which Streamlit sends a deck to the browser, uncompressed."""

    def page(deck: object) -> None:
        import streamlit as st

        st.pydeck_chart(deck, key="map", on_select="rerun")

    run = AppTest.from_function(page, args=(deck,), default_timeout=60).run()
    if run.exception:
        raise RuntimeError(run.exception[0].message)
    message = ForwardMsg()
    element = message.delta.new_element
    element.deck_gl_json_chart.CopyFrom(run.get("deck_gl_json_chart")[0].proto)
    return int(message.ByteSize())


def measure(*, quick: bool) -> Benchmark:
    """Measure one message for every filter value; with `quick` only every sixth."""
    content = load_content()
    stock, ours = [], []
    for selection in choices()[:: 6 if quick else 1]:
        items = find_items(content=content, selection=selection)
        deck = build_deck(
            content=content, selection=selection, items=items, language="zh", mode="light"
        )
        ours.append(message_bytes(deck) / 1000)
        stock.append(message_bytes(inline_deck(items)) / 1000)
    worst = at_least(
        "deck message on a filter change, largest of all",
        [min(stock)],
        [max(ours)],
        "kB",
        GOAL,
        lower_is_better=True,
    )
    usual = at_least(
        "deck message on a filter change", stock, ours, "kB", GOAL, lower_is_better=True
    )
    return Benchmark(
        NAME,
        "The map's message when a filter changes",
        "The message that carries the deck to the browser, before the socket's own compression, "
        "once for every value of every filter. Stock: the same base map and points as data of "
        "the layers. Ours: data by address, filters as numbers for the graphics card.",
        [usual, worst],
        quick=quick,
    )
