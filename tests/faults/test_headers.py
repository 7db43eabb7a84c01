"""10 kB of headers bring the page and the app; what is too much is refused in one line."""

from __future__ import annotations

import httpx2 as httpx
import pytest

from tests.app_socket import open_app
from tests.conftest import Site
from tests.faults.lines import connect, read_rest
from youcheng.i18n.languages import DEFAULT
from youcheng.web.connections import LARGEST_HEAD, MOST_HEADERS

pytestmark = pytest.mark.in_turn("unwelcome clients")

LEFT_BY_OTHERS = "; ".join(f"other{number}={'x' * 2000}" for number in range(5))
"""10 kB of cookies, as other sites of a shared domain may leave them."""
_REFUSED = b"HTTP/1.1 431 "


def answer(site: Site, head: bytes) -> bytes:
    """What comes back to these bytes until the site closes the connection."""
    with connect(site) as line:
        line.sendall(head)
        return read_rest(line)


def test_ten_kilobytes_of_headers_bring_the_page_in_the_visitors_language(site: Site) -> None:
    headers = {"Cookie": LEFT_BY_OTHERS, "Accept-Language": "ne"}
    page = httpx.get(f"{site.address}/map", headers=headers, timeout=30)
    assert page.status_code == 200
    assert '<html lang="ne"' in page.text


def test_ten_kilobytes_of_headers_open_the_app(site: Site) -> None:
    with open_app(site.port, headers={"Cookie": f"{LEFT_BY_OTHERS}; lang=ru"}) as app:
        app.rerun()
        assert app.session


def test_a_language_header_of_ten_kilobytes_is_read_as_far_as_it_makes_sense(site: Site) -> None:
    wanted = ",".join(f"x-{number:04};q=0.{number % 10}" for number in range(600))
    headers = {"Accept-Language": f"{wanted},fr;q=0.9"}
    page = httpx.get(f"{site.address}/about", headers=headers, timeout=30)
    assert page.status_code == 200
    assert f'<html lang="{DEFAULT.html}"' in page.text
    assert 10_000 > len(wanted) > 5_000


@pytest.mark.parametrize(
    "rest",
    [
        b"Cookie: %s\r\n\r\n" % (b"x" * LARGEST_HEAD),
        b"".join(b"X-%d: 1\r\n" % number for number in range(MOST_HEADERS + 10)) + b"\r\n",
        b"Cookie: %s" % (b"x" * (LARGEST_HEAD + 1)),
    ],
    ids=["long", "many", "without an end"],
)
@pytest.mark.parametrize(
    "kind", [b"", b"Connection: Upgrade\r\nUpgrade: websocket\r\n"], ids=["page", "socket"]
)
def test_more_than_that_is_refused_at_once(site: Site, kind: bytes, rest: bytes) -> None:
    head = b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\n" + kind + rest
    assert answer(site, head).startswith(_REFUSED)
    assert httpx.get(f"{site.address}/healthz", timeout=30).status_code == 200
    assert not site.traceback()


def test_a_long_address_is_refused_like_a_long_header(site: Site) -> None:
    head = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"x" * LARGEST_HEAD)
    assert answer(site, head).startswith(_REFUSED)
