"""Databases for tests on both engines, each at today's tables and as good as new."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Engine

from tests.storage_servers import Postgres
from youcheng.storage.engine import make_engine, sqlite_url
from youcheng.storage.migration import migrate

ENGINES: Final = ("sqlite", "postgresql")

_EMPTY: Final = """
SET lock_timeout = '2s';
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('alembic_version', 'legal_move', 'log_head')
    LOOP EXECUTE format('DELETE FROM %I', one); END LOOP;
END $$;
UPDATE log_head SET sequence = 0, hash = repeat('0', 64);
"""
_SHAPE: Final = """
SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
    SELECT concat(attrelid::regclass, attname, atttypid, attnotnull) AS line
        FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat(pg_get_triggerdef(oid), tgenabled) FROM pg_trigger
        WHERE NOT tgisinternal
    UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT to_json(legal_move)::text FROM legal_move
    UNION ALL SELECT to_json(alembic_version)::text FROM alembic_version
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'
) AS lines
"""
"""What a test may not have changed in a database that another one is given."""


class Databases:
    """Gives databases of their own to whoever asks.

    They go round. Emptying one of PostgreSQL takes a tenth of what making one does; and an engine
    that knows the address has compiled most statements already.

    Args:
        folder: where the files of SQLite lie.
        postgres: gives the running PostgreSQL; called when the first one is asked for.
    """

    def __init__(self, folder: Path, postgres: Callable[[], Postgres]) -> None:
        self._folder = folder
        self._postgres = postgres
        self._free: list[str] = []
        self._free_files: list[Path] = []
        self._shape = ""

    def create(self, engine: str, *, empty: bool = False) -> str:
        """The URL of a database on `engine`, with today's tables or with none at all."""
        if engine == "postgresql":
            return self._on_postgres(empty)
        named = self._folder / f"{secrets.token_hex(8)}.sqlite3"
        file = self._free_files.pop() if self._free_files else named
        if not empty:
            template = self._folder / "template.sqlite3"
            if not template.exists():
                _prepare(sqlite_url(template))
            shutil.copyfile(template, file)
        return sqlite_url(file)

    def drop(self, url: str) -> None:
        """Take a database back; nobody uses it any more."""
        if url.startswith("postgresql"):
            if self._is_as_new(url):
                self._free.append(url)
            else:
                self._postgres().drop(url)
            return
        file = Path(url.removeprefix("sqlite:///"))
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        self._free_files.append(file)

    def _on_postgres(self, empty: bool) -> str:
        if empty:
            return self._postgres().create()
        if self._free:
            return self._free.pop()
        url = self._postgres().create(_prepare)
        if not self._shape:
            with psycopg.connect(url) as connection:
                self._shape = _shape(connection)
        return url

    def _is_as_new(self, url: str) -> bool:
        """Empty the tables; whether nothing else differs from a new database."""
        try:
            with psycopg.connect(url) as connection:
                connection.execute(_EMPTY)
                return _shape(connection) == self._shape
        except psycopg.Error:
            return False


@lru_cache(maxsize=32)
def engine_of(url: str) -> Engine:
    """The engine of a database, the same one when its address comes again; dispose of it when what
    it is taken for is over."""
    return make_engine(url)


def _shape(connection: psycopg.Connection[tuple[object, ...]]) -> str:
    row = connection.execute(_SHAPE).fetchone()
    return "" if row is None else str(row[0])


def _prepare(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
