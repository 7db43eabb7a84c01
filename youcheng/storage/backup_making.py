"""Makes a backup while the site goes on.

It stands under its name only once it is whole and durable, and only its owner reads it.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, Engine, func, select

from youcheng.domain.attachments import Attachment
from youcheng.domain.audit import Head
from youcheng.services.ports import Files
from youcheng.services.ports_files import FileMissing
from youcheng.storage.backups import (
    FILES,
    MANIFEST,
    MANIFESTS,
    TAR,
    BackedUpFile,
    Manifest,
    digest_of,
)
from youcheng.storage.disk import sync_file, sync_folder
from youcheng.storage.log_records import LogRecords
from youcheng.storage.migration import current_revision
from youcheng.storage.record_dumps import NAMES, dump_records
from youcheng.storage.submission_records import AttachmentRecords
from youcheng.storage.tables import SubmissionRow

_ROUNDS: Final = 10
"""Copies of the records at most, while files that one names go away before they are copied."""


def make_backup(
    engine: Engine,
    files: Files,
    target: Path,
    *,
    version: str,
    erasures: int,
    clock: Callable[[], datetime],
) -> Manifest:
    """Back up records and files into the new `target` while the site goes on.

    Args:
        engine, files: of the site.
        target: what ends in ``.tar`` becomes one file, everything else a folder.
        version: of the program.
        erasures: how many lines the erasure list has.
        clock: the server's clock.

    Raises:
        DumpFailed, StoreDown, OSError, sqlalchemy.exc.SQLAlchemyError: it could not be done; there
            is nothing under `target` then.
    """
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    folder = partial.with_suffix(".folder") if target.suffix == TAR else partial
    try:
        folder.mkdir(mode=0o700)
        copied = _copy_all(engine, files, folder, clock)
        manifest = _describe(copied, folder, version=version, erasures=erasures)
        with (folder / MANIFEST).open("xb") as file:
            file.write(MANIFESTS.dump_json(manifest, indent=1))
        _sync(folder)
        if folder is not partial:
            _pack(folder, partial)
        if target.exists():
            raise FileExistsError(f"{target} was made by somebody else meanwhile")
        partial.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if partial.is_file():
            partial.unlink()
    return manifest


@dataclass(frozen=True, slots=True)
class _Copied:
    """What one copy of the records holds.

    Attributes:
        made_at: a moment before it was made.
        engine: kind of database.
        rows: of files.
        absent: keys of files that could not be copied whole.
        revision, submissions, head: as they stand in the copy.
    """

    made_at: datetime
    engine: Literal["sqlite", "postgresql"]
    rows: tuple[Attachment, ...]
    absent: frozenset[str]
    revision: str
    submissions: int
    head: Head


def _copy_all(engine: Engine, files: Files, folder: Path, clock: Callable[[], datetime]) -> _Copied:
    """Copy the records, and every file that this copy names.

    A file that goes away after the records were copied is not named by the next copy of them; what
    two copies in a row name and the store does not hold is damage.
    """
    absent: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        copied = _copy_records(engine, folder, clock)
        found = frozenset(row.key for row in copied.rows if not _copy(files, row, folder))
        copied = replace(copied, absent=found)
        if found <= absent:
            break
        absent = found
    _remove_unnamed(folder, {row.key for row in copied.rows})
    return copied


def _copy_records(engine: Engine, folder: Path, clock: Callable[[], datetime]) -> _Copied:
    kind: Literal["sqlite", "postgresql"] = (
        "sqlite" if engine.dialect.name == "sqlite" else "postgresql"
    )
    file = folder / NAMES[kind]
    file.unlink(missing_ok=True)
    made_at = clock()
    with dump_records(engine, file) as connection:
        found = connection.execute(select(func.count()).select_from(SubmissionRow))
        return _Copied(
            made_at=made_at,
            engine=kind,
            rows=_rows(connection),
            absent=frozenset(),
            revision=current_revision(connection),
            submissions=found.scalar_one(),
            head=LogRecords(connection, writes=False).head(),
        )


def _rows(connection: Connection) -> tuple[Attachment, ...]:
    attachments = AttachmentRecords(connection)
    rows: list[Attachment] = []
    while page := attachments.all(after=rows[-1].id if rows else ""):
        rows += page
    return tuple(rows)


def _describe(copied: _Copied, folder: Path, *, version: str, erasures: int) -> Manifest:
    records = folder / NAMES[copied.engine]
    return Manifest(
        made_at=copied.made_at,
        version=version,
        engine=copied.engine,
        revision=copied.revision,
        submissions=copied.submissions,
        log_sequence=copied.head.sequence,
        log_hash=copied.head.hash,
        erasures=erasures,
        records_bytes=records.stat().st_size,
        records_sha256=digest_of(records),
        files=tuple(
            BackedUpFile(row.key, row.bytes, row.submission)
            for row in copied.rows
            if row.key not in copied.absent
        ),
        absent=tuple(sorted(copied.absent)),
    )


def _copy(files: Files, row: Attachment, folder: Path) -> bool:
    """Copy a file unless it is there already; return whether it is there, whole."""
    target = folder / FILES / row.key
    if target.exists():
        return True
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with target.open("xb") as file:
            for chunk in files.read(row.key):
                digest.update(chunk)
                file.write(chunk)
    except FileMissing:
        target.unlink()
        return False
    if digest.hexdigest() != row.sha256:
        target.unlink()
        return False
    return True


def _remove_unnamed(folder: Path, named: set[str]) -> None:
    for path in (folder / FILES).glob("*/*"):
        if f"{path.parent.name}/{path.name}" not in named:
            path.unlink()


def _sync(folder: Path) -> None:
    """Make everything in `folder` durable, and readable by its owner alone."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            with path.open("rb+") as file:
                sync_file(file)
        else:
            path.chmod(0o700)
            sync_folder(path)
    sync_folder(folder)


def _pack(folder: Path, target: Path) -> None:
    target.touch(mode=0o600, exist_ok=False)
    with target.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    tar.add(path, str(path.relative_to(folder)))
        sync_file(file)
