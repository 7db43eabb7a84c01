"""Ids of requests and what the log says of them."""

from __future__ import annotations

import logging
import re
from uuid import UUID, uuid4

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from youcheng.tracing import HEADER, request_id
from youcheng.web.logs import LogLine, configure_logs
from youcheng.web.middleware.request_id import ACCESS_LOG, RequestId, redact_path

_log = logging.getLogger("youcheng.test")


async def _page(_request: Request) -> Response:
    _log.warning("inside")
    return PlainTextResponse("four", headers={"X-Inside": request_id.get()})


async def _broken(_request: Request) -> Response:
    raise ZeroDivisionError


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("four")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", _socket),
            Route("/broken", _broken),
            Route("/{path:path}", _page),
        ]
    )
    return TestClient(RequestId(app), raise_server_exceptions=False)


@pytest.fixture(autouse=True)
def _listen(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, ACCESS_LOG)


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == ACCESS_LOG]


def test_reply_and_request_share_an_id_that_the_client_did_not_choose(client: TestClient) -> None:
    first = client.get("/", headers={"X-Request-ID": "chosen"})
    second = client.get("/")
    assert first.headers["x-request-id"] == first.headers["x-inside"]
    assert first.headers.get_list("x-request-id") != ["chosen"]
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert request_id.get() == "-"


def test_one_access_line_without_query_or_cookie(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    reply = client.get("/map?draft=secret", headers={"Cookie": "lang=fr", "Referer": "http://a.b"})
    (line,) = _lines(caplog)
    expected = rf"request={reply.headers['x-request-id']} method=GET path=/map status=200 bytes=4 "
    assert re.fullmatch(expected + r"ms=\d+\.\d", line)


def test_a_failure_is_logged_as_500(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/broken").status_code == 500
    (line,) = _lines(caplog)
    assert "path=/broken status=500" in line


def test_a_socket_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_text()
    (line,) = _lines(caplog)
    assert "method=WEBSOCKET path=/_stcore/stream status=101 bytes=4" in line


def test_the_many_small_files_of_a_page_are_logged_quietly(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/static/js/index.js")
    client.get("/map")
    levels = [record.levelno for record in caplog.records if record.name == ACCESS_LOG]
    assert levels == [logging.DEBUG, logging.INFO]


SESSION, FILE = (
    UUID("6c1f0f4e-2b7d-4a3c-9e58-d0a1b2c3d4e5"),
    UUID("0e9d8c7b-6a5f-4e4d-8c3b-2a1908f7e6d5"),
)
"""Fixed, so that processes that share a run know the tests by the same names."""
LETTERS = "Qx_yB-wKzRtUvNmLpJhGfDsAaZxCvBnMqWeRtYuIoPa"
"""A token without a digit: one in some fourteen hundred has none."""


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/map/list", "/map/list"),
        (f"/_stcore/upload_file/{SESSION}/{FILE}", "/_stcore/upload_file/*/*"),
        ("/consent/eyJhbGciOi1NiIsInR5cCI6IkpX", "/consent/*"),
        (f"/consent/{LETTERS}", "/consent/*"),
        (f"/withdraw/{LETTERS}).", "/withdraw/*%29."),
        (f"/withdraw/{LETTERS[:-5]}", "/withdraw/*"),
        (f"/receipt/{LETTERS}.pdf", "/receipt/*.pdf"),
        (f"/attachment/{LETTERS}/{FILE.hex}", "/attachment/*/*"),
        ("/a\r\n2026 ERROR forged", "/a%0D%0A2026%20ERROR%20forged"),
        ("/友城", "/%E5%8F%8B%E5%9F%8E"),
        ("/geo/world.0a1b2c3d.geojson", "/geo/world.0a1b2c3d.geojson"),
    ],
)
def test_paths_in_the_log(path: str, logged: str) -> None:
    assert redact_path(path) == logged


def test_long_paths_are_cut() -> None:
    assert len(redact_path("/" + "界" * 10_000)) == 200


def test_lines_carry_the_request_and_no_session_id() -> None:
    record = logging.LogRecord(
        "streamlit.x", logging.ERROR, "", 1, "Session %s is gone", (str(uuid4()),), None
    )
    token = request_id.set("abc123")
    try:
        line = LogLine(ACCESS_LOG).format(record)
    finally:
        request_id.reset(token)
    assert line.endswith("ERROR streamlit.x request=abc123 Session [session] is gone")


def test_the_logs_of_streamlit_and_uvicorn_get_our_shape() -> None:
    names = ("youcheng", "streamlit.made_for_this_test", "uvicorn.access")
    loggers = [logging.getLogger(name) for name in names]
    before = [(one.handlers[:], one.level, one.propagate, one.disabled) for one in loggers]
    loggers[1].addHandler(logging.StreamHandler())
    try:
        configure_logs("WARNING")
        assert isinstance(loggers[1].handlers[0].formatter, LogLine)
        assert loggers[0].level == logging.WARNING
        assert loggers[2].disabled
    finally:
        for one, state in zip(loggers, before, strict=True):
            one.handlers, one.level, one.propagate, one.disabled = state


def test_the_app_is_told_the_id_of_its_socket_and_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard: list[list[str]] = []

    async def listen(socket: WebSocket) -> None:
        heard.append(socket.headers.getlist(HEADER))
        await socket.accept()
        await socket.close()

    client = TestClient(RequestId(Starlette(routes=[WebSocketRoute("/_stcore/stream", listen)])))
    with client.websocket_connect("/_stcore/stream", headers={HEADER: "chosen"}):
        pass
    (line,) = _lines(caplog)
    assert heard == [[re.findall(r"request=(\w+)", line)[0]]]
