"""One process at a time: a lock of the database that lasts as long as its connection."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError


class Exclusive:
    """Holds an advisory lock of PostgreSQL, on a connection of its own.

    The server gives the lock to the next one as soon as this process is gone, however it went.

    Args:
        engine: of a PostgreSQL.
        lock: number of the lock.
    """

    def __init__(self, engine: Engine, lock: int) -> None:
        self._engine = engine
        self._lock = lock
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take the lock if nobody has it; return whether it is held now.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer.
        """
        if self._connection is None:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                taken = connection.execute(
                    text("SELECT pg_try_advisory_lock(:lock)"), {"lock": self._lock}
                ).scalar_one()
            except BaseException:
                connection.close()
                raise
            if taken:
                self._connection = connection
            else:
                connection.close()
        return self._connection is not None

    def is_held(self) -> bool:
        """Whether the connection that holds the lock still stands."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def release(self) -> None:
        """Give the lock back; without one it does nothing."""
        connection, self._connection = self._connection, None
        if connection is not None:
            # The pool would keep the connection, and with it the lock.
            connection.invalidate()
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
