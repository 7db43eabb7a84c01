"""Reads TOML files and validates tables, noting every fault with its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from youcheng.content.problems import Problem
from youcheng.content.texts import LANGUAGE_FAULT, Model

M = TypeVar("M", bound=Model)
Location = tuple[int | str, ...]


def read_file(path: Path, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the document in `path`, or None after noting why there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(name, "", "", "the file is missing"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "", "", f"not UTF-8: {error.reason} at byte {error.start}"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "", "", f"not TOML: {error}"))
    return None


def validate_table(
    row: Any, model: type[M], file: str, table: str, problems: list[Problem], *, deep: bool = False
) -> M | None:
    """Return `row` as a `model`, or None after noting every fault.

    With `deep`, tables inside `row` are part of the place, not of the key.
    """
    try:
        return model.model_validate(row)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            inner, location = _split(row, fault["loc"]) if deep else ("", fault["loc"])
            where = ", ".join(part for part in (table, inner) if part)
            key = key_of(location)
            if fault["type"] == LANGUAGE_FAULT:
                for code, message in fault["ctx"]["amiss"].items():
                    problems.append(Problem(file, where, f"{key}.{code}", message))
                continue
            message = fault["msg"].removeprefix("Value error, ")
            problems.append(Problem(file, where, key, message))
    return None


def _split(row: Any, location: Location) -> tuple[str, Location]:
    """Return the tables that a location passes, by number and id, and what is left of it."""
    tables = []
    while len(location) > 1 and isinstance(location[0], str) and isinstance(location[1], int):
        name, number = location[0], location[1]
        row = row[name][number]
        if not isinstance(row, dict) or "id" not in row:
            break
        tables.append(name_table(name, number, row["id"]))
        location = location[2:]
    return ", ".join(tables), location


def name_table(name: str, number: int, row_id: object) -> str:
    """Return how messages call the table `number`, counted from 0, of an array."""
    return f"{name} {number + 1} ({row_id})"


def key_of(location: Location) -> str:
    """Return the key that a location leads to, with positions counted from 1."""
    key = ""
    for part in location:
        if isinstance(part, int):
            key += f"[{part + 1}]"
        else:
            key += f".{part}" if key else part
    return key
