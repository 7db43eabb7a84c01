"""Tables that spreadsheets open."""

from __future__ import annotations

import csv
import io

import pytest

from youcheng.documents.tables import neutralise, write_csv


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"],
)
def test_formulas_are_neutralised(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "友城", "a=b", "13 October", "'=1"])
def test_texts_are_left_alone(text: str) -> None:
    assert neutralise(text) == text


def test_cells_come_back_as_they_were() -> None:
    rows: list[dict[str, str | int | None]] = [
        {"a": '引号 "x", comma', "b": -5, "c": None},
        {"a": "two\nlines", "b": 0, "c": "=cmd|' /C calc'!A0"},
    ]
    content = write_csv(["a", "b", "c"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert read == [
        ["a", "b", "c"],
        ['引号 "x", comma', "-5", ""],
        ["two\nlines", "0", "'=cmd|' /C calc'!A0"],
    ]
    assert content.count("\r\n") == 3


def test_a_row_without_a_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        write_csv(["a", "b"], [{"a": "x"}])
