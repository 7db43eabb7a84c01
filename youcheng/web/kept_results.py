"""A folder of results that are costly to make and always the same for the same name."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Final

_LIST: Final = "list.json"


class KeptResults:
    """Results by name in a folder; several threads, and several processes, may use it at once.

    A result counts only if the list, written when all are made, gives its size: what a crash or a
    full disk left behind half-written is made again.

    Attributes:
        folder: where the results lie.
        made: how many had to be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self._lock = Lock()
        self._sizes = self._read()
        folder.mkdir(parents=True, exist_ok=True)

    def get_or_make(self, name: str, make: Callable[[], bytes]) -> Path:
        """Where the result lies; it is made if it was not kept.

        Args:
            name: a file name made of everything that the result depends on.
            make: makes the content; what it raises is raised.
        """
        path = self.folder / name
        if name in self._sizes and _size(path) == self._sizes[name]:
            return path
        content = make()
        self._write(path, content)
        with self._lock:
            self._sizes[name] = len(content)
            self.made += 1
        return path

    def save(self) -> None:
        """Write the list, so that the next start finds what was made."""
        if self.made:
            self._write(self.folder / _LIST, json.dumps(self._sizes).encode())

    def _read(self) -> dict[str, int]:
        try:
            found = json.loads((self.folder / _LIST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, path: Path, content: bytes) -> None:
        number, work = tempfile.mkstemp(prefix=".making-", dir=self.folder)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
            Path(work).replace(path)
        except BaseException:
            Path(work).unlink(missing_ok=True)
            raise


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
