"""Slow clients: whoever reads or writes byte by byte is served or told, and holds nobody up."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import httpx2 as httpx
import pytest

from tests.conftest import FULL, Site
from tests.faults.lines import connect, read_head, read_rest, request
from youcheng.i18n.catalogues import translator
from youcheng.web.connections import READ_WITHIN, REQUEST_WITHIN

pytestmark = pytest.mark.in_turn("unwelcome clients")

READERS = 40
PAGE = ("/map", "Accept-Language: ru", "Connection: close")


def drip(line: socket.socket, content: bytes, over: threading.Event) -> None:
    """Send a byte a second until the connection ends."""
    with suppress(OSError):
        for byte in content:
            line.send(bytes([byte]))
            if over.wait(1):
                return


def test_a_page_that_is_read_byte_by_byte_comes_whole(site: Site) -> None:
    with connect(site) as line:
        line.sendall(request(site, *PAGE))
        slowly = b""
        for _ in range(600):
            slowly += line.recv(1)
            time.sleep(0.005)
        slowly += read_rest(line)
    assert slowly.startswith(b"HTTP/1.1 200 ")
    assert b'<html lang="ru"' in slowly
    assert slowly.rstrip().endswith(b"</html>\r\n0") or slowly.rstrip().endswith(b"</html>")


def test_readers_who_do_not_read_hold_nobody_up(site: Site) -> None:
    with ExitStack() as stack:
        for _ in range(READERS):
            line = stack.enter_context(connect(site))
            # Far more than the line and the site hold for one reader.
            line.sendall(request(site, *PAGE[:2]) * 100)
        for path in ("/", "/map?lang=ms", "/healthz"):
            assert httpx.get(f"{site.address}{path}", timeout=30).status_code == 200
    assert httpx.get(f"{site.address}/about", timeout=30).status_code == 200
    assert not site.traceback()


def test_whoever_sends_a_request_byte_by_byte_is_not_waited_for(site: Site) -> None:
    """A head is cut off without a word; a form's fields are answered in the visitor's language."""
    fields = b"act=ask&code=JS-26-7K3M-1&email=zoe.rochat%40example.org" * 4
    form = request(
        site,
        "/track?lang=fr",
        f"Origin: {site.address}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(fields)}",
        method="POST",
    )
    over = threading.Event()
    with connect(site) as head, connect(site) as body, ThreadPoolExecutor(2) as dripping:
        body.sendall(form)
        dripping.submit(drip, head, request(site, "/map", f"X-Slow: {'x' * 200}"), over)
        dripping.submit(drip, body, fields, over)
        started = time.monotonic()
        assert read_rest(head) == b""
        assert time.monotonic() - started < REQUEST_WITHIN + 20
        told = read_head(body)
        over.set()
        assert told.startswith(b"HTTP/1.1 408 ")
        words = "What has arrived cannot be read. Please try again."
        assert translator("fr").gettext(words).encode() in body.recv(65_536)
    assert not site.traceback()


if FULL:

    @pytest.mark.full
    def test_whoever_reads_nothing_is_not_waited_for(site: Site) -> None:
        with connect(site) as line:
            line.sendall(request(site, *PAGE[:2]) * 200)
            time.sleep(READ_WITHIN + 30)
            came = read_rest(line)
        assert came.count(b"HTTP/1.1 200 ") < 200
