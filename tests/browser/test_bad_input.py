"""Addresses that nobody should write, on the wire and in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browser.visits import Visits
from tests.conftest import sample
from youcheng.domain.site_map import LIGHT_PAGES, PAGES
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE

ALL_PAGES = (*PAGES, *LIGHT_PAGES)
NAMES = sorted({name for page in ALL_PAGES for name in page.parameters} | {"lang"})
VALUES = (
    "",
    " ",
    "nowhere",
    "-1",
    "0",
    "7",
    "999999999999999999999",
    "1e9",
    "NaN",
    "null",
    "२०१९",
    "vaud,vaud",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\" onload='x'",
    "{{7*7}}{% raw %}",
    "%s%(name)s{0}",
    "'; DROP TABLE item; --",
    "\x00\x01\x1b[31m\r\nSet-Cookie: a=b",
    "\u202e\u200b\ufeff",
    "🜨" * 50,
    "x" * 10_000,
)
IN_THE_APP = {
    "partner": "/partners?partner=atlantis&lang=en",
    "step": "/partners?partner=vaud&step=" + "9" * 5000 + "&lang=en",
    "map": "/map?partner=atlantis&theme=magic&year=1066&item=none&view=sideways&lang=en",
    "long item": "/map?item=" + "x" * 5000 + "&lang=en",
    "language": "/about?lang=" + quote("\x00<b>"),
    "repeated": "/?partner=vaud&partner=bsb&lang=en&lang=xx",
}
RAW = ("?", "?&&&", "?=", "?lang", "?partner=%ff%fe", "?partner=%", "?%00=%00", "?a[]=1&a[]=2")


def asked(client: httpx.Client, path: str, query: str, code: str = "en") -> httpx.Response:
    answer = client.get(f"{path}{query}", headers={"Accept-Language": code})
    assert answer.status_code == 200, (path, query[:200], answer.status_code)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
    return answer


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.id)
def test_any_value_of_any_parameter_gives_a_normal_page(
    wire: httpx.Client, no_traceback: Callable[[], None], page: object
) -> None:
    path = page.path  # type: ignore[attr-defined]
    cases = [(name, value) for name in NAMES for value in VALUES]
    for name, value in sample(cases, 15, f"values {path}"):
        answer = asked(wire, path, "?" + urlencode({name: value}))
        assert "<script>alert" not in answer.text
        assert "onload='x'" not in answer.text
        assert "\x00" not in answer.text
        assert "\x1b" not in answer.text
        assert "a" not in answer.cookies
    for query in RAW:
        asked(wire, path, query)
    repeated = urlencode([(name, value) for name in NAMES for value in ("vaud", "bsb", "7")])
    asked(wire, path, "?" + repeated)
    no_traceback()


@given(
    page=st.sampled_from(ALL_PAGES),
    query=st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=40))),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_gives_a_normal_page(
    wire: httpx.Client, page: object, query: list[tuple[str, str]]
) -> None:
    pairs = "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in query
    )
    asked(wire, page.path, f"?{pairs}")  # type: ignore[attr-defined]


def test_a_repeated_language_is_a_language(wire: httpx.Client) -> None:
    answer = asked(wire, "/about", "?lang=fr&lang=xx&lang=ru")
    assert re.search(r'<html lang="([^"]+)"', answer.text)[1] in {"fr", "ru", "en"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("/partners?partner=atlantis", "There is no such partner. Here are the five."),
        ("/partners?partner=vaud&step=99", "The story has no such step. It begins here."),
        ("/partners?partner=vaud&step=-1", "The story has no such step. It begins here."),
        ("/partners?partner=vaud&step=x", "The story has no such step. It begins here."),
    ],
)
@pytest.mark.parametrize("code", sample(list(BY_CODE), 2, "notices"))
def test_an_unknown_value_gives_a_friendly_notice(
    wire: httpx.Client, address: str, notice: str, code: str
) -> None:
    answer = asked(wire, address, f"&lang={code}")
    assert translator(code).gettext(notice) in answer.text


@pytest.mark.parametrize("case", sample(list(IN_THE_APP), 2, "in the app"))
def test_the_app_shows_a_normal_page_as_well(visits: Visits, case: str) -> None:
    visit, address = visits(), IN_THE_APP[case]
    visit.enter(address)
    page = visit.page
    assert page.locator("#root h1").count() == 1
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("[data-testid=stAlert]:has-text('went wrong')").count() == 0
    if "atlantis" in address:
        assert page.locator("#root [role=status], #root [role=alert]").first.is_visible()


@pytest.mark.parametrize("path", ["/map/", "/partners/", "/about/"])
def test_a_slash_too_many_is_taken_off(wire: httpx.Client, path: str) -> None:
    answer = wire.get(f"{path}?lang=ru&partner=vaud")
    assert answer.status_code == 308
    target = httpx.URL(answer.headers["location"])
    assert target.path == path.rstrip("/")
    assert dict(target.params) == {"lang": "ru", "partner": "vaud"}


@pytest.mark.parametrize(
    "path", ["/nowhere", "/Map", "/map/nowhere", "/index.html", "//map", "/%00"]
)
def test_an_unknown_address_is_a_404(wire: httpx.Client, path: str) -> None:
    for code in sample(list(BY_CODE), 2, f"404 {path}"):
        answer = wire.get(
            f"http://{wire.base_url.netloc.decode()}{path}", headers={"Accept-Language": code}
        )
        assert answer.status_code == 404
        assert f'<html lang="{BY_CODE[code].html}"' in answer.text
        assert translator(code).gettext("Page not found") in answer.text
        assert "noindex" in answer.text
