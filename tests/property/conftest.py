"""What the tests of pasted texts share: an office over either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ENGINES, Databases
from tests.services.office import Office, run_office
from youcheng.storage.files import open_files


@pytest.fixture(params=ENGINES)
def office(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[Office]:
    url = databases.create(request.param)
    with run_office(url, open_files(tmp_path / "files"), tmp_path) as office:
        yield office
    databases.drop(url)


@pytest.fixture
def sqlite_office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    url = databases.create("sqlite")
    with run_office(url, open_files(tmp_path / "files"), tmp_path) as office:
        yield office
    databases.drop(url)
