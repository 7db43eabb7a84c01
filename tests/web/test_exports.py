"""Exports on the wire: a file for who is signed in and works in the desk, nothing for others.

What each role gets is in `test_staff_routes.py`, and of which rows in
`tests/services/test_exporting.py`.
"""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from tests.services.office import Office
from tests.web.signing_in import enter_as
from youcheng.domain.limits import EXPORT
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_exports import export_menu

ADDRESS = "/desk/export"


@pytest.mark.parametrize(("who", "rows"), [("officer", 1), ("moderator", 0)])
def test_everybody_gets_the_rows_that_are_theirs(
    visitor: TestClient, office: Office, who: str, rows: int
) -> None:
    office.send()
    enter_as(visitor, office, who)
    for kind in ("csv", "xlsx", "json", "zip"):
        reply = visitor.post(ADDRESS, data={"format": kind, "view": ""})
        assert reply.status_code == 200, kind
    logged = [dict(one.details) for one in office.events("queue.exported")]
    assert [one["count"] for one in logged] == [str(rows)] * 4


def test_a_file_is_saved_and_kept_by_nobody(visitor: TestClient, office: Office) -> None:
    paper = office.send(changes={"title": "=1+1 二胡"})
    office.send()
    enter_as(visitor, office, "lead")
    reply = visitor.post(
        ADDRESS, data={"format": "csv", "view": "programme=culture&q=二胡", "lang": "zh"}
    )
    headers = reply.headers
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["content-disposition"].startswith("attachment; ")
    assert "_culture_search.csv" in headers["content-disposition"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert int(headers["content-length"]) == len(reply.content)
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))
    assert rows[2][0] == str(paper.stored.code)
    assert "'=1+1 二胡" in rows[2]
    assert len(rows) == 3


def test_nothing_leaves_without_a_session_or_from_another_site(
    visitor: TestClient, office: Office
) -> None:
    office.send()
    asked = {"format": "csv", "view": ""}
    reply = visitor.post(ADDRESS, data=asked)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/staff/sign-in")
    enter_as(visitor, office, "lead")
    foreign = {"origin": "https://example.org"}
    assert visitor.post(ADDRESS, data=asked, headers=foreign).status_code == 403
    assert visitor.get(ADDRESS).status_code == 405
    assert visitor.post(ADDRESS, data={"format": "pdf"}).status_code == 400
    assert not office.events("queue.exported")


def test_who_exports_too_often_is_told_when_to_come_back(
    visitor: TestClient, office: Office
) -> None:
    enter_as(visitor, office, "lead")
    for _ in range(EXPORT.times):
        assert visitor.post(ADDRESS, data={"format": "csv"}).status_code == 200
    reply = visitor.post(ADDRESS, data={"format": "csv"})
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0
    # Nothing is to be had there by a link.
    assert 'href="?lang=' not in reply.text
    assert "attachment" not in reply.headers.get("content-disposition", "")


def test_the_menu_asks_for_the_view_that_is_seen() -> None:
    html = str(export_menu(QueueView(programme="culture", query='"><b>'), translator("en")))
    assert f'action="{ADDRESS}"' in html
    assert 'value="programme=culture&amp;q=%22%3E%3Cb%3E"' in html
    assert [kind for kind in ("csv", "xlsx", "json", "zip") if f'value="{kind}"' in html] == [
        "csv",
        "xlsx",
        "json",
        "zip",
    ]
    assert "data-act" not in html
