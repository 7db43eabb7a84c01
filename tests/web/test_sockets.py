"""How many sockets one address may open, and what frames they may send."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from youcheng.web.middleware.sockets import UNSUPPORTED, Sockets


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_bytes(await websocket.receive_bytes())
    except WebSocketDisconnect:
        pass


def client(most: int) -> TestClient:
    routes = [WebSocketRoute("/stream", echo)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Sockets, most=most)]))


def test_so_many_sockets_of_one_address_and_no_more() -> None:
    visitor = client(2)
    with visitor.websocket_connect("/stream") as first:
        with visitor.websocket_connect("/stream"):
            with pytest.raises(WebSocketDisconnect), visitor.websocket_connect("/stream"):
                pass
            first.send_bytes(b"still here")
            assert first.receive_bytes() == b"still here"
        with visitor.websocket_connect("/stream") as third:
            third.send_bytes(b"room again")
            assert third.receive_bytes() == b"room again"


def test_text_ends_its_socket_alone() -> None:
    visitor = client(0)
    with (
        visitor.websocket_connect("/stream") as first,
        visitor.websocket_connect("/stream") as other,
    ):
        first.send_text("no frame of the app")
        with pytest.raises(WebSocketDisconnect) as closed:
            first.receive_bytes()
        assert closed.value.code == UNSUPPORTED
        other.send_bytes(b"x")
        assert other.receive_bytes() == b"x"
