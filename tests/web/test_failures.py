"""What a visitor reads where nothing else answers, in their language."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import broken_sentence, refusal_sentence
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.web import middleware

AWAY = {"busy": StoreBusy(), "down": StoreDown()}


def fail(request: Request) -> Response:
    raise AWAY.get(request.path_params["how"]) or RuntimeError("a mistake")


def begin(_request: Request) -> Response:
    def pieces() -> Iterator[bytes]:
        yield b"the first half"
        raise StoreDown

    return StreamingResponse(pieces(), headers={"Content-Length": "100"})


@pytest.fixture
def visitor() -> TestClient:
    routes = [Route("/media/half", begin), Route("/media/{how}", fail)]
    app = Starlette(routes=routes, middleware=middleware())
    return TestClient(app, base_url="http://localhost")


@pytest.mark.parametrize("code", ["zh", "fr", "ru", "ms", "ne"])
@pytest.mark.parametrize("how", list(AWAY))
def test_a_part_that_is_away_is_told_with_when_to_try_again(
    visitor: TestClient, how: str, code: str
) -> None:
    reply = visitor.get(f"/media/{how}?lang={code}")
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "10")
    assert reply.headers["Cache-Control"] == "no-store"
    assert refusal_sentence(AWAY[how], translator(code)) in reply.text


def test_a_mistake_is_told_with_the_number_under_which_it_is_logged(
    visitor: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("youcheng").propagate = True
    reply = visitor.get("/media/mistake?lang=ru")
    number = reply.headers["X-Request-ID"]
    assert reply.status_code == 500
    assert broken_sentence(number, translator("ru")) in reply.text
    assert "a mistake" in caplog.text
    assert "a mistake" not in reply.text


def test_what_had_begun_is_not_taken_for_the_whole(visitor: TestClient) -> None:
    reply = visitor.get("/media/half")
    assert len(reply.content) < int(reply.headers["Content-Length"])
