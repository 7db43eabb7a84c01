"""The sitemap on the wire: every page and every work on show, in every language, and no more."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.services.exhibiting import MODERATOR, exhibit
from tests.services.guardian import answer
from tests.services.office import Office
from tests.services.paintings import send
from youcheng.content.loader import load_content
from youcheng.domain.site_map import LIGHT_PAGES, PAGES
from youcheng.i18n.languages import BY_CODE, DEFAULT, LANGUAGES
from youcheng.services.publishing import take_down_work
from youcheng.settings import get_settings
from youcheng.web.routes import sitemap
from youcheng.web.routes.sitemap import build_sitemaps

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
ADDRESS = "/sitemap.xml"


def _urls(content: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(content).findall("s:url", NAMES)


def _places(content: bytes) -> list[str]:
    return [url.findtext("s:loc", "", NAMES) for url in _urls(content)]


def _number_of_pages() -> int:
    content = load_content()
    own = len(content.partners) * (1 + 6) + len(content.programmes)
    return len(PAGES) + own + len(LIGHT_PAGES)


def test_each_public_address_is_listed_once(visitor: TestClient) -> None:
    places = _places(visitor.get(ADDRESS).content)
    assert len(set(places)) == len(places) == len(LANGUAGES) * _number_of_pages()


def test_only_addresses_are_listed_that_the_site_has(visitor: TestClient) -> None:
    known = {page.path: page for page in (*PAGES, *LIGHT_PAGES)}
    content = load_content()
    for place in _places(visitor.get(ADDRESS).content):
        assert place.startswith(f"{get_settings().public_url}/")
        page = known[urlsplit(place).path]
        query = dict(parse_qsl(urlsplit(place).query, strict_parsing=True))
        assert query.pop("lang") in BY_CODE
        assert set(query) <= set(page.parameters)
        if "partner" in query:
            steps = content.story(query["partner"]).steps
            assert 1 <= int(query.get("step", 1)) <= len(steps)


def _assert_alternates(urls: list[ElementTree.Element]) -> None:
    expected = {language.html for language in LANGUAGES} | {"x-default"}
    for url in urls:
        links = {
            link.get("hreflang"): link.get("href", "") for link in url.findall("x:link", NAMES)
        }
        assert set(links) == expected
        place = url.findtext("s:loc", "", NAMES)
        code = dict(parse_qsl(urlsplit(place).query))["lang"]
        assert links[BY_CODE[code].html] == place
        assert links["x-default"] == links[DEFAULT.html]


def test_a_work_is_listed_while_it_is_on_show(visitor: TestClient, office: Office) -> None:
    paper = send(office)
    answer(paper)
    before = visitor.get(ADDRESS)
    assert "/art/" not in before.text
    code = exhibit(paper).code
    found = visitor.get(ADDRESS)
    assert found.headers["etag"] != before.headers["etag"]
    origin = get_settings().public_url
    works = [one for one in _places(found.content) if "/art/" in one]
    assert works == [f"{origin}/art/{code}?lang={one.code}" for one in LANGUAGES]
    _assert_alternates(_urls(found.content))
    page = visitor.get(f"/art/{code}?lang=fr&country=CH").text
    assert f'<link rel="canonical" href="{origin}/art/{code}?lang=fr">' in page
    take_down_work(office.services, code=paper.stored.code, mover=MODERATOR)
    assert "/art/" not in visitor.get(ADDRESS).text


def test_what_a_robot_has_is_not_sent_again(visitor: TestClient) -> None:
    plain = visitor.get(ADDRESS, headers={"Accept-Encoding": "identity"})
    packed = visitor.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert plain.headers["etag"] != packed.headers["etag"]
    again = visitor.get(ADDRESS, headers={"If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = visitor.head(ADDRESS)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("limits", [{"most_addresses": 100}, {"most_bytes": 60_000}])
def test_a_long_list_is_taken_apart_within_its_limits(limits: dict[str, int]) -> None:
    codes = [f"JS-26-{number:04}-X" for number in range(200)]
    parts = [*build_sitemaps(load_content(), codes, "https://youcheng.example", **limits)]
    assert len(parts) > 5
    for part in parts:
        assert len(_urls(part)) <= limits.get("most_addresses", 50_000)
        assert len(part) <= limits.get("most_bytes", 10 * 1024 * 1024)
        _assert_alternates(_urls(part))
    places = [one for part in parts for one in _places(part)]
    assert len(places) == len(set(places)) == len(LANGUAGES) * (_number_of_pages() + len(codes))


def test_the_parts_of_a_long_list_are_found_through_an_index(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _places(visitor.get(ADDRESS).content)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 200)
    index = visitor.get(ADDRESS).text
    addresses = re.findall(r"<sitemap><loc>([^<]+)</loc></sitemap>", index)
    assert len(addresses) == len(set(addresses)) > 1
    found = [_places(visitor.get(urlsplit(one).path).content) for one in addresses]
    assert [place for part in found for place in part] == whole
    assert visitor.get(f"/sitemap-{len(addresses)}.xml").status_code == 404


def test_an_index_that_a_robot_has_is_not_sent_again_a_moment_later(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 200)
    first, now = visitor.get(ADDRESS), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60)
    again = visitor.get(ADDRESS, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_there_is_no_part_of_a_short_list(visitor: TestClient) -> None:
    assert visitor.get("/sitemap-0.xml").status_code == 404
