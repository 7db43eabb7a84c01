"""The pages that the benchmark weighs: every public page of the site, and each as it should be."""

from __future__ import annotations

import pytest
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from bench.places import LIGHT, Place, list_places
from tests.services.office import Office
from tests.services.samples import fill, small_entries
from youcheng.domain.gallery import Choice
from youcheng.domain.site_map import LIGHT_PAGES, PAGES
from youcheng.services.gallery import view_gallery
from youcheng.web import routes

NO_PAGES = (
    "/art/{code}/card.jpg", "/assets/", "/attachment/", "/calendar.ics", "/certificate/",
    "/certificates/", "/consent/{token}/picture", "/desk/", "/drawings/", "/favicon.", "/geo/",
    "/healthz", "/iiif/", "/img/", "/jury/", "/open-data", "/readyz", "/receipt/", "/robots.txt",
    "/sitemap", "/staff/", "/uploads",
)  # fmt: skip
"""Where addresses begin that give files, or that belong to the staff."""


@pytest.fixture
def places(office: Office) -> list[Place]:
    fill(office, *small_entries(office, 15))
    shown = view_gallery(office.services, choice=Choice())
    return list_places(office.services, shown.works[0].code)


def test_places_hold_every_page_of_the_site_map(places: list[Place]) -> None:
    names = [one.name for one in places]
    assert {one.id for one in (*PAGES, *LIGHT_PAGES)} | LIGHT <= {*names}
    assert len(set(names)) == len(names)


def test_places_hold_every_route_that_is_a_page(places: list[Place]) -> None:
    def scope(path: str) -> dict[str, object]:
        return {"type": "http", "method": "GET", "path": path, "headers": []}

    forgotten = [
        route.path
        for route in routes()
        if isinstance(route, Route)
        and "GET" in (route.methods or ())
        and not route.path.startswith(NO_PAGES)
        and not any(
            route.matches(scope(one.path.partition("?")[0]))[0] is Match.FULL for one in places
        )
    ]
    assert forgotten == []


def test_places_are_pages(places: list[Place], visitor: TestClient) -> None:
    for one in places:
        reply = visitor.get(one.path)
        expected = 404 if one.name == "not found" else 200
        assert (one.name, reply.status_code) == (one.name, expected)
        assert reply.headers["content-type"].startswith("text/html")
