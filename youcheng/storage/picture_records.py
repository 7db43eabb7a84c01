"""Pictures of works, and the addresses under which works are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from youcheng.domain.pictures import CARD
from youcheng.domain.states import ReviewState
from youcheng.domain.works import Picture, WorkAddress
from youcheng.storage.rows import (
    picture_values,
    read_picture,
    read_work_address,
    work_address_values,
)
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import AttachmentRow, PictureRow, SubmissionRow, WorkAddressRow

_PICTURE: Final = Stored(PictureRow, "id")
_AT_ADDRESS: Final = Stored(PictureRow, "address")
_ADDRESS: Final = Stored(WorkAddressRow, "address")
_PICTURES_OF: Final = (
    select(sql_table(PictureRow))
    .where(PictureRow.submission == bindparam("submission"))
    .order_by(PictureRow.id)
)
_FINGERPRINTS: Final = (
    select(PictureRow.submission, PictureRow.fingerprint)
    .join(SubmissionRow, SubmissionRow.id == PictureRow.submission)
    .where(SubmissionRow.programme == bindparam("programme"))
    .where(SubmissionRow.sent_at.is_not(None))
)


class PictureRecords:
    """`ports.Pictures` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, picture: Picture) -> None:
        _PICTURE.add(self._connection, picture_values(picture))

    def find(self, picture_id: str) -> Picture | None:
        row = _PICTURE.find(self._connection, picture_id, lock=False)
        return None if row is None else read_picture(row)

    def at_address(self, address: str) -> Picture | None:
        row = _AT_ADDRESS.find(self._connection, address, lock=False)
        return None if row is None else read_picture(row)

    def of(self, submission: str) -> Sequence[Picture]:
        rows = self._connection.execute(_PICTURES_OF, {"submission": submission})
        return [read_picture(row) for row in rows]

    def put(self, picture: Picture) -> None:
        _PICTURE.put(self._connection, picture_values(picture))

    def remove(self, picture_id: str) -> None:
        self._connection.execute(delete(PictureRow).where(PictureRow.id == picture_id))

    def fingerprints(self, programme: str) -> Sequence[tuple[str, str]]:
        rows = self._connection.execute(_FINGERPRINTS, {"programme": programme})
        return [(row.submission, row.fingerprint) for row in rows]

    def unfinished(self, *states: ReviewState, limit: int = 20) -> Sequence[str]:
        card = (
            select(AttachmentRow.id)
            .where(AttachmentRow.derived_from == PictureRow.id)
            .where(AttachmentRow.name == CARD)
        )
        found = (
            select(PictureRow.id)
            .join(SubmissionRow, SubmissionRow.id == PictureRow.submission)
            .where(or_(PictureRow.tiled_at.is_(None), ~card.exists()))
            .where(SubmissionRow.review.in_([str(state) for state in states]))
            .order_by(PictureRow.id)
            .limit(limit)
        )
        return self._connection.execute(found).scalars().all()


class WorkAddressRecords:
    """`ports_works.WorkAddresses` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, address: WorkAddress) -> None:
        _ADDRESS.add(self._connection, work_address_values(address))

    def find(self, address: str) -> WorkAddress | None:
        row = _ADDRESS.find(self._connection, address, lock=False)
        return None if row is None else read_work_address(row)

    def close(self, submission: str, now: datetime, *addresses: str) -> None:
        closing = (
            update(WorkAddressRow)
            .where(WorkAddressRow.submission == submission)
            .where(WorkAddressRow.closed_at.is_(None))
            .values(closed_at=now)
        )
        if addresses:
            closing = closing.where(WorkAddressRow.address.in_(addresses))
        self._connection.execute(closing)

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(WorkAddressRow).where(WorkAddressRow.submission == submission)
        )
