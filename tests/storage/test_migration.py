"""Migrations on both engines: to today's tables from nothing, again, at once, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.at_once import at_once
from tests.databases import Databases
from tests.storage.samples import a_submission
from youcheng.domain.states import SubmissionKind
from youcheng.storage.engine import make_engine
from youcheng.storage.migration import (
    SchemaOutdated,
    check_schema,
    latest_revision,
    migrate,
)
from youcheng.storage.rows import submission_values
from youcheng.storage.schema import METADATA
from youcheng.storage.tables import SubmissionRow

Constraints = dict[str, dict[str, str]]


@contextmanager
def connected(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    with connected(empty_url) as engine:
        yield engine


def triggers(engine: Engine) -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return set(connection.execute(text(query)).scalars())


def constraints(engine: Engine) -> Constraints:
    found = inspect(engine)
    return {
        table: {str(one["name"]): one["sqltext"] for one in found.get_check_constraints(table)}
        for table in found.get_table_names()
        if table in METADATA.tables
    }


def test_replicas_take_a_database_of_their_next_version_and_none_of_an_earlier(
    empty: Engine,
) -> None:
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'next'"))
    check_schema(empty, newer=True)
    with pytest.raises(SchemaOutdated, match="next"):
        check_schema(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(SchemaOutdated, match="0001"):
        check_schema(empty, newer=True)


def test_an_empty_database_comes_to_todays_tables_and_stays_there(empty: Engine) -> None:
    with pytest.raises(SchemaOutdated, match="python -m youcheng migrate"):
        check_schema(empty)
    assert migrate(empty) == latest_revision() != ""
    check_schema(empty)
    tables = set(inspect(empty).get_table_names())
    assert tables == {*METADATA.tables, "alembic_version"}
    before = triggers(empty)
    assert migrate(empty) == latest_revision()
    assert triggers(empty) == before


def test_migrations_and_tables_describe_the_same_schema(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_a_column_that_no_migration_made_is_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE tombstone ADD COLUMN note TEXT"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) != []


def test_migrated_constraints_are_those_of_the_tables(engine: Engine, empty: Engine) -> None:
    METADATA.create_all(empty)
    described = constraints(empty)
    assert sum(map(len, described.values())) >= 11
    assert constraints(engine) == described


def test_the_rules_are_there_again_after_a_way_back(engine: Engine) -> None:
    before = triggers(engine)
    assert before
    assert migrate(engine, "base") == ""
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert triggers(engine) == before
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM legal_move")).scalar_one() > 100
        assert connection.execute(text("SELECT sequence FROM log_head")).all() == [(0,)]


def test_three_may_migrate_one_database_at_once(databases: Databases, engine_name: str) -> None:
    for _ in range(3):
        url = databases.create(engine_name, empty=True)
        with ExitStack() as stack:
            engines = [stack.enter_context(connected(url)) for _ in range(3)]
            outcomes = at_once(*[lambda one=one: migrate(one) for one in engines])
            assert outcomes == [latest_revision()] * 3
            check_schema(engines[0])
        databases.drop(url)


def test_migrating_again_keeps_the_end_of_the_log(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE log_head SET sequence = 7"))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT sequence FROM log_head")).all() == [(7,)]


def test_what_is_stored_stays_when_batches_come(empty: Engine) -> None:
    migrate(empty, "0002")
    values = submission_values(a_submission())
    del values["batch"], values["request"]
    with empty.begin() as connection:
        connection.execute(insert(SubmissionRow), values)
    assert migrate(empty) == latest_revision()
    batch = submission_values(a_submission(kind=SubmissionKind.BATCH))
    with empty.begin() as connection:
        connection.execute(insert(SubmissionRow), batch)
        found = connection.execute(select(SubmissionRow.__table__)).all()
    stored = {row.id: (row.kind, row.code, row.batch) for row in found}
    assert stored == {one["id"]: (one["kind"], one["code"], "") for one in (values, batch)}
    # A batch goes its own way; no constraint of before is left that would stop it, nor is any lost.
    moved = update(SubmissionRow).where(SubmissionRow.id == batch["id"])
    with empty.begin() as connection:
        connection.execute(moved.values(review="processing"))
    with pytest.raises(IntegrityError), empty.begin() as connection:
        connection.execute(moved.values(visibility="public"))
