"""Compares the rows of files with the files: none is missing, and none lies there unnamed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from youcheng.domain.attachments import Attachment
from youcheng.services.ports import Services
from youcheng.services.ports_files import FileMissing, StoredFile

SETTLED: Final = timedelta(hours=1)
"""A file is stored before its row is: one that is younger may still get its row."""


Kind = Literal["missing", "size", "content"]


@dataclass(frozen=True, slots=True)
class Damage:
    """A row whose file is not what the row says.

    Attributes:
        attachment: the row.
        what: `missing`, `size` (another number of bytes), `content` (other bytes).
    """

    attachment: Attachment
    what: Kind


def find_damage(services: Services, /, *, deep: bool = False) -> tuple[Damage, ...]:
    """Rows whose file is missing or has another size, or with `deep` another SHA-256.

    Raises:
        StoreDown: the file store does not answer.
    """
    stored = {one.key: one.size for one in services.files.keys()}  # noqa: SIM118 -- a listing
    found = []
    for row in _rows(services):
        what = _damage(services, row, stored.get(row.key), deep=deep)
        # What is damaged only because its row has gone meanwhile is none.
        if what is not None and _is_there(services, row):
            found.append(Damage(row, what))
    return tuple(found)


def _damage(services: Services, row: Attachment, size: int | None, *, deep: bool) -> Kind | None:
    if size is None:
        # The file may have come after the listing.
        return None if services.files.exists(row.key) else "missing"
    if size != row.bytes:
        return "size"
    if not deep:
        return None
    digest = hashlib.sha256()
    try:
        for chunk in services.files.read(row.key):
            digest.update(chunk)
    except FileMissing:
        return "missing"
    return None if digest.hexdigest() == row.sha256 else "content"


def _rows(services: Services) -> Iterator[Attachment]:
    after = ""
    while True:
        with services.records.read() as uow:
            rows = uow.attachments.all(after=after)
        yield from rows
        if not rows:
            return
        after = rows[-1].id


def _is_there(services: Services, row: Attachment) -> bool:
    with services.records.read() as uow:
        return uow.attachments.find(row.id) is not None


def find_orphans(services: Services, /) -> tuple[StoredFile, ...]:
    """Files that no row names, older than an hour.

    Raises:
        StoreDown: the file store does not answer.
    """
    named = {row.key for row in _rows(services)}
    before = services.clock() - SETTLED
    return tuple(
        one
        for one in services.files.keys()  # noqa: SIM118 -- a listing
        if one.key not in named and one.modified < before and not _is_named(services, one.key)
    )


def _is_named(services: Services, key: str) -> bool:
    with services.records.read() as uow:
        return uow.attachments.has_key(key)


def sweep_orphans(services: Services, /) -> int:
    """Remove the files that no row names; return how many. It may be repeated.

    Raises:
        StoreDown: the file store does not answer.
    """
    swept = 0
    for one in find_orphans(services):
        # Asked once more at the last moment: somebody may have sent the same file again.
        if not _is_named(services, one.key):
            services.files.delete(one.key)
            swept += 1
    return swept
