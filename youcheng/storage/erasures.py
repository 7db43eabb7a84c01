"""What was withdrawn, expired or erased: one line each in a file that no backup takes along.

Restoring an old backup would bring back what somebody has taken back since. The list is kept apart
from the records so that it survives the restoring and is applied again after it.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from youcheng.storage.disk import sync_folder


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


def _is_torn(file: BinaryIO) -> bool:
    """Whether the last line has no end: a full disk has cut it off."""
    end = file.seek(0, os.SEEK_END)
    return end > 0 and os.pread(file.fileno(), 1, end - 1) != b"\n"
