"""Files that were altered in their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.office import Office
from youcheng.services.upkeep import find_damage


@pytest.mark.parametrize("what", ["size", "content"])
def test_an_altered_file_is_named(sqlite_office: Office, tmp_path: Path, what: str) -> None:
    paper = sqlite_office.send()
    with sqlite_office.services.records.read() as uow:
        row = uow.attachments.of(paper.submission)[0]
    file = tmp_path / "files" / row.key
    content = file.read_bytes()
    file.write_bytes(content + b"x" if what == "size" else content[:-1] + b"\x00")
    (found,) = find_damage(sqlite_office.services, deep=what == "content")
    assert (found.attachment.id, found.what) == (row.id, what)
