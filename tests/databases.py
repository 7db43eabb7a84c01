"""Databases for tests on both engines, each at today's tables and copied from one made once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.storage_servers import Postgres
from youcheng.storage.engine import make_engine, sqlite_url
from youcheng.storage.migration import migrate

ENGINES: Final = ("sqlite", "postgresql")


class Databases:
    """Gives databases of their own to whoever asks.

    Args:
        folder: where the files of SQLite lie.
        postgres: gives the running PostgreSQL; called when the first one is asked for.
    """

    def __init__(self, folder: Path, postgres: Callable[[], Postgres]) -> None:
        self._folder = folder
        self._postgres = postgres

    def create(self, engine: str, *, empty: bool = False) -> str:
        """The URL of a database on `engine`, with today's tables or with none at all."""
        if engine == "postgresql":
            return self._postgres().create(None if empty else _prepare)
        file = self._folder / f"{secrets.token_hex(8)}.sqlite3"
        if not empty:
            template = self._folder / "template.sqlite3"
            if not template.exists():
                _prepare(sqlite_url(template))
            shutil.copyfile(template, file)
        return sqlite_url(file)

    def drop(self, url: str) -> None:
        """Remove a database; nobody uses it any more."""
        if url.startswith("postgresql"):
            self._postgres().drop(url)
            return
        file = Path(url.removeprefix("sqlite:///"))
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)


def _prepare(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
