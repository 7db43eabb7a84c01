"""One process at a time, by a lock of PostgreSQL."""

from __future__ import annotations

from sqlalchemy import text

from tests.databases import Databases
from youcheng.storage.engine import make_engine
from youcheng.storage.exclusive import Exclusive

LOCK = 7


def test_the_second_waits_for_the_first_and_for_no_other_lock(databases: Databases) -> None:
    url = databases.create("postgresql")
    engines = [make_engine(url), make_engine(url)]
    with Exclusive(engines[0], LOCK) as first, Exclusive(engines[1], LOCK) as second:
        assert first.take()
        assert first.take()
        assert not second.take()
        assert not second.is_held()
        with Exclusive(engines[1], LOCK + 1) as other:
            assert other.take()
        first.release()
        assert second.take()
        assert second.is_held()
    for engine in engines:
        engine.dispose()
    databases.drop(url)


def test_a_lock_whose_connection_broke_is_not_held_and_free_for_the_next(
    databases: Databases,
) -> None:
    url = databases.create("postgresql")
    engines = [make_engine(url), make_engine(url)]
    with Exclusive(engines[0], LOCK) as first, Exclusive(engines[1], LOCK) as second:
        assert first.take()
        with engines[1].connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks "
                    "WHERE locktype = 'advisory' AND objid = :lock"
                ),
                {"lock": LOCK},
            )
        assert not first.is_held()
        assert second.take()
    for engine in engines:
        engine.dispose()
    databases.drop(url)
