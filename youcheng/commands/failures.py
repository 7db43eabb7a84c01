"""What may go wrong with a command, in one line each; anything else is a fault of the program."""

from __future__ import annotations

from typing import Final

from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from youcheng.content.problems import ContentError
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.settings import SettingsError
from youcheng.storage.backups import BackupBroken
from youcheng.storage.migration import SchemaOutdated
from youcheng.storage.record_dumps import DumpFailed
from youcheng.storage.secret import SecretUnfit


class CommandFailed(Exception):  # noqa: N818 -- says what the command did
    """A command cannot do its work; the message says why and what to do, in one line."""


EXPECTED: Final = (
    BackupBroken,
    CommandError,
    CommandFailed,
    ContentError,
    DumpFailed,
    OSError,
    SchemaOutdated,
    SecretUnfit,
    SettingsError,
    SQLAlchemyError,
    StoreBusy,
    StoreDown,
)
"""Every failure that an operator is told of without a traceback."""


def explain(error: BaseException) -> str:
    """What is said of an expected failure."""
    match error:
        case StoreBusy():
            return f"{error}: try again"
        case StoreDown():
            return f"the file store does not answer ({error}): see the settings YOUCHENG_S3_*"
        case DBAPIError():
            return f"the database cannot be used: {_first_line(error.orig)}"
        case CommandError():
            return (
                f"the database is of a newer version of the program, or of another program: {error}"
            )
        case OSError() if error.filename:
            return f"{error.filename}: {error.strerror}"
        case SQLAlchemyError():
            return f"YOUCHENG_DATABASE_URL: {_first_line(error)}"
        case _:
            return str(error)


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
