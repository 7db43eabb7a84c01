"""What was withdrawn, expired or erased: kept where no backup takes it along.

Restoring an old backup would bring back what somebody has taken back since. The list is kept apart
from the records so that it survives the restoring and is applied again after it. On one machine it
is a file with a line for each; where replicas share a bucket, a folder in it.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

import obstore
from obstore.exceptions import AlreadyExistsError

from youcheng.storage.disk import sync_folder
from youcheng.storage.files import S3Settings, make_s3_store, store_failures

BUCKET_FOLDER: Final = "erasures"
"""Folder of the bucket, beside the files of submissions."""
_MOMENT: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)_([0-9a-f]{32})_([a-z_]+)")


class ErasureList:
    """`ports.Erasures` in a file: ids, states and times, nothing personal.

    Args:
        file: where the list is; it and its folder are made where they are missing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()

    def note(self, submission: str, what: str, at: datetime) -> None:
        """Write a line; when this returns it survives a loss of power."""
        entry = {"submission": submission, "what": what, "at": at.isoformat()}
        line = f"{json.dumps(entry)}\n".encode()
        with self._lock:
            is_new = not self._file.exists()
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # One write of less than a page to a file opened for appending is never torn by others.
            with self._file.open("a+b", buffering=0) as file:
                if _is_torn(file):
                    line = b"\n" + line
                if file.write(line) != len(line):
                    raise OSError(errno.ENOSPC, "the erasure list could not be written whole")
                os.fsync(file.fileno())
            if is_new:
                sync_folder(self._file.parent)

    def all(self) -> Sequence[tuple[str, str, datetime]]:
        """Every line: id of the submission, what it came to, when. A torn line is left out."""
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                entry = json.loads(line)
                at = datetime.fromisoformat(entry["at"])
                found.append((entry["submission"], entry["what"], at))
            except (ValueError, KeyError, TypeError):
                continue
        return found


class BucketErasures:
    """`ports.Erasures` in a bucket: an object for each, whose name says everything.

    Its methods raise StoreDown where the bucket does not answer or refuses.

    Args:
        settings: where the bucket is.
    """

    def __init__(self, settings: S3Settings) -> None:
        self._store = make_s3_store(settings)

    def note(self, submission: str, what: str, at: datetime) -> None:
        """Write it down; the server answers for keeping it."""
        name = f"{at.astimezone(UTC).strftime(_MOMENT)}_{submission}_{what}"
        if not _NAME.fullmatch(name):
            raise ValueError("an erasure names a submission's id and a review state")
        # Not empty, since some servers take an empty object for a folder.
        with store_failures(), suppress(AlreadyExistsError):
            obstore.put(self._store, f"{BUCKET_FOLDER}/{name}", b"1", mode="create")

    def all(self) -> Sequence[tuple[str, str, datetime]]:
        """Id of the submission, what it came to and when of each, the oldest first."""
        with store_failures():
            names = [
                meta["path"].removeprefix(f"{BUCKET_FOLDER}/")
                for page in obstore.list(self._store, BUCKET_FOLDER)
                for meta in page
            ]
        noted = [found.groups() for name in sorted(names) if (found := _NAME.fullmatch(name))]
        return [
            (submission, what, datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC))
            for moment, submission, what in noted
        ]


def _is_torn(file: BinaryIO) -> bool:
    """Whether the last line has no end: a full disk has cut it off."""
    end = file.seek(0, os.SEEK_END)
    return end > 0 and os.pread(file.fileno(), 1, end - 1) != b"\n"
