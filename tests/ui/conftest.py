"""What the tests of the desk's pages share: an office whose services are those of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.services.office import Office, open_office


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    """An office over a database of its own."""
    with open_office(databases, "sqlite", tmp_path) as office:
        yield office
