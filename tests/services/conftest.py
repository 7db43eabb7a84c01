"""An office over a database, with its files in a folder unless a module says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.services.office import Office, run_office
from youcheng.storage.engine import sqlite_url
from youcheng.storage.files import FolderFiles, S3Files, open_files


@pytest.fixture
def store(request: pytest.FixtureRequest, engine_name: str) -> str:
    """Where files lie: in a folder; in a module with `ON_BOTH_STORES`, on S3 beside PostgreSQL."""
    both = getattr(request.module, "ON_BOTH_STORES", False)
    return "s3" if both and engine_name == "postgresql" else "folder"


@pytest.fixture
def files(request: pytest.FixtureRequest, store: str, tmp_path: Path) -> FolderFiles | S3Files:
    bucket = request.getfixturevalue("s3_settings") if store == "s3" else None
    return open_files(tmp_path / "files", bucket)


@pytest.fixture
def office(
    engine_name: str,
    databases: Databases,
    files: FolderFiles | S3Files,
    tmp_path: Path,
) -> Iterator[Office]:
    url = databases.create(engine_name)
    with run_office(url, files, tmp_path) as office:
        yield office
    databases.drop(url)


@pytest.fixture
def sqlite_office(
    databases: Databases, files: FolderFiles | S3Files, tmp_path: Path
) -> Iterator[Office]:
    """An office in one folder, the file of its database included."""
    source = Path(databases.create("sqlite").removeprefix("sqlite:///"))
    url = sqlite_url(source.rename(tmp_path / "records.sqlite3"))
    with run_office(url, files, tmp_path) as office:
        yield office
