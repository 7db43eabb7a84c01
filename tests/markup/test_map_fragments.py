"""The map's fragments: complete without a script, in every language, whatever the address says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from youcheng.content.loader import load_content
from youcheng.domain.selection import PARAMETERS, parse_selection
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.map_page import map_body, map_list_body
from youcheng.services.cooperation import list_known

CONTENT = load_content()
KNOWN = list_known(content=CONTENT)
CODES = [language.code for language in LANGUAGES]
BODIES = {"/map": map_body, "/map/list": map_list_body}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs)["href"] or "")


def links(html: str) -> list[str]:
    """Every address that the markup links to."""
    parser = _Links()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", BODIES)
def test_every_item_is_there_in_every_language(path: str, code: str) -> None:
    html = BODIES[path]({}, translator(code), CONTENT).unescape()
    for item in CONTENT.items:
        assert item.title.get(code) in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("code", CODES)
def test_the_list_tells_each_item_with_its_source_and_standing(code: str) -> None:
    html = map_list_body({}, translator(code), CONTENT).unescape()
    for item in CONTENT.items:
        assert item.summary.get(code) in html
        row = html[html.index(f'<tr id="{item.id}"') :].partition("</tr>")[0]
        for reference in item.source:
            assert f"#source-{reference.id}" in row


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"partner": ["vaud"], "view": ["partner"]},
        {"theme": ["plans", "health"], "city": ["nanjing"], "year": ["undated"]},
        {"item": [KNOWN.items[7]], "status": ["running"]},
    ],
)
def test_every_link_to_the_map_leads_to_a_selection_without_problems(
    path: str, parameters: dict[str, list[str]]
) -> None:
    for address in links(BODIES[path](parameters, translator("fr"), CONTENT)):
        parts = urlsplit(address)
        if parts.path in BODIES:
            query = parse_qs(parts.query)
            assert query["lang"] == ["fr"]
            assert set(query) <= {*PARAMETERS, "lang"}
            assert parse_selection(query, KNOWN)[1] == ()


def test_filters_narrow_the_list() -> None:
    html = map_list_body({"partner": ["vaud"]}, translator("en"), CONTENT)
    rows = re.findall(r'<tr id="([^"]+)"', html)
    assert set(rows) == {item.id for item in CONTENT.items_of(partner="vaud")}


def test_an_item_opens_its_panel_with_every_source() -> None:
    item = max(CONTENT.items, key=lambda one: len(one.source))
    html = map_list_body({"item": [item.id]}, translator("en"), CONTENT).unescape()
    panel = html[html.index('id="map-panel"') : html.index("<table")]
    for reference in item.source:
        assert f"#source-{reference.id}" in panel


def test_a_plan_is_shown_as_a_plan() -> None:
    plan = next(item for item in CONTENT.items if item.status == "announced")
    html = map_body({"item": [plan.id]}, translator("en"), CONTENT)
    assert "What became of it is not known to us" in html
    assert "st-announced" in html


def test_what_was_passed_over_is_named_and_harmless() -> None:
    html = map_body({"partner": ['"><script>x'], "year": ["1066"]}, translator("en"), CONTENT)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "1066" in html


def test_nothing_found_leads_out_of_it() -> None:
    parameters = {"theme": ["sport"], "year": ["2015"], "city": ["wuxi"]}
    html = map_list_body(parameters, translator("en"), CONTENT)
    assert "<table" not in html
    assert "/map/list?lang=en" in links(html)


def test_the_map_is_called_schematic_and_names_its_approval_or_says_that_it_is_pending() -> None:
    html = map_body({}, translator("zh"), CONTENT)
    assert "示意图" in html
    assert "审图号" in html


def test_outlines_are_named_for_what_they_are() -> None:
    html = map_list_body({}, translator("en"), CONTENT).unescape()
    for partner in CONTENT.partners:
        if partner.outline_label:
            assert partner.outline_label.get("en") in html
