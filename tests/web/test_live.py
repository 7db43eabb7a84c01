"""The whole site on the wire: what only the real server and the real app can show."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.web.conftest import Site
from youcheng.domain.site_map import LIGHT_PAGES, PAGES

STREAM = "/_stcore/stream"
SESSION, FILE = "6c1f0f4e-2b7d-4a3c-9e58-d0a1b2c3d4e5", "0e9d8c7b-6a5f-4e4d-8c3b-2a1908f7e6d5"
"""Fixed, so that processes that share a run know the tests by the same names."""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def _ask(
    uvicorn_site: Site, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("localhost", uvicorn_site.port, timeout=60)
    connection.request(method, path, headers=dict(headers or {}))
    reply = connection.getresponse()
    content = reply.read()
    connection.close()
    return reply, content


def _open_stream(uvicorn_site: Site, origin: str | None, host: str | None = None) -> str | None:
    """The subprotocol that the app's socket agrees to."""
    address = f"ws://{host or 'localhost'}:{uvicorn_site.port}{STREAM}"
    wanted = [Subprotocol("streamlit")]
    with connect(
        address,
        origin=origin,  # type: ignore[arg-type]
        subprotocols=wanted,
        sock=socket.create_connection(("localhost", uvicorn_site.port), timeout=60),
    ) as stream:
        return stream.subprotocol


def test_the_apps_own_page_may_open_its_socket(uvicorn_site: Site) -> None:
    assert _open_stream(uvicorn_site, uvicorn_site.origin) == "streamlit"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, None),
        ("null", None),
        ("http://evil.example", None),
        ("http://localhost:1", None),
        ("http://evil.example", "evil.example"),
    ],
)
def test_no_other_page_may(uvicorn_site: Site, origin: str | None, host: str | None) -> None:
    with pytest.raises(InvalidHandshake):
        _open_stream(uvicorn_site, origin, host)


def test_every_part_is_ready(uvicorn_site: Site) -> None:
    reply, content = _ask(uvicorn_site, "/readyz")
    assert reply.status == 200, content
    told = json.loads(content)
    states = {name: part["state"] for name, part in told["parts"].items()}
    assert told["status"] == "ready"
    assert states.pop("mail_server") == "off"
    assert set(states.values()) == {"ok"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/script-health-check"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/mcp"),
        ("PUT", f"/_stcore/upload_file/{SESSION}/{FILE}"),
        ("DELETE", f"/_stcore/upload_file/{SESSION}/{FILE}"),
    ],
)
def test_streamlits_plumbing_is_closed(uvicorn_site: Site, method: str, path: str) -> None:
    reply, _ = _ask(uvicorn_site, path, method, {"Origin": uvicorn_site.origin})
    assert reply.status == 404


def test_a_foreign_host_is_refused(uvicorn_site: Site) -> None:
    reply, _ = _ask(uvicorn_site, "/", headers={"Host": "evil.example"})
    assert reply.status == 400
    assert reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", [page.path for page in (*PAGES, *LIGHT_PAGES)])
def test_pages_carry_the_headers_and_an_id(uvicorn_site: Site, path: str) -> None:
    reply, content = _ask(uvicorn_site, path)
    assert reply.status == 200
    assert b"<html" in content
    assert "script-src 'self' 'wasm-unsafe-eval'" in reply.headers["Content-Security-Policy"]
    assert re.fullmatch(r"[0-9a-f]{12}", reply.headers["X-Request-ID"])


def test_scripts_that_a_page_names_are_sent_compressed(uvicorn_site: Site) -> None:
    _, content = _ask(uvicorn_site, "/")
    (entry,) = re.findall(r'"entry":"([^"]+)"', content.decode())
    reply, packed = _ask(uvicorn_site, entry, headers={"Accept-Encoding": "gzip, br"})
    assert reply.status == 200
    assert reply.headers["Content-Encoding"] == "br"
    assert "immutable" in reply.headers["Cache-Control"]
    plain, whole = _ask(uvicorn_site, entry)
    assert plain.headers.get("Content-Encoding") is None
    assert len(packed) < 0.4 * len(whole)


@pytest.mark.parametrize("path", ["/nowhere", "/index.html", "/static/none.js", "/manifest.json"])
def test_what_the_site_does_not_have_is_a_404(uvicorn_site: Site, path: str) -> None:
    reply, _ = _ask(uvicorn_site, path)
    assert reply.status == 404


def test_the_log_names_requests_and_no_secret(uvicorn_site: Site) -> None:
    reply, _ = _ask(
        uvicorn_site, f"/map?draft=secret-{uuid4()}", headers={"Cookie": f"x={uuid4()}"}
    )
    _ask(
        uvicorn_site,
        f"/_stcore/upload_file/{SESSION}/{FILE}",
        "PUT",
        {"Origin": uvicorn_site.origin},
    )
    log = uvicorn_site.log.read_text("utf-8")
    pattern = rf"request={reply.headers['X-Request-ID']} method=GET path=/map status=200 "
    assert len(re.findall(pattern, log)) == 1
    assert "path=/_stcore/upload_file/*/* status=404" in log
    assert not UUID.search(log)
    assert "secret-" not in log
    assert "Traceback" not in log
