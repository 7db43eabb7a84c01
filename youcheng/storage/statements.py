"""Statements that are built once and run often: building one costs more than running it."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import Connection, Insert, Row, Select, Update, bindparam, insert, select, update
from sqlalchemy import Table as SqlTable

from youcheng.storage.rows import Values
from youcheng.storage.table_base import Table

_KEY: Final = "key_"
"""Prefix of the parameters that find a row, so that they differ from the columns' own."""


def sql_table(row: type[Table]) -> SqlTable:
    """The table of a row."""
    return cast(SqlTable, row.__table__)


class Stored:
    """One table whose rows are added, found by some of their columns, and replaced as a whole.

    Args:
        row: the table's row.
        keys: the columns that a row is found by.
    """

    def __init__(self, row: type[Table], *keys: str) -> None:
        table = sql_table(row)
        found = [table.c[key] == bindparam(_KEY + key) for key in keys]
        self._keys = keys
        self._add: Insert = insert(table)
        self._find: Select[Any] = select(table).where(*found)
        self._lock: Select[Any] = self._find.with_for_update()
        self._put: Update = update(table).where(*found)

    def add(self, connection: Connection, *rows: Values) -> None:
        """Add rows, at least one."""
        connection.execute(self._add, rows)

    def find(self, connection: Connection, *keys: str | int, lock: bool) -> Row[Any] | None:
        """The row with these keys; `lock` keeps other writers from it until the end."""
        named = {_KEY + name: key for name, key in zip(self._keys, keys, strict=True)}
        return connection.execute(self._lock if lock else self._find, named).first()

    def put(self, connection: Connection, values: Values) -> None:
        """Replace the row that has the keys of `values`."""
        named = {_KEY + name: values[name] for name in self._keys}
        rest = {name: value for name, value in values.items() if name not in self._keys}
        connection.execute(self._put, {**named, **rest})
