"""An office over the records of a running site, a day behind its clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.conftest import Site
from tests.services.office import Office
from youcheng.bootstrap import build_services, database_url
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine


@contextmanager
def office_behind(site: Site, folder: Path) -> Iterator[Office]:
    """The office; `folder` is for its own files."""
    settings = Settings(var=site.log.parent / "var", public_url=site.address)
    url, engine = database_url(settings), make_engine(database_url(settings))
    services = build_services(settings, engine, wake=lambda: None)
    files: Any = services.files
    made = Office(url, files, folder)
    made.now = datetime.now(UTC) - timedelta(days=1)
    made.services = replace(services, clock=lambda: made.now)
    yield made
    made.engine.dispose()
    engine.dispose()
