"""Questions that one form takes from another by name, so that no text stands in two files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from youcheng.content.problems import Problem
from youcheng.content.reading import name_table

REFERENCE: Final = "as_in"
TAKEN: Final = ("kind", "required", "label", "hint", "options", "options_from", "limits")
"""What a question takes over: how it is put and answered. Who may see it, when it is asked and what
is agreed to are matters of the form that asks."""

Documents = Mapping[str, dict[str, Any]]
"""What stands in the files, by id of the form."""


def take_over(document: dict[str, Any], documents: Documents, file: str) -> list[Problem]:
    """Put into each question with `as_in` what the form of that name says of the question with the
    same id; what the question says itself stands. A column of rows may take over a question too.

    Args:
        document: what stands in `file`; it is changed.
        documents: of all forms.

    Returns:
        The references that lead nowhere.
    """
    problems = []
    for question, table in _questions(document):
        name = question.pop(REFERENCE, None)
        if name is None:
            continue
        source = _find(documents.get(str(name), {}), question.get("id"))
        if source is None:
            message = f"there is no question {question.get('id')} in forms/{name}.toml"
            problems.append(Problem(file, table, REFERENCE, message))
            continue
        for key in TAKEN:
            if key in source:
                question.setdefault(key, source[key])
    return problems


def _find(document: Mapping[str, Any], field: object) -> Mapping[str, Any] | None:
    found = (one for one, _ in _questions(document) if one.get("id") == field)
    return next((one for one in found if REFERENCE not in one), None)


def _questions(document: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every question and every column, with its table; what has another shape is told later."""
    for number, step in _tables(document, "steps"):
        for order, field in _tables(step, "fields"):
            page = name_table("steps", number, step.get("id"))
            table = f"{page}, {name_table('fields', order, field.get('id'))}"
            yield field, table
            for place, column in _tables(field, "columns"):
                yield column, f"{table}, {name_table('columns', place, column.get('id'))}"


def _tables(parent: Mapping[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = parent.get(name)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield number, row
