"""What the tests of pasted texts share: an office over a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.services.office import Office, open_office


@pytest.fixture
def office(engine_name: str, databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, engine_name, tmp_path) as office:
        yield office


@pytest.fixture
def sqlite_office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office
