"""What the tests of the desk's pages share: an office whose services are those of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.services.office import Office, run_office
from youcheng.storage.files import open_files


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    """An office over a database of its own."""
    url = databases.create("sqlite")
    with run_office(url, open_files(tmp_path / "files", None), tmp_path) as office:
        yield office
    databases.drop(url)
