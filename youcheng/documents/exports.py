"""Exports of the desk as files, written row by row: CSV, XLSX, JSON, and a ZIP file of pictures.

Tables have two rows of heads: what people read, in their language, and below it the ids, which stay
the same in every language. Times are Nanjing's: with their zone in CSV and JSON, and in XLSX, which
knows no zones, as they stand on a clock there.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from youcheng.documents.tables import neutralise
from youcheng.domain.exports import Format, Table, Writer

_LONGEST_CELL: Final = 32_767
"""Characters that a cell of XLSX holds (ECMA-376; Microsoft's 'Excel specifications')."""
_SHEET: Final = "submissions"
_TABLE: Final = "submissions.csv"
_HEADS: Final = 2


def write_csv_table(file: BinaryIO, table: Table) -> None:
    """RFC 4180 in UTF-8 with a byte order mark, which Excel needs to read Chinese."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([neutralise(one.label) for one in table.columns])
    writer.writerow([one.id for one in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(value) for value in row])
    # The file stays open for whoever gave it.
    text.detach()


def _csv_cell(value: object) -> str | float:
    match value:
        case None:
            return ""
        case datetime():
            return _iso(value)
        case date():
            return value.isoformat()
        case int() | float():
            return value
    return neutralise(str(value))


def _iso(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def write_xlsx_table(file: BinaryIO, table: Table) -> None:
    """One sheet; texts are strings whatever they look like, times and days are real ones."""
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        with Workbook(file, options) as book:
            sheet = book.add_worksheet(_SHEET)
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            small = book.add_format({"font_color": "#595959"})
            moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.freeze_panes(_HEADS, 1)
            sheet.set_column(0, max(len(table.columns) - 1, 0), 22)
            for column, one in enumerate(table.columns):
                sheet.write_string(0, column, one.label, head)
            for column, one in enumerate(table.columns):
                sheet.write_string(1, column, one.id, small)
            for number, row in enumerate(table.rows, _HEADS):
                for column, value in enumerate(row):
                    _write_cell(sheet, number, column, value, moment=moment, day=day)


def _write_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    *,
    moment: CellFormat,
    day: CellFormat,
) -> None:
    match value:
        case None:
            return
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
        case date():
            sheet.write_datetime(row, column, value, day)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            text = str(value)
            if len(text) > _LONGEST_CELL:
                text = f"{text[: _LONGEST_CELL - 1]}…"
            sheet.write_string(row, column, text)


def write_json_table(file: BinaryIO, table: Table) -> None:
    """`columns` with id and label, and `rows`: an object each, by the ids of what is not empty."""
    heads = [{"id": one.id, "label": one.label} for one in table.columns]
    ids = [one.id for one in table.columns]
    file.write(f'{{"columns": {_json(heads)},\n"rows": ['.encode())
    before = "\n"
    for row in table.rows:
        pairs = zip(ids, row, strict=True)
        told = {name: value for name, value in pairs if value is not None}
        file.write(f"{before}{_json(told)}".encode())
        before = ",\n"
    file.write(b"\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_json_time)


def _json_time(value: object) -> str:
    if isinstance(value, datetime):
        return _iso(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that JSON holds")


def write_picture_file(file: BinaryIO, table: Table) -> None:
    """A ZIP file: the table as `submissions.csv`, and the pictures that its last column names."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
        tempfile.TemporaryFile(prefix="youcheng-") as listed,
    ):
        write_csv_table(listed, table)
        listed.seek(0)
        _pack(packed, zipfile.ZipInfo(_TABLE), _pieces(listed))
        for name, pieces in table.pictures:
            _pack(packed, zipfile.ZipInfo(name), pieces)


def _pack(packed: zipfile.ZipFile, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    # The pictures are compressed already.
    is_text = info.filename == _TABLE
    info.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    with packed.open(info, "w") as part:
        for piece in pieces:
            part.write(piece)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(1 << 16):
        yield piece


WRITERS: Final[Mapping[Format, Writer]] = MappingProxyType(
    {
        Format.CSV: write_csv_table,
        Format.XLSX: write_xlsx_table,
        Format.JSON: write_json_table,
        Format.ZIP: write_picture_file,
    }
)
"""The writer of every format."""

MEDIA_TYPES: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.CSV: "text/csv; charset=utf-8",
        Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format.JSON: "application/json",
        Format.ZIP: "application/zip",
    }
)
"""What a browser is told of every format."""
