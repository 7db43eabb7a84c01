"""Which hosts and origins the site answers to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from youcheng.web.middleware.hosts import Hosts, parse_host, parse_origin

ALLOWED = ("localhost", "[::1]", "inside.example:8080")
PUBLIC = "https://youcheng.example"


async def _page(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[
            Route("/", _page, methods=["GET", "POST", "DELETE"]),
            Route("/consent/{token}", _page, methods=["POST"]),
            WebSocketRoute("/stream", _socket),
        ]
    )
    return TestClient(Hosts(app, ALLOWED, PUBLIC))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8501",
        "localhost.",
        "[::1]:8501",
        "inside.example:8080",
        "youcheng.example",
        "youcheng.example:443",
    ],
)
def test_our_hosts_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "inside.example",
        "inside.example:9090",
        "user@localhost",
        "localhost/path",
        "localhost:port",
        "localhost:99999",
        "[::1",
        "",
        "a" * 10_000,
    ],
)
def test_other_hosts_get_400(client: TestClient, host: str) -> None:
    reply = client.get("/", headers={"Host": host})
    assert reply.status_code == 400
    assert host == "" or host not in reply.text


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://localhost:8501"),
        ("localhost", "http://localhost"),
        ("localhost:80", "http://localhost"),
        ("youcheng.example", "https://youcheng.example"),
        ("inside.example:8080", "https://youcheng.example"),
    ],
)
def test_our_own_pages_may_change_things_and_open_the_socket(
    client: TestClient, host: str, origin: str
) -> None:
    headers = {"Host": host, "Origin": origin}
    assert client.post("/", headers=headers).status_code == 200
    with client.websocket_connect("/stream", headers=headers) as socket:
        assert socket.receive_text() == "open"


FOREIGN: list[Mapping[str, str]] = [
    {"Host": "localhost:8501"},
    {"Host": "localhost:8501", "Origin": "null"},
    {"Host": "localhost:8501", "Origin": "http://evil.example"},
    {"Host": "localhost:8501", "Origin": "http://localhost:9999"},
    {"Host": "localhost:8501", "Origin": "http://localhost"},
    {"Host": "localhost:8501", "Origin": "file://localhost:8501"},
    {"Host": "localhost:8501", "Origin": "http://localhost:8501.evil.example"},
    {"Host": "localhost:8501", "Origin": "http://youcheng.example"[:-1]},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_foreign_origins_may_not(client: TestClient, headers: Mapping[str, str]) -> None:
    assert client.post("/", headers=headers).status_code == 403
    assert client.delete("/", headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream", headers=headers):
        pass


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_token_in_the_address_stands_for_an_origin_that_is_not_named(
    client: TestClient, headers: Mapping[str, str]
) -> None:
    is_named = headers.get("Origin", "null") != "null"
    reply = client.post("/consent/token", headers=headers)
    assert reply.status_code == (403 if is_named else 200)


def test_reading_needs_no_origin(client: TestClient) -> None:
    headers = {"Host": "localhost", "Origin": "http://evil.example"}
    assert client.get("/", headers=headers).status_code == 200


def test_a_foreign_host_may_not_open_the_socket(client: TestClient) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream", headers=headers):
        pass


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("Example.ORG:80", ("example.org", 80)),
        ("[::1]", ("::1", None)),
        ("münchen.example", None),
        ("a b", None),
    ],
)
def test_parse_host(value: str, place: tuple[str, int | None] | None) -> None:
    assert parse_host(value) == place


def test_the_port_of_a_scheme_counts_as_not_named() -> None:
    assert parse_origin("https://example.org:443") == ("example.org", None)
    assert parse_origin("http://example.org:443") == ("example.org", 443)
    assert parse_origin("null") is None
