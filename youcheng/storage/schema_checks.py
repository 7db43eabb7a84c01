"""Whether a database is as this program makes it: tables, constraints, triggers, and its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, select, text

from youcheng.storage.rules import (
    function_statements,
    rows_of_legal_moves,
    trigger_statements,
)
from youcheng.storage.schema import METADATA
from youcheng.storage.tables import LegalMoveRow

_TRIGGER: Final = re.compile(r"CREATE TRIGGER (\w+)")
_FUNCTION: Final = re.compile(r"FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)


def find_schema_faults(engine: Engine, *, deep: bool = False) -> tuple[str, ...]:
    """What differs from a database that was just migrated, one line each; empty when nothing does.

    Args:
        engine: of a database at today's revision.
        deep: look at every page of a SQLite file and its indexes, not only at its structure.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    with engine.connect() as connection:
        return (
            *_pages(connection, deep=deep),
            *_tables(connection),
            *_constraints(connection),
            *_rules(connection),
        )


def _pages(connection: Connection, *, deep: bool) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    pragma = "integrity_check" if deep else "quick_check"
    for line in connection.exec_driver_sql(f"PRAGMA {pragma}").scalars():
        if line != "ok":
            yield f"the file is damaged: {line}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} names one of {row[2]} that is not there"


def _tables(connection: Connection) -> Iterator[str]:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, _: kind != "table" or name in METADATA.tables,
            "compare_type": True,
        },
    )
    for difference in compare_metadata(context, METADATA):
        step = difference[0] if isinstance(difference, list) else difference
        yield f"the tables differ from the program's: {step[0]} {_name(step)}"


def _name(step: tuple[object, ...]) -> str:
    names = [getattr(part, "name", part) for part in step[1:]]
    return ".".join(str(name) for name in names if isinstance(name, str))


def _constraints(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    for table in METADATA.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        found = {one["name"] for one in inspector.get_check_constraints(table.name)}
        wanted = {str(one.name) for one in table.constraints if str(one.name).startswith("ck_")}
        for name in sorted(wanted - found):
            yield f"the constraint {name} is missing"


def _rules(connection: Connection) -> Iterator[str]:
    triggers = _sqlite_triggers if connection.dialect.name == "sqlite" else _postgresql_triggers
    yield from triggers(connection)
    rows = connection.execute(select(LegalMoveRow.kind, LegalMoveRow.source, LegalMoveRow.target))
    wanted = {(row["kind"], row["source"], row["target"]) for row in rows_of_legal_moves()}
    if {tuple(row) for row in rows} != wanted:
        yield "the table legal_move is not that of the program"


def _sqlite_triggers(connection: Connection) -> Iterator[str]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    known = {row.name: row.sql for row in found}
    for name, statement in _named(trigger_statements("sqlite")):
        if known.get(name) != statement:
            yield f"the trigger {name} is {'altered' if name in known else 'missing'}"


def _postgresql_triggers(connection: Connection) -> Iterator[str]:
    found = connection.execute(
        text("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal")
    )
    enabled = {row.tgname for row in found if row.tgenabled in {"O", "A", b"O", b"A"}}
    for name, _ in _named(trigger_statements("postgresql")):
        if name not in enabled:
            yield f"the trigger {name} is missing or off"
    functions = connection.execute(text("SELECT proname, prosrc FROM pg_proc"))
    bodies = {row.proname: row.prosrc for row in functions}
    for statement in function_statements():
        if (parts := _FUNCTION.search(statement)) and bodies.get(parts[1]) != parts[2]:
            yield f"the function {parts[1]} is missing or altered"


def _named(statements: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for statement in statements:
        if parts := _TRIGGER.match(statement):
            yield parts[1], statement
