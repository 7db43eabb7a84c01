"""Files of exports: hostile and foreign texts come back as texts; many rows need little room."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from youcheng.documents.exports import (
    write_csv_table,
    write_json_table,
    write_xlsx_table,
)
from youcheng.domain.exports import Column, Table

COLUMNS = (Column("a", "Über 标题"), Column("b", "=1+1"))
LEADS = st.text("\"' \u200b\u00a0\ufeff`“«＂", max_size=3)
STARTS = st.sampled_from([*"=+-@", *"＝＋－＠", "﹢", "﹣", "﹦", "﹫"])
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n"), max_size=40
)
HOSTILE = st.builds("{}{}{}".format, LEADS, STARTS, TEXTS) | TEXTS


def table(*rows: tuple[object, ...]) -> Table:
    return Table(COLUMNS, iter(rows), iter(()))


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula, also after it dropped what it drops
    (OWASP, 'CSV Injection')."""
    shown = "".join(one for one in cell if unicodedata.category(one) not in {"Cf", "Zs"})
    return unicodedata.normalize("NFKC", shown)[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}


@given(HOSTILE, HOSTILE)
def test_no_cell_of_a_csv_file_is_a_formula_and_texts_are_as_they_were(a: str, b: str) -> None:
    file = io.BytesIO()
    write_csv_table(file, table((a, b)))
    content = file.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[:2] == [["Über 标题", "'=1+1"], ["a", "b"]]
    for cell, value in zip(rows[2], (a, b), strict=True):
        assert not runs(cell)
        assert cell in {value, f"'{value}"}


def test_a_formula_behind_a_quote_is_none() -> None:
    file = io.BytesIO()
    write_csv_table(file, table(('"=1+1', "“ ＝1")))
    rows = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert rows[2] == ["'\"=1+1", "'“ ＝1"]


@given(HOSTILE)
def test_a_cell_of_a_spreadsheet_is_a_string_whatever_it_holds(value: str) -> None:
    file = io.BytesIO()
    write_xlsx_table(file, table((value, None)))
    sheet = load_workbook(io.BytesIO(file.getvalue())).active
    assert sheet is not None
    cell = sheet["A3"]
    assert cell.data_type in {"s", "inlineStr", "n"}
    assert (cell.value or "") == value


@given(HOSTILE)
def test_json_holds_texts_as_they_are(value: str) -> None:
    file = io.BytesIO()
    write_json_table(file, table((value, ["x", "y"]), (None, None)))
    told = json.loads(file.getvalue())
    assert told["columns"] == [{"id": one.id, "label": one.label} for one in COLUMNS]
    assert told["rows"] == [{"a": value, "b": ["x", "y"]}, {}]


def test_times_and_numbers_are_such() -> None:
    moment = datetime(2026, 11, 26, 15, 4, 5, tzinfo=UTC)
    row = (moment, date(2026, 9, 14))
    files = [io.BytesIO() for _ in range(3)]
    for file, write in zip(
        files, (write_csv_table, write_xlsx_table, write_json_table), strict=True
    ):
        write(file, table(row, (-5, None)))
    lines = files[0].getvalue().decode("utf-8-sig").split("\r\n")
    assert lines[2:4] == ['"2026-11-26T15:04:05+00:00","2026-09-14"', '"-5",""']
    sheet = load_workbook(io.BytesIO(files[1].getvalue())).active
    assert sheet is not None
    assert sheet["A3"].value == moment.replace(tzinfo=None)
    assert sheet["B3"].value == datetime.fromisoformat("2026-09-14")
    assert sheet["A4"].value == -5
    assert json.loads(files[2].getvalue())["rows"][0]["a"] == "2026-11-26T15:04:05+00:00"


def test_a_text_that_no_cell_can_hold_ends_with_a_mark() -> None:
    file = io.BytesIO()
    write_xlsx_table(file, table(("龙" * 40_000, "")))
    sheet = load_workbook(io.BytesIO(file.getvalue())).active
    assert sheet is not None
    assert sheet["A3"].value == "龙" * 32_766 + "…"


def test_rows_are_written_one_by_one() -> None:
    """Ten times the rows need no more memory: what is held is a row, not the table."""
    peaks = []
    for number in (200, 2000):
        tracemalloc.start()
        with Path("/dev/null").open("wb") as file:
            for write in (write_csv_table, write_json_table):
                write(file, Table(COLUMNS, _many(number), iter(())))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def _many(number: int) -> Iterator[tuple[object, ...]]:
    for one in range(number):
        yield (f"{one}" * 200, "龙" * 200)
