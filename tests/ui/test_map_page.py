"""The map page as Streamlit runs it: the address decides, and every widget writes it back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import sample
from youcheng.content.loader import load_content
from youcheng.i18n.languages import LANGUAGES
from youcheng.paths import PAGES
from youcheng.services.cooperation import list_known

CONTENT = load_content()
KNOWN = list_known(content=CONTENT)


def open_map(**parameters: str | list[str]) -> AppTest:
    """The page at an address, run once."""
    page = AppTest.from_file(str(PAGES / "map.py"), default_timeout=60)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def markup(page: AppTest) -> str:
    """All markup of the page."""
    return "".join(element.proto.body for element in page.get("html"))


def deck(page: AppTest) -> dict[str, Any]:
    """The description of the map that was sent."""
    [chart] = page.get("deck_gl_json_chart")
    found: dict[str, Any] = json.loads(chart.proto.json)
    return found


def address(page: AppTest) -> dict[str, str]:
    """The address's query after a run."""
    return {name: "".join(page.query_params[name]) for name in page.query_params}


@pytest.mark.parametrize("code", sample([one.code for one in LANGUAGES], 2, "map page"))
def test_the_page_stands_in_every_language(code: str) -> None:
    page = open_map(lang=code)
    assert not page.exception
    assert f"labels-{code}-light" in json.dumps(deck(page))
    assert CONTENT.partner("vaud").name.get(code) in markup(page)


def test_a_deep_link_sets_every_widget() -> None:
    page = open_map(
        partner="bsb", theme="culture,sport", city="nanjing", year="2019", status="done", lang="en"
    )
    assert not page.exception
    assert page.session_state["map-partner"] == "bsb"
    assert page.session_state["map-theme"] == ["culture", "sport"]
    assert page.session_state["map-city"] == "nanjing"
    assert page.session_state["map-year"] == "2019"
    assert page.session_state["map-status"] == "done"


def test_choosing_writes_the_address_and_keeps_the_language() -> None:
    page = open_map(lang="fr", utm="x")
    page.selectbox(key="map-city").select("suzhou").run()
    page.select_slider(key="map-year").set_value("2021").run()
    assert address(page) == {"city": "suzhou", "year": "2021", "lang": "fr", "utm": "x"}
    page.button(key="map-clear").click().run()
    assert address(page) == {"lang": "fr", "utm": "x"}


def test_an_item_is_closed_when_the_filters_no_longer_let_it_through() -> None:
    item = next(one for one in CONTENT.items if one.year_from == 2019)
    page = open_map(item=item.id, lang="en")
    assert item.title.get("en") in markup(page)
    page.select_slider(key="map-year").set_value("2015").run()
    assert address(page) == {"year": "2015", "lang": "en"}


def test_the_close_up_ends_with_its_partner() -> None:
    page = open_map(partner="vaud", view="partner", lang="en")
    zoom = deck(page)["initialViewState"]["zoom"]
    assert zoom > deck(open_map(lang="en"))["initialViewState"]["zoom"]
    page.button_group(key="map-partner").set_value("all").run()
    assert address(page) == {"lang": "en"}


def test_playing_goes_on_from_the_first_year_and_pause_keeps_it() -> None:
    page = open_map(lang="en")
    page.button(key="map-play").click().run()
    assert address(page)["year"] == str(KNOWN.first_year)
    assert page.session_state["map_playing"]
    page.button(key="map-play").click().run()
    assert not page.session_state["map_playing"]
    assert address(page)["year"] == str(KNOWN.first_year)


def test_touching_the_slider_pauses() -> None:
    page = open_map(lang="en")
    page.button(key="map-play").click().run()
    page.select_slider(key="map-year").set_value("2020").run()
    assert not page.session_state["map_playing"]
    assert address(page)["year"] == "2020"


@pytest.mark.parametrize(
    "parameters",
    [
        {"partner": "atlantis"},
        {"year": "9" * 10_000},
        {"theme": "<script>alert(1)</script>"},
        {"item": "\x00\x1b[31m"},
        {"city": ["nanjing", "suzhou"]},
        {"view": "partner"},
        {"status": "ё" * 5000},
    ],
)
def test_a_bad_address_gives_the_page_with_a_notice(parameters: dict[str, Any]) -> None:
    page = open_map(lang="en", **parameters)
    assert not page.exception
    assert 'class="notice"' in markup(page)
    assert "<script>alert" not in markup(page)
    assert deck(page)["layers"]


def test_a_good_address_gives_no_notice() -> None:
    assert 'class="notice"' not in markup(open_map(partner="vaud", lang="en"))


def test_nothing_found_offers_a_way_out() -> None:
    page = open_map(theme="sport", year="2015", city="wuxi", lang="en")
    assert not page.exception
    page.button(key="map-clear").click().run()
    assert address(page) == {"lang": "en"}


def test_the_map_asks_for_no_tiles_and_no_other_host() -> None:
    found = deck(open_map(lang="en"))
    assert found["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in json.dumps(found)
    assert all(
        layer["data"].startswith("/geo/")
        for layer in found["layers"]
        if isinstance(layer["data"], str)
    )


def test_only_layers_without_an_id_answer_to_a_click() -> None:
    layers = deck(open_map(partner="vaud", item=KNOWN.items[0], lang="en"))["layers"]
    clicked = [layer for layer in layers if layer.get("pickable")]
    assert all("id" not in layer for layer in clicked)
    assert len({layer["@@type"] for layer in clicked}) == len(clicked) == 3
    named = [layer["id"] for layer in layers if not layer.get("pickable")]
    assert len(set(named)) == len(named)


def test_a_filter_moves_neither_camera_nor_layers() -> None:
    first, second = deck(open_map(lang="en")), deck(open_map(lang="en", theme="sport"))
    assert first["initialViewState"] == second["initialViewState"]
    assert first["views"] == second["views"]
    assert [one.get("id") for one in first["layers"]] == [one.get("id") for one in second["layers"]]
    assert first != second


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ({"IconLayer": [{"item": KNOWN.items[0]}]}, {"item": KNOWN.items[0]}),
        ({"ScatterplotLayer": [{"partner": "bsb"}]}, {"partner": "bsb"}),
        ({"GeoJsonLayer": [{"properties": {"city": "wuxi"}}]}, {"view": "jiangsu"}),
        ({}, {}),
        ({"IconLayer": []}, {}),
        ({"IconLayer": [{"item": "nothing"}]}, {}),
        ({"IconLayer": [{"item": ["a"]}]}, {}),
        ({"GeoJsonLayer": [None]}, {}),
        ({"GeoJsonLayer": "text"}, {}),
        ({"ScatterplotLayer": [{"properties": {"partner": "bsb"}}]}, {"partner": "bsb"}),
    ],
)
def test_a_click_on_the_map_is_followed_when_it_names_what_exists(
    objects: dict[str, Any], expected: dict[str, str]
) -> None:
    page = AppTest.from_function(_click, args=(objects,), default_timeout=60).run()
    assert not page.exception
    assert address(page) == expected


def _click(objects: dict) -> None:  # type: ignore[type-arg]
    from youcheng.ui.map.controls import choose_on_map

    choose_on_map(objects)
