"""What the commands work on: this installation's settings, database and services."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from youcheng.bootstrap import build_services, database_file, get_engine, with_settings
from youcheng.commands.failures import CommandFailed
from youcheng.services.ports import Services
from youcheng.settings import Settings, get_settings
from youcheng.storage.migration import check_schema


@dataclass(frozen=True, slots=True)
class Site:
    """An installation whose database is at today's revision."""

    settings: Settings
    engine: Engine
    services: Services


def open_site() -> Site:
    """The installation that the settings describe; nothing is migrated.

    Raises:
        CommandFailed, SchemaOutdated: there is no database yet, or it is not at today's revision.
    """
    settings = get_settings()
    require_database(settings)
    engine = get_engine()
    check_schema(engine)
    return Site(settings, engine, with_settings(build_services(settings, engine)))


def require_database(settings: Settings) -> None:
    """Return unless the database is a file that is not there: looking must not make it.

    Raises:
        CommandFailed: it is not there.
    """
    file = database_file(settings)
    if file is not None and not file.exists():
        raise CommandFailed(
            f"there is no database at {file}: start the site or run `python -m youcheng migrate`, "
            "or set YOUCHENG_VAR"
        )
