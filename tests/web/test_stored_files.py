"""A file out of the store comes whole, in however many pieces it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from youcheng.services.ports_files import StoreDown
from youcheng.web.stored_files import stored_reply


@pytest.mark.parametrize("pieces", [[], [b"one"], [b"one", b"two"], [b"one", b"two", b"three"]])
def test_every_piece_arrives_in_order(pieces: list[bytes]) -> None:
    def answer(_request: Request) -> Response:
        return stored_reply(iter(pieces), "webp", {"X-Kept": "yes"})

    reply = TestClient(Starlette(routes=[Route("/", answer)])).get("/")
    assert reply.content == b"".join(pieces)
    assert reply.headers["content-type"] == "image/webp"
    assert reply.headers["x-kept"] == "yes"


def test_a_store_that_fails_is_told_before_anything_is_sent() -> None:
    def failing() -> Iterator[bytes]:
        raise StoreDown
        yield b""

    with pytest.raises(StoreDown):
        stored_reply(failing(), "webp", {})
