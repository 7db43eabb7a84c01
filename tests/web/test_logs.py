"""Lines of the log as JSON."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from youcheng.tracing import caused_by, within_job
from youcheng.web.logs import JsonLine, LogLine
from youcheng.web.middleware.request_id import ACCESS_LOG, RequestId

SESSION = "6c1f0f4e-2b7d-4a3c-9e58-d0a1b2c3d4e5"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Where the site's lines go, as JSON."""
    out, ours = io.StringIO(), logging.getLogger("youcheng")
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLine())
    level = ours.level
    ours.addHandler(handler)
    ours.setLevel("DEBUG")
    yield out
    ours.removeHandler(handler)
    ours.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


async def _page(_request: Request) -> Response:
    logging.getLogger("youcheng.web.test").info("inside")
    return PlainTextResponse("four")


def test_a_request_has_its_fields_and_shares_its_id_with_what_happens_within(
    written: io.StringIO,
) -> None:
    client = TestClient(RequestId(Starlette(routes=[Route("/art/{code}", _page)])))
    reply = client.get("/art/JS-26-AAAA-A?secret=1", headers={"Cookie": "lang=fr"})
    inside, access = lines(written)
    assert inside["message"] == "inside"
    assert inside["request"] == access["request"] == reply.headers["x-request-id"]
    assert access["logger"] == ACCESS_LOG
    asked = [access[name] for name in ("method", "route", "status", "bytes", "job")]
    assert asked == ["GET", "/art/{code}", 200, 4, "-"]
    assert isinstance(access["milliseconds"], float)
    assert str(access["time"]).endswith("Z")
    assert "secret" not in written.getvalue()


def test_a_line_stays_one_line_and_holds_no_session(written: io.StringIO) -> None:
    log = logging.getLogger("youcheng.test")
    try:
        raise ValueError(f"two\nlines of {SESSION}")
    except ValueError:
        log.exception("session %s\u2028is gone", SESSION)
    (line,) = lines(written)
    assert written.getvalue().count("\n") == 1
    assert line["level"] == "ERROR"
    assert line["message"] == "session [session]\u2028is gone"
    assert "two\nlines of [session]" in str(line["traceback"])
    assert SESSION not in written.getvalue()


def test_a_job_is_named_with_the_request_that_it_follows_from(written: io.StringIO) -> None:
    with within_job("deliver_mails"), caused_by("abc123"):
        logging.getLogger("youcheng.test").info("sent")
        record = logging.LogRecord("youcheng.test", logging.INFO, "", 1, "sent", (), None)
        text = LogLine(ACCESS_LOG).format(record)
    (line,) = lines(written)
    assert (line["request"], line["job"]) == ("abc123", "deliver_mails")
    assert text.endswith("INFO youcheng.test request=abc123 job=deliver_mails sent")
