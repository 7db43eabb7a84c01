"""Installations with today's tables and nothing in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.installation import Installation
from tests.databases import Databases


@pytest.fixture
def small(databases: Databases, tmp_path: Path) -> Installation:
    """One with SQLite and a folder."""
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    _give_secret(var)
    file = databases.create("sqlite").removeprefix("sqlite:///")
    shutil.move(file, var / "youcheng.sqlite3")
    return Installation(var)


@pytest.fixture
def installation(
    kept_in: str, request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[Installation]:
    """One whose records and files are kept there."""
    if kept_in == "sqlite and folder":
        yield request.getfixturevalue("small")
        return
    url = databases.create("postgresql")
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    _give_secret(var)
    yield Installation(var, url, request.getfixturevalue("s3_settings"))
    databases.drop(url)


def _give_secret(var: Path) -> None:
    file = var / "secret.key"
    file.touch(mode=0o600)
    file.write_text("an installation that has been started holds its secret")
