from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from youcheng.content.loader import read_content
from youcheng.content.models import Content
from youcheng.content.problems import ContentError
from youcheng.paths import DATA


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(DATA)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("locale", "world_*", "nanhai*"))
    return folder


@pytest.fixture
def change(copy: Path) -> Callable[[str, str, str], None]:
    """Replace the first `old` in a file of the copy by `new`; it must be there."""

    def replace(file: str, old: str, new: str) -> None:
        path = copy / file
        body = path.read_text(encoding="utf-8")
        assert old in body, f"{file} no longer holds {old!r}"
        path.write_text(body.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def faults(copy: Path) -> Callable[[], list[str]]:
    """Read the copy and return the lines of the error, without its first."""

    def read() -> list[str]:
        try:
            read_content(copy)
        except ContentError as error:
            return str(error).splitlines()[1:]
        return []

    return read
