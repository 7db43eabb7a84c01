"""A backup: one consistent copy of the records, every file that they name, and a manifest.

Neither the erasure list nor the server's secret is ever in it: the list must outlive the records
that it is applied to, and a secret beside what it protects protects nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from youcheng.services.ports import Files
from youcheng.services.ports_files import is_key
from youcheng.storage.record_dumps import NAMES

MANIFEST: Final = "manifest.json"
FILES: Final = "files"
"""The folder of the submissions' files in a backup."""
TAR: Final = ".tar"
_CHUNK: Final = 1024 * 1024


class BackupBroken(Exception):  # noqa: N818 -- says what the backup is
    """The backup is not what was backed up, or cannot be read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class BackedUpFile:
    """One file: its key (which holds its SHA-256), bytes, and whose it is."""

    key: str
    bytes: int
    submission: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: when the copy of the records was made (aware).
        version: version of the program.
        engine: kind of database.
        revision: revision of its tables.
        submissions: how many there are, drafts and what is erased included.
        log_sequence, log_hash: the end of the log.
        erasures: how many lines the erasure list had.
        records_bytes, records_sha256: of the file with the records.
        files: what the rows name.
        absent: keys of files that rows name and that the store did not hold whole.
        format: counts the shape of this file.
    """

    made_at: datetime
    version: str
    engine: Literal["sqlite", "postgresql"]
    revision: str
    submissions: int
    log_sequence: int
    log_hash: str
    erasures: int
    records_bytes: int
    records_sha256: str
    files: tuple[BackedUpFile, ...]
    absent: tuple[str, ...] = ()
    format: Literal[1] = 1


MANIFESTS: Final = TypeAdapter(Manifest)
"""Reads and writes manifests."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that can be read: where its parts lie, and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def records(self) -> Path:
        """The file with the records."""
        return self.folder / NAMES[self.manifest.engine]

    def check(self) -> None:
        """Return if every part is there and is what was backed up.

        Raises:
            BackupBroken: one is not.
        """
        manifest = self.manifest
        _check_part(self.records, manifest.records_bytes, manifest.records_sha256)
        for one in manifest.files:
            if not is_key(one.key):
                raise BackupBroken(f"{MANIFEST}: {one.key!r} is no file's key")
            _check_part(self.folder / FILES / one.key, one.bytes, one.key.rpartition("/")[2])

    def put_files(self, files: Files, *, without: Container[str]) -> int:
        """Put the files into the store, but for those of the submissions `without`; return how
        many. It may be repeated.

        Raises:
            StoreDown: the store does not answer.
        """
        wanted = [one for one in self.manifest.files if one.submission not in without]
        for one in wanted:
            files.put(one.key, self.folder / FILES / one.key)
        return len(wanted)


@contextmanager
def open_backup(path: Path, scratch: Path) -> Iterator[Backup]:
    """The backup at `path`, a folder or a tar file; a tar file is unpacked in `scratch`.

    Raises:
        BackupBroken: it cannot be read.
    """
    if path.is_dir():
        yield Backup(path, _read_manifest(path))
        return
    with tempfile.TemporaryDirectory(prefix="restore-", dir=scratch) as folder:
        _unpack(path, Path(folder))
        yield Backup(Path(folder), _read_manifest(Path(folder)))


def _unpack(path: Path, folder: Path) -> None:
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                # Only files, under names that a backup has: nothing is written anywhere else.
                parts = tar.extractfile(member) if member.isreg() else None
                if parts is None or not _is_part(member.name):
                    raise BackupBroken(f"{path}: {member.name!r} is no part of a backup")
                target = folder / member.name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with target.open("xb") as file:
                    shutil.copyfileobj(parts, file, _CHUNK)
    except (tarfile.TarError, FileExistsError) as error:
        raise BackupBroken(f"{path} is no backup, or is cut off: {error}") from error


def _is_part(name: str) -> bool:
    return name in {MANIFEST, *NAMES.values()} or (
        name.startswith(f"{FILES}/") and is_key(name.removeprefix(f"{FILES}/"))
    )


def _read_manifest(folder: Path) -> Manifest:
    try:
        return MANIFESTS.validate_json((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise BackupBroken(f"{folder} is no backup: it has no {MANIFEST}") from error
    except ValidationError as error:
        raise BackupBroken(
            f"{MANIFEST} cannot be read: it is damaged, or of a newer version"
        ) from error


def _check_part(path: Path, size: int, sha256: str) -> None:
    try:
        same = path.stat().st_size == size and digest_of(path) == sha256
    except OSError as error:
        raise BackupBroken(f"{path.name} cannot be read: {error.strerror}") from error
    if not same:
        raise BackupBroken(f"{path.name} is not what was backed up: its SHA-256 differs")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
