"""The table of pages and the addresses made from it."""

from __future__ import annotations

import pytest

from youcheng.domain import site_map


def test_ids_and_paths_are_unique() -> None:
    pages = (*site_map.PAGES, *site_map.LIGHT_PAGES)
    assert len({page.id for page in pages}) == len(pages)
    assert len({page.path for page in pages}) == len(pages)


def test_light_addresses_are_pages() -> None:
    light = {page.path for page in site_map.LIGHT_PAGES}
    named = {page.light for page in site_map.PAGES if page.light}
    assert named == {path for path in light if path.endswith("/list")}


@pytest.mark.parametrize(
    ("path", "page"),
    [("/", "home"), ("/map", "map"), ("/map/", "map"), ("/partners", "partners")],
)
def test_find_page(path: str, page: str) -> None:
    found = site_map.find_page(path)
    assert found is not None
    assert found.id == page


@pytest.mark.parametrize("path", ["", "//", "/Map", "/map/list", "/nowhere", "/map//", "map"])
def test_unknown_paths_have_no_page(path: str) -> None:
    assert site_map.find_page(path) is None


def test_address_keeps_the_order_of_parameters_and_ends_with_the_language() -> None:
    address = site_map.page_address(
        "map", language="fr", values={"theme": "culture", "partner": "vaud", "item": ""}
    )
    assert address == "/map?partner=vaud&theme=culture&lang=fr"


def test_address_escapes_values() -> None:
    address = site_map.page_address("partners", values={"partner": 'a"&<b'})
    assert address == "/partners?partner=a%22%26%3Cb"


def test_address_without_anything_is_the_path() -> None:
    assert site_map.page_address("home") == "/"


def test_unknown_page_or_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        site_map.page_address("nowhere")
    with pytest.raises(KeyError, match="colour"):
        site_map.page_address("map", values={"colour": "red"})
