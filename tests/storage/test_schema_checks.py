"""A database that is not as the program makes it is told what differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.databases import Databases
from youcheng.storage.engine import WRITES, make_engine
from youcheng.storage.migration import migrate
from youcheng.storage.schema_checks import find_schema_faults


def alter(engine: Engine, *statements: str) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.begin()
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


@pytest.mark.parametrize("deep", [False, True])
def test_a_database_that_was_migrated_has_no_fault(engine: Engine, deep: bool) -> None:
    assert find_schema_faults(engine, deep=deep) == ()


@pytest.mark.parametrize(
    ("sqlite", "postgresql", "named"),
    [
        ("DROP TRIGGER event_stays", "DROP TRIGGER event_stays ON event", "event_stays"),
        (
            "DROP TRIGGER submission_moves",
            "ALTER TABLE submission DISABLE TRIGGER submission_moves",
            "submission_moves",
        ),
        ("DELETE FROM legal_move WHERE target = 'erased'", "", "legal_move"),
        (
            "INSERT INTO legal_move VALUES ('programme', 'draft', 'accepted')",
            "",
            "legal_move",
        ),
        ("DROP INDEX ix_outbox_due", "", "ix_outbox_due"),
        ("DROP TABLE tombstone", "", "tombstone"),
        ("ALTER TABLE submission DROP COLUMN zone", "", "zone"),
    ],
)
def test_what_is_missing_is_named(engine: Engine, sqlite: str, postgresql: str, named: str) -> None:
    alter(engine, postgresql if postgresql and engine.dialect.name == "postgresql" else sqlite)
    faults = find_schema_faults(engine)
    assert faults
    assert any(named in fault for fault in faults)


def test_a_migration_mends_triggers_and_moves(engine: Engine) -> None:
    alter(engine, "DELETE FROM legal_move")
    assert find_schema_faults(engine)
    migrate(engine)
    assert find_schema_faults(engine) == ()


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_an_altered_function_and_a_lost_constraint_are_named(engine: Engine) -> None:
    alter(
        engine,
        "ALTER TABLE submission DROP CONSTRAINT ck_submission_visibility",
        "CREATE OR REPLACE FUNCTION keep_event() RETURNS trigger AS "
        "$$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql",
    )
    faults = " ".join(find_schema_faults(engine))
    assert "ck_submission_visibility" in faults
    assert "keep_event" in faults


def test_an_altered_trigger_and_a_lost_constraint_are_named(databases: Databases) -> None:
    url = databases.create("sqlite")
    engine = make_engine(url)
    alter(
        engine,
        "DROP TRIGGER event_stays",
        "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT 1; END",
        "CREATE TABLE other AS SELECT * FROM challenge",
        "DROP TABLE challenge",
        "ALTER TABLE other RENAME TO challenge",
    )
    faults = " ".join(find_schema_faults(engine))
    assert "event_stays is altered" in faults
    assert "challenge" in faults
    engine.dispose()


def test_a_damaged_file_is_told(databases: Databases) -> None:
    url = databases.create("sqlite")
    file = Path(url.removeprefix("sqlite:///"))
    engine = make_engine(url)
    alter(engine, "INSERT INTO agreed_text VALUES (hex(randomblob(32)), hex(randomblob(200000)))")
    engine.dispose()
    content = bytearray(file.read_bytes())
    content[-3 * 4096 : -2 * 4096] = bytes(4096)
    content[-60 * 4096 : -59 * 4096] = b"\xff" * 4096
    file.write_bytes(content)
    engine = make_engine(url)
    assert any("damaged" in fault for fault in find_schema_faults(engine, deep=True))
    engine.dispose()
