"""Which of Streamlit's own addresses the public can reach."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from youcheng.web.middleware.closed_addresses import ClosedAddresses


async def _any(_request: Request) -> Response:
    return PlainTextResponse("inside")


@pytest.fixture
def client() -> TestClient:
    methods = ["GET", "POST", "PUT", "DELETE"]
    inside = Starlette(routes=[Route("/{path:path}", _any, methods=methods)])
    return TestClient(ClosedAddresses(inside))


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/session/file",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/something-new",
        "/_stcore/%6Detrics",
        "/_stcore/bidi-components/../metrics",
        "/map/_stcore/metrics",
        "/_stcore",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_closed(client: TestClient, method: str, path: str) -> None:
    reply = client.request(method, path)
    assert reply.status_code == 404
    assert "inside" not in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/map",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/bidi-components/youcheng.frame/frame.js",
        "/static/js/index.js",
    ],
)
def test_open(client: TestClient, path: str) -> None:
    assert client.get(path).text == "inside"


def test_no_other_socket_is_open(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/other"):
        pass
