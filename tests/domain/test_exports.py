"""Exports: which answers are in one, how they become cells, what the log and the file are told."""

from __future__ import annotations

from datetime import date

import pytest

from youcheng.domain.exports import (
    Format,
    cell_of,
    exported_value,
    file_name,
    is_exported,
    set_filters,
)
from youcheng.domain.form_definitions import Field, Kind, VisibilityClass
from youcheng.domain.permissions import Area
from youcheng.domain.queue import QueueView
from youcheng.domain.states import ReviewState

STAFF = frozenset({VisibilityClass.STAFF})
RESTR = frozenset({VisibilityClass.RESTR})


def name(field: str, column: str, value: str) -> str:
    return f"<{field} {column} {value}>"


@pytest.mark.parametrize(
    ("visibility", "may", "expected"),
    [
        (STAFF, {Area.STAFF}, True),
        (STAFF, {Area.PUB, Area.STATE}, False),
        (STAFF | {VisibilityClass.PUB}, {Area.PUB}, True),
        (RESTR, {*Area}, False),
        (RESTR | STAFF, {*Area}, False),
    ],
)
def test_an_answer_is_exported_to_who_reads_its_class_and_a_restricted_one_to_nobody(
    visibility: frozenset[VisibilityClass], may: set[Area], expected: bool
) -> None:
    assert is_exported(Field("a", Kind.TEXT, visibility), may) is expected


def test_a_trap_for_robots_is_never_exported() -> None:
    assert not is_exported(Field("a", Kind.HONEYPOT, STAFF), {*Area})


ROWS = Field(
    "tour",
    Kind.ROWS,
    STAFF,
    columns=(
        Field("day", Kind.DATE, STAFF),
        Field("what", Kind.SELECT, STAFF, options=("walk",)),
        Field("child", Kind.TEXT, RESTR),
    ),
)


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        (Field("a", Kind.TEXT, STAFF), "二胡\nनेपाल", "二胡\nनेपाल"),
        (Field("a", Kind.NUMBER, STAFF), -5, -5),
        (Field("a", Kind.CHECKBOX, STAFF), True, "yes"),
        (Field("a", Kind.DATE, STAFF), "2026-09-14", date(2026, 9, 14)),
        (Field("a", Kind.DATE, STAFF), {"day": "31", "month": "2", "year": "26"}, "31-2-26"),
        (Field("a", Kind.DATE, STAFF), "soon", "soon"),
        (Field("a", Kind.RADIO, STAFF, options=("x",)), "x", "<a  x>"),
        (Field("a", Kind.CHECKBOXES, STAFF), ["x", "y"], "<a  x>\n<a  y>"),
        (Field("a", Kind.MONTHS, STAFF), ["2026-09"], "<a  2026-09>"),
        (
            Field("a", Kind.MONTH_RANGE, STAFF),
            {"from": "2026-09", "to": "2026-11"},
            "2026-09/2026-11",
        ),
        (
            Field("a", Kind.FILE, STAFF),
            [{"key": "9f", "name": "简历.pdf", "kind": "pdf", "bytes": 9}],
            "简历.pdf",
        ),
        (
            ROWS,
            [{"day": "2026-09-14", "what": "walk", "child": "Zoe"}, {"what": "walk"}],
            "2026-09-14 | <tour what walk>\n | <tour what walk>",
        ),
        (Field("a", Kind.TEXT, STAFF), None, None),
    ],
)
def test_an_answer_becomes_a_cell(field: Field, value: object, cell: object) -> None:
    assert cell_of(field, exported_value(field, value), name) == cell


def test_the_log_hears_which_filters_and_the_file_bears_what_is_no_search() -> None:
    view = QueueView(
        programme="culture", states=(ReviewState.SUBMITTED,), query="王小明", overdue=True
    )
    assert set_filters(view) == ("overdue", "programme", "q", "state")
    assert set_filters(QueueView()) == ()
    named = file_name(view, Format.XLSX, date(2026, 11, 27))
    assert named == "youcheng_2026-11-27_culture_submitted_overdue_search.xlsx"
    assert file_name(QueueView(), Format.CSV, date(2026, 11, 27)) == (
        "youcheng_2026-11-27_queue.csv"
    )
