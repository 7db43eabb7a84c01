"""One consistent copy of all records in a file while the site goes on, and back again.

SQLite: ``VACUUM INTO``, which other writers do not disturb and which takes no deleted bytes along;
the file is a database that any SQLite opens. PostgreSQL: ``pg_dump`` of our tables on an exported
snapshot; the file is its custom format. Putting records back is one transaction in both.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, NullPool, create_engine, inspect, text

from youcheng.storage.engine import sqlite_url
from youcheng.storage.rules import function_statements
from youcheng.storage.schema import METADATA

NAMES: Final[Mapping[str, str]] = {
    "sqlite": "records.sqlite3",
    "postgresql": "records.pgdump",
}
"""What the file is called, by the kind of database."""

_REVISION: Final = "alembic_version"
_WAIT_SECONDS: Final = 15


class DumpFailed(Exception):  # noqa: N818 -- says what the dump did
    """The records could not be copied or put back; the message says why, in one line."""


@contextmanager
def dump_records(engine: Engine, file: Path) -> Iterator[Connection]:
    """Copy all records into a new `file`; gives a connection that reads exactly what is in it.

    Raises:
        DumpFailed: it cannot be done.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    if engine.dialect.name == "sqlite":
        _vacuum_into(_file_of(engine), file)
        copy = create_engine(sqlite_url(file), poolclass=NullPool)
        with copy.connect() as connection:
            yield connection
        return
    with engine.connect() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        tables = [f"--table={name}" for name in (*_tables(), _REVISION)]
        _run(
            engine,
            ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"],
            [f"--snapshot={snapshot}", f"--file={file}", *tables, f"--dbname={_address(engine)}"],
        )
        yield connection


def load_records(engine: Engine, file: Path) -> None:
    """Put the records of `file` in place of all that the database holds, or change nothing.

    Nobody else is to use the database meanwhile; the triggers come with the next migration.

    Raises:
        DumpFailed: it cannot be done.
    """
    engine.dispose()
    if engine.dialect.name == "sqlite":
        _copy_pages(file, _file_of(engine))
        return
    script = _run(engine, ["pg_restore", "--no-owner", "--no-privileges"], ["--file=-", str(file)])
    ours = ", ".join((*_tables(), _REVISION))
    before = (
        f"SET lock_timeout = '{_WAIT_SECONDS}s';",
        f"DROP TABLE IF EXISTS {ours} CASCADE;",
        *(f"{statement};" for statement in function_statements()),
    )
    _run(
        engine,
        ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"],
        ["--output=/dev/null", f"--dbname={_address(engine)}"],
        given="\n".join(before).encode() + b"\n" + script,
    )


def count_submissions(engine: Engine) -> int:
    """How many submissions the database holds; 0 also when it has no tables yet."""
    if engine.dialect.name == "sqlite" and not _file_of(engine).exists():
        return 0
    with engine.connect() as connection:
        if not inspect(connection).has_table("submission"):
            return 0
        return int(connection.execute(text("SELECT count(*) FROM submission")).scalar_one())


def _tables() -> Sequence[str]:
    return [table.name for table in METADATA.sorted_tables]


def _file_of(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def _vacuum_into(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source, timeout=_WAIT_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise DumpFailed(f"the records could not be copied: {error}") from error
    target.chmod(0o600)


def _copy_pages(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source)) as given,
            closing(sqlite3.connect(target, timeout=_WAIT_SECONDS)) as taken,
        ):
            taken.execute("PRAGMA journal_mode=WAL")
            taken.execute("PRAGMA synchronous=FULL")
            given.backup(taken)
    except sqlite3.Error as error:
        raise DumpFailed(f"the records could not be put back: {error}") from error


def _address(engine: Engine) -> str:
    """The database's address for the client programs; its password is nobody's to read in a list
    of processes."""
    url = engine.url.set(drivername="postgresql", password=None)
    return url.render_as_string(hide_password=False)


def _run(
    engine: Engine, program: Sequence[str], arguments: Sequence[str], *, given: bytes = b""
) -> bytes:
    """Run one of PostgreSQL's client programs; return what it wrote."""
    if shutil.which(program[0]) is None:
        raise DumpFailed(
            f"{program[0]} is not installed: it comes with PostgreSQL's client programs "
            "(Debian: postgresql-client)"
        )
    environment = dict(os.environ)
    if engine.url.password:
        environment["PGPASSWORD"] = str(engine.url.password)
    done = subprocess.run(
        [*program, *arguments], input=given, capture_output=True, env=environment, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise DumpFailed(f"{program[0]} failed: {said[0]}")
    return done.stdout
