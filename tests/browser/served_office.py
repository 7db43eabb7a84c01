"""Offices over the records of a running site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.browser.breakable_site import BreakableSite
from tests.conftest import Site
from tests.services.office import Office
from youcheng.bootstrap import build_services, database_url
from youcheng.services.ports import Services
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine


@contextmanager
def office_of(site: BreakableSite, folder: Path) -> Iterator[Office]:
    """An office with a clock of its own; `folder` is for its own files."""
    settings = Settings(var=site.var, public_url=site.address)
    with _office(settings, site.services, folder) as made:
        yield made


@contextmanager
def office_behind(site: Site, folder: Path) -> Iterator[Office]:
    """An office that is a day behind the site's clock; `folder` is for its own files."""
    settings = Settings(var=site.log.parent / "var", public_url=site.address)
    engine = make_engine(database_url(settings))
    try:
        services = build_services(settings, engine, wake=lambda: None)
        with _office(settings, services, folder) as made:
            made.now = datetime.now(UTC) - timedelta(days=1)
            yield made
    finally:
        engine.dispose()


@contextmanager
def _office(settings: Settings, services: Services, folder: Path) -> Iterator[Office]:
    files: Any = services.files
    made = Office(database_url(settings), files, folder)
    made.services = replace(services, clock=lambda: made.now)
    try:
        yield made
    finally:
        made.engine.dispose()
