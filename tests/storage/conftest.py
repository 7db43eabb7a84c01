"""A database on one of the engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.databases import Databases, engine_of
from youcheng.storage.unit_of_work import SqlRecords


@pytest.fixture
def url(databases: Databases, engine_name: str) -> Iterator[str]:
    """A database at today's tables."""
    url = databases.create(engine_name)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_url(databases: Databases, engine_name: str) -> Iterator[str]:
    """A database without a table."""
    url = databases.create(engine_name, empty=True)
    yield url
    databases.drop(url)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = engine_of(url)
    yield engine
    engine.dispose()


@pytest.fixture
def records(engine: Engine) -> SqlRecords:
    return SqlRecords(engine)
