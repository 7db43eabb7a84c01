"""Files on their way to a draft, on the wire."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope

from tests.coroutines import run_to_end
from tests.services.office import Office, Paper, make_file
from youcheng.domain.limits import UPLOAD
from youcheng.i18n.catalogues import translator
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.access import AccessDenied
from youcheng.web.received_files import (
    Patience,
    received_folder,
)
from youcheng.web.routes import uploads

FIELD = "portfolio"
"""A field of the form for culture that takes PDF and JPG."""
Send = Callable[..., Response]


@pytest.fixture
def paper(office: Office) -> Paper:
    return office.begin("culture")


@pytest.fixture
def send(visitor: TestClient, paper: Paper) -> Iterator[Send]:
    """Send a file; afterwards nothing of it may be left in the folder of received files."""

    def upload(content: bytes | Iterator[bytes], **headers: str) -> Response:
        named = {
            "X-Draft-Token": paper.token,
            "X-Form-Field": FIELD,
            "X-File-Name": quote("Плакат 海报.pdf"),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return visitor.post("/uploads", content=content, headers=named)

    yield upload
    assert left() == []


def left() -> list[Path]:
    return list(received_folder().glob("*"))


def test_a_file_arrives_and_is_among_the_answers(send: Send, paper: Paper) -> None:
    content = make_file("pdf")
    reply = send(content)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    file = reply.json()["file"]
    assert file == {
        "key": file["key"],
        "name": "Плакат 海报.pdf",
        "kind": "pdf",
        "bytes": len(content),
    }
    assert paper.open().answers[FIELD] == [file]


def test_a_file_that_comes_twice_is_taken_once(send: Send, paper: Paper) -> None:
    content = make_file("jpg")
    first, second = send(content).json(), send(content).json()
    assert first == second
    assert paper.open().answers[FIELD] == [first["file"]]


def test_a_body_of_unknown_length_is_taken(send: Send) -> None:
    content = make_file("pdf")
    assert send(iter([content[:100], content[100:]])).status_code == 200


@pytest.mark.parametrize(
    ("content", "status", "problem"),
    [
        (b"", 422, "file_empty"),
        (b"<html>", 415, "file_kind"),
        (make_file("png"), 415, "file_kind"),
        (b"\xff\xd8\xff" + bytes(500), 422, "file_broken"),
        (bytes(11 * 1024**2), 413, "file_too_big"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(
    send: Send, paper: Paper, content: bytes, status: int, problem: str
) -> None:
    reply = send(content)
    assert reply.status_code == status
    found = reply.json()
    assert found["problem"] == problem
    assert (
        "hoose another one" in found["message"]
        or "add the new file" in found["message"]
        or ("PDF" in found["message"])
    )
    assert "retry_after" not in found
    assert FIELD not in paper.open().answers


def test_what_is_announced_as_too_big_is_not_read(send: Send) -> None:
    reply = send(b"x", Content_Length=str(50 * 1024**2))
    assert (reply.status_code, reply.json()["problem"]) == (413, "file_too_big")


def test_a_field_holds_so_many_files_and_no_more(send: Send) -> None:
    kept = [send(make_file("pdf")).status_code for _ in range(4)]
    assert kept == [200, 200, 200, 409]


@pytest.mark.parametrize(
    ("headers", "status", "problem"),
    [
        ({"X_Draft_Token": ""}, 400, "bad_request"),
        ({"X_Form_Field": ""}, 400, "bad_request"),
        ({"X_Draft_Token": "short"}, 403, "link_unknown"),
        ({"X_Draft_Token": "x" * 43}, 403, "link_unknown"),
        ({"X_Form_Field": "email"}, 415, "file_kind"),
        ({"X_Form_Field": "../../etc"}, 415, "file_kind"),
    ],
)
def test_who_does_not_say_where_it_belongs_is_refused(
    send: Send, headers: dict[str, str], status: int, problem: str
) -> None:
    reply = send(make_file("pdf"), **headers)
    assert reply.status_code == status
    assert reply.json()["problem"] == problem


def test_another_site_may_send_no_file(send: Send, paper: Paper) -> None:
    for origin in ("http://evil.example", "null", ""):
        assert send(make_file("pdf"), Origin=origin).status_code == 403
    assert FIELD not in paper.open().answers


def test_a_form_that_is_closed_takes_no_file(send: Send, office: Office) -> None:
    office.set_window("culture", closes=office.now)
    reply = send(make_file("pdf"))
    assert (reply.status_code, reply.json()["problem"]) == (409, "not_editable")
    assert "Nanjing time" in reply.json()["message"]


def test_too_many_files_in_an_hour_are_refused_with_a_time(send: Send, office: Office) -> None:
    for _ in range(UPLOAD.times // 10):
        for _ in range(10):
            send(b"%PDF-")
        office.wait(minutes=1)
    reply = send(make_file("pdf"))
    assert (reply.status_code, reply.json()["problem"]) == (429, "too_often")
    assert reply.headers["retry-after"] == str(reply.json()["retry_after"])


def test_a_full_disk_takes_nothing(send: Send, office: Office, paper: Paper) -> None:
    office.disk_full = True
    reply = send(make_file("pdf"))
    assert (reply.status_code, reply.json()["problem"]) == (507, "store_full")
    assert reply.json()["retry_after"] > 0
    assert FIELD not in paper.open().answers


@pytest.mark.parametrize("code", ["fr", "zh"])
def test_a_refusal_is_in_the_language_of_the_visitor(visitor: TestClient, code: str) -> None:
    headers = {"X-Draft-Token": "short", "X-Form-Field": FIELD, "Accept-Language": "ne"}
    reply = visitor.post(f"/uploads?lang={code}", headers=headers)
    assert reply.json()["message"] == refusal_sentence(AccessDenied(None), translator(code))


async def _post(app: ASGIApp, paper: Paper, receive: Receive) -> tuple[int, dict[str, Any]]:
    """Send a file whose bytes come as `receive` gives them; the status and the answer."""
    headers = {
        "Host": "localhost",
        "Origin": "http://localhost",
        "X-Draft-Token": paper.token,
        "X-Form-Field": FIELD,
    }
    scope: Scope = {
        **{"type": "http", "http_version": "1.1", "method": "POST", "scheme": "http"},
        **{"path": "/uploads", "raw_path": b"/uploads", "query_string": b"", "root_path": ""},
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.9", 5000),
        "server": ("localhost", 80),
    }
    got: list[Message] = []

    async def send(message: Message) -> None:
        got.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in got)
    return got[0]["status"], json.loads(body or b"{}")


def test_files_wait_for_one_another(visitor: TestClient, office: Office) -> None:
    papers = [office.begin("culture") for _ in range(3)]
    content = make_file("pdf")

    async def send_at_once() -> list[tuple[int, dict[str, Any]]]:
        go = asyncio.Event()

        async def receive() -> Message:
            await go.wait()
            return {"type": "http.request", "body": content, "more_body": False}

        first = [
            asyncio.create_task(_post(visitor.app, paper, receive))
            for paper in (papers[0], papers[0], papers[1], papers[1])
        ]
        while len(left()) < len(first):  # noqa: ASYNC110 -- what others have written to a disk
            await asyncio.sleep(0.01)
        refused = [await _post(visitor.app, paper, receive) for paper in (papers[0], papers[2])]
        go.set()
        return [*refused, *await asyncio.gather(*first)]

    of_draft, of_client, *taken = run_to_end(send_at_once())
    for status, answer in (of_draft, of_client):
        assert (status, answer["problem"], answer["retry_after"]) == (429, "too_many_at_once", 5)
    assert [status for status, _ in taken] == [200] * 4
    assert left() == []


def test_a_sender_who_falls_silent_is_told(
    visitor: TestClient, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", Patience(silence=0.05))

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    status, answer = run_to_end(_post(visitor.app, paper, receive))
    assert (status, answer["problem"]) == (408, "too_slow")
    assert answer["retry_after"] > 0
    assert left() == []


def test_a_line_that_drops_leaves_nothing_behind(visitor: TestClient, paper: Paper) -> None:
    pieces: Iterator[Message] = iter(
        [
            {"type": "http.request", "body": b"%PDF-1.7", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Message:
        return next(pieces)

    run_to_end(_post(visitor.app, paper, receive))
    assert left() == []
    assert FIELD not in paper.open().answers


def test_streamlits_own_way_for_files_is_closed(visitor: TestClient) -> None:
    for method in ("PUT", "POST", "DELETE", "OPTIONS"):
        reply = visitor.request(method, "/_stcore/upload_file/session/file", content=b"x")
        assert reply.status_code == 404
