"""What the tests of pasted texts share: an office over either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ENGINES, Databases
from tests.services.office import Office, open_office


@pytest.fixture(params=ENGINES)
def office(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[Office]:
    with open_office(databases, request.param, tmp_path) as office:
        yield office


@pytest.fixture
def sqlite_office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office
