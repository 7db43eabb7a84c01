"""The local disk: writes that survive a power failure, and how much room is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def free_space_ok(folder: Path, floor_bytes: int) -> bool:
    """Whether the disk of an existing `folder` has at least `floor_bytes` free for this user."""
    return shutil.disk_usage(folder).free >= floor_bytes


def sync_file(file: BinaryIO) -> None:
    """Make what was written to an open file durable (fsync)."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (fsync): a file's name lies in its folder."""
    with _opened(folder) as descriptor:
        os.fsync(descriptor)


def move_durably(source: Path, target: Path) -> None:
    """Give a finished, synced file its name for good.

    The folder of `target` is made where it is missing; both its names are durable on return. Both
    paths are on one disk. Others may delete in the same folder at the same moment.
    """
    folder = target.parent
    while True:
        try:
            # Not with exist_ok: it looks again, and raises where the folder went in between.
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            source.replace(target)
            break
        except FileNotFoundError:
            # A deletion may have just removed the folder; a missing source is an error.
            source.stat()
    _sync_names(folder)


def delete_durably(path: Path) -> None:
    """Delete a file, and its folder where that is empty now; what is not there is no error."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    with suppress(OSError):  # other files lie in it, or another deletion removed it
        path.parent.rmdir()
    _sync_names(path.parent)


def _sync_names(folder: Path) -> None:
    """Make the names in a folder durable, and its own; a folder that is gone has none."""
    with suppress(FileNotFoundError):
        sync_folder(folder)
    sync_folder(folder.parent)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
