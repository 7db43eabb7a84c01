"""The list of what has ended, in a bucket that replicas share."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from youcheng.services.ports_files import StoreDown, new_folder
from youcheng.storage.erasures import BucketErasures
from youcheng.storage.files import S3Files, S3Settings

NOON = datetime(2027, 3, 31, 12, 0, 0, 250_000, UTC)


def test_what_one_replica_notes_another_one_reads_in_order(s3_settings: S3Settings) -> None:
    first, second = BucketErasures(s3_settings), BucketErasures(s3_settings)
    assert second.all() == []
    early, late = secrets.token_hex(16), secrets.token_hex(16)
    first.note(late, "erased", NOON)
    second.note(early, "withdrawn", (NOON - timedelta(hours=1)).astimezone(UTC))
    first.note(late, "erased", NOON)  # the same once more is the same
    nanjing = NOON.astimezone(timezone(timedelta(hours=8))) + timedelta(seconds=1)
    first.note(early, "erased", nanjing)
    expected = [
        (early, "withdrawn", NOON - timedelta(hours=1)),
        (late, "erased", NOON),
        (early, "erased", NOON + timedelta(seconds=1)),
    ]
    assert first.all() == expected
    assert second.all() == expected


def test_files_and_the_list_do_not_see_each_other(s3_settings: S3Settings) -> None:
    erasures, files = BucketErasures(s3_settings), S3Files(s3_settings)
    erasures.note(new_folder(), "expired", NOON)
    assert list(files.keys()) == []


@pytest.mark.parametrize(("submission", "what"), [("../other", "erased"), ("0" * 32, "ended/x")])
def test_nothing_but_an_id_and_a_state_is_noted(
    s3_settings: S3Settings, submission: str, what: str
) -> None:
    with pytest.raises(ValueError, match="names a submission"):
        BucketErasures(s3_settings).note(submission, what, NOON)


def test_a_bucket_that_does_not_answer_is_told(s3_settings: S3Settings) -> None:
    away = BucketErasures(replace(s3_settings, endpoint="http://127.0.0.1:9"))
    with pytest.raises(StoreDown):
        away.note(new_folder(), "erased", NOON)
    with pytest.raises(StoreDown):
        away.all()
