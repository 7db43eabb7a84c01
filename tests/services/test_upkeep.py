"""Rows against files: what is missing or altered is named, what nobody names is swept."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.office import Office, stored_keys
from youcheng.domain.attachments import Attachment
from youcheng.services.ports_files import file_key, new_folder
from youcheng.services.upkeep import SETTLED, find_damage, find_orphans, sweep_orphans


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


def attached(office: Office) -> Attachment:
    paper = office.send()
    with office.services.records.read() as uow:
        return uow.attachments.of(paper.submission)[0]


def put(office: Office, content: bytes, folder: str) -> str:
    key = file_key(folder, hashlib.sha256(content).hexdigest())
    office.services.files.put(key, office.write_file(content))
    return key


def settle(office: Office) -> None:
    """Files are as old as the real clock says: let the office's be past their hour."""
    office.now = datetime.now(UTC) + SETTLED + timedelta(minutes=1)


def test_rows_and_files_of_a_submission_match(office: Office) -> None:
    attached(office)
    settle(office)
    assert find_damage(office.services, deep=True) == ()
    assert find_orphans(office.services) == ()


def test_a_missing_file_is_named(office: Office) -> None:
    row = attached(office)
    office.services.files.delete(row.key)
    (found,) = find_damage(office.services)
    assert (found.attachment.id, found.what) == (row.id, "missing")


def test_a_file_that_no_row_names_is_swept_once_it_is_old_enough(office: Office) -> None:
    row = attached(office)
    orphan = put(office, b"left over", row.key.partition("/")[0])
    other = put(office, b"left over", new_folder())
    office.now = datetime.now(UTC)
    assert find_orphans(office.services) == ()
    settle(office)
    assert {one.key for one in find_orphans(office.services)} == {orphan, other}
    assert sweep_orphans(office.services) == 2
    assert sweep_orphans(office.services) == 0
    kept = stored_keys(office.services.files)
    assert row.key in kept
    assert kept.isdisjoint({orphan, other})
    assert find_damage(office.services) == ()
