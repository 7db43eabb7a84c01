"""What an export of the queue holds: its columns, who gets which, and how an answer becomes a cell.

Answers of class RESTR are never among them: staff read those one by one, each reading with an event
in the log (`permissions.READERS`), so that none can be read by the table. All other columns are
those that the reader sees in a submission's view.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import BinaryIO, Final, TypeAlias

from youcheng.domain.form_definitions import CHOICES, Field, Kind, VisibilityClass
from youcheng.domain.permissions import Area
from youcheng.domain.queue import QueueView

Cell: TypeAlias = str | float | date | datetime | None
"""What stands in one cell; times are aware."""

Namer: TypeAlias = Callable[[str, str, str], str]
"""The label of a chosen value, from the ids of field and column (empty outside rows) and it."""


class Format(StrEnum):
    """The kind of file; the value is its ending."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ZIP = "zip"
    """Pictures, and a CSV file that says which belongs to what."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the id under which it stays the same in every language, and its heading."""

    id: str
    label: str


QUEUE_COLUMNS: Final[Mapping[str, Area]] = MappingProxyType(
    {
        "code": Area.STATE,
        "programme": Area.STATE,
        "kind": Area.STATE,
        "review": Area.STATE,
        "sent_at": Area.STATE,
        "waiting_since": Area.STATE,
        "due_at": Area.STATE,
        "country": Area.STAFF,
        "partner": Area.STAFF,
        "cities": Area.STAFF,
        "assignee": Area.NOTES,
        "tags": Area.NOTES,
        "corrected": Area.STAFF,
        "flags": Area.SYS,
    }
)
"""The columns that come from the queue and not from a form, in order, each with the area in which
its values are read."""

FILE_COLUMN: Final = "picture_file"
"""In an export of pictures: the name of the file, the last column."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a writer of files is given.

    Attributes:
        columns: in order.
        rows: a value for each column: a `Cell`, or in JSON an answer as it is kept.
        pictures: names and bytes, to be asked for once the rows are at their end.
    """

    columns: tuple[Column, ...]
    rows: Iterator[tuple[object, ...]]
    pictures: Iterator[tuple[str, Iterator[bytes]]]


Writer: TypeAlias = Callable[[BinaryIO, Table], None]
"""Writes a table into an open file, row by row."""


def is_exported(field: Field, may: Collection[Area]) -> bool:
    """Whether somebody who reads the areas `may` gets the answers to a field in an export."""
    if field.kind is Kind.HONEYPOT or VisibilityClass.RESTR in field.visibility:
        return False
    return any(Area(name) in may for name in field.visibility)


def exported_value(field: Field, value: object) -> object:
    """An answer as it is kept, without the parts that are of class RESTR, and of files their names
    alone."""
    if field.kind is Kind.ROWS and isinstance(value, list):
        kept = [one.id for one in field.columns if VisibilityClass.RESTR not in one.visibility]
        return [
            {name: row[name] for name in kept if name in row}
            for row in value
            if isinstance(row, dict)
        ]
    if field.kind is Kind.FILE and isinstance(value, list):
        return [str(one["name"]) for one in value if isinstance(one, dict) and "name" in one]
    return value


def cell_of(field: Field, value: object, name: Namer, *, within: str = "") -> Cell:
    """An answer, see `exported_value`, as one cell for people.

    Lists and rows take a line each, the columns of a row with " | " between them; a chosen value
    stands as its label, a range of months as ISO 8601 has it ("2026-09/2026-11"), a ticked box as
    "yes".
    """
    if value is None:
        return None
    if field.kind is Kind.ROWS and isinstance(value, list):
        return "\n".join(_row(field, row, name) for row in value if isinstance(row, Mapping))
    if isinstance(value, list):
        return "\n".join(_text(field, one, name, within) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if field.kind is Kind.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return _text(field, value, name, within)


def _row(field: Field, row: Mapping[str, object], name: Namer) -> str:
    kept = (one for one in field.columns if VisibilityClass.RESTR not in one.visibility)
    cells = (cell_of(one, row.get(one.id), name, within=field.id) for one in kept)
    return " | ".join("" if one is None else str(one) for one in cells)


def _text(field: Field, value: object, name: Namer, within: str) -> str:
    if isinstance(value, Mapping):
        if field.kind is Kind.MONTH_RANGE:
            return f"{value.get('from', '')}/{value.get('to', '')}"
        # A date that is no real one stays as its parts.
        return "-".join(str(one) for one in value.values())
    if isinstance(value, str) and (field.kind in CHOICES or field.kind is Kind.MONTHS):
        return name(within or field.id, field.id if within else "", value)
    return str(value)


def set_filters(view: QueueView) -> tuple[str, ...]:
    """Names of what a view asks for, as its address has them: fit for the log, without a value."""
    query = view.to_query()
    return tuple(sorted(part.partition("=")[0] for part in query.split("&") if part))


def file_name(view: QueueView, kind: Format, day: date) -> str:
    """What the file is called: the day and what was asked for, but for searched words."""
    asked = (
        *(view.programme, view.kind, view.country, view.partner, view.city),
        *map(str, view.states),
        "overdue" if view.overdue else "",
        "returned" if view.returned else "",
        "search" if view.query else "",
    )
    parts = "_".join(part for part in asked if part)[:80] or "queue"
    return f"youcheng_{day.isoformat()}_{parts}.{kind}"
