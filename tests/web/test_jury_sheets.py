"""The result sheet on the wire: a file for a lead who is signed in, nothing for others."""

from __future__ import annotations

import csv
import hashlib
import io

from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.services.clerks import LEAD
from tests.services.jurying import begin, enter, score_all, seat
from tests.services.office import Office
from tests.web.signing_in import enter_as
from youcheng.markup.desk_jury_results import SHEET
from youcheng.services.jury_closing import close_round
from youcheng.services.jury_view import view_round

PANEL = ("BY", "BY", "NP", "CN")


def test_a_sheet_leaves_for_leads_alone_is_logged_and_names_no_juror(
    visitor: TestClient, office: Office
) -> None:
    paper = enter(office, 1)
    round_id = begin(office, seat(office, *PANEL)).round
    asked = {"round": round_id, "format": "csv", "lang": "en"}
    assert visitor.post(SHEET, data=asked).status_code == 303
    enter_as(visitor, office, "officer")
    assert visitor.post(SHEET, data=asked).status_code == 404
    enter_as(visitor, office, "lead")
    assert visitor.post(SHEET, data=asked).status_code == 409
    assert visitor.post(SHEET, data={**asked, "format": "zip"}).status_code == 400
    score_all(office, round_id)
    view = view_round(office.services, actor=LEAD, round_id=round_id)
    record = close_round(
        office.services, actor=LEAD, round_id=round_id, version=view.record.version
    )
    assert not office.events("sheet.exported")
    reply = visitor.post(SHEET, data=asked)
    assert reply.headers["content-disposition"].startswith("attachment; ")
    assert reply.headers["cache-control"] == "no-store"
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))
    assert rows[1][:2] == ["rank", "code"]
    assert rows[2][:2] == ["1", str(paper.stored.code)]
    sheet = visitor.post(SHEET, data={**asked, "format": "json"}).content
    assert hashlib.sha256(sheet).hexdigest() == record.sheet_hash
    book = visitor.post(SHEET, data={**asked, "format": "xlsx"}).content
    cells = [one.value for one in list(load_workbook(io.BytesIO(book)).active)[2]]  # type: ignore[arg-type]
    assert cells[:2] == [1, str(paper.stored.code)]
    assert isinstance(cells[6], float | int)
    for content in (reply.content, sheet):
        assert b"Juror" not in content
        assert not [one.id for one in view.jurors if one.id.encode() in content]
    logged = [dict(one.details) for one in office.events("sheet.exported")]
    assert [(one["format"], one["count"]) for one in logged] == [
        ("csv", "1"),
        ("json", "1"),
        ("xlsx", "1"),
    ]
    assert {one["rank_hash"] for one in logged} == {record.sheet_hash}
