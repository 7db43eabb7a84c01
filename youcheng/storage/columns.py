"""Columns that hold the same on every engine: aware times, JSON, words of a closed list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The time in UTC, aware."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value as ASCII text: every string of Python survives it on every engine.

    The engines' own JSON types refuse what people can type (a lone half of a character, NUL).
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The text; keys sorted, so that equal values are equal texts."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value."""
        return None if value is None else json.loads(value)


def one_of(column: str, values: Iterable[str]) -> str:
    """The SQL condition that `column` holds one of `values`, sorted so that it never changes."""
    words = ", ".join(f"'{value}'" for value in sorted(values))
    return f"{column} IN ({words})"
