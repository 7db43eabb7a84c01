"""Brings a database to today's tables and rules, or says how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from youcheng.storage.engine import WRITES
from youcheng.storage.rules import ensure_rules

_SCRIPTS: Final = Path(__file__).with_name("migrations")
_LOCK: Final = 0x596F7563  # "Youc"


class SchemaOutdated(Exception):  # noqa: N818 -- says what the schema is
    """The database is not at today's revision; the message says what to do."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine, revision: str = "head") -> str:
    """Bring the database to `revision` and its rules up to date; return where it is then.

    May be repeated, and several processes may do it at once: one does the work, the others wait.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Another one's migration may take longer than any writer.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(config, "base")
            return ""
        command.upgrade(config, revision)
        ensure_rules(connection)
        return current_revision(connection)


def current_revision(connection: Connection) -> str:
    """The revision of the database; empty for one without tables."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def latest_revision() -> str:
    """The revision that the tables of this program have."""
    return _scripts().get_current_head() or ""


def known_revisions() -> frozenset[str]:
    """Every revision from which this program can bring a database to its own."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def check_schema(engine: Engine, *, newer: bool = False) -> None:
    """Return if the database is at today's revision.

    Args:
        engine: the database.
        newer: take one of a later version of this program too, as while replicas go over to it:
            a version only ever adds (docs/scaling-out.md).

    Raises:
        SchemaOutdated: it is not.
    """
    with engine.connect() as connection:
        found = current_revision(connection)
    if newer and found and found not in known_revisions():
        return
    if found != latest_revision():
        raise SchemaOutdated(
            f"the database is at revision {found or 'none'}, the program at {latest_revision()}: "
            "run `python -m youcheng migrate`"
        )
