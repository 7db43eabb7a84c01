"""Submissions with what was agreed and what they bring along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Text, bindparam, case, delete, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from youcheng.domain.attachments import Attachment
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import Agreement
from youcheng.domain.states import ReviewState, SubmissionState, Visibility
from youcheng.domain.submissions import Submission
from youcheng.domain.works import AddressKind
from youcheng.storage.rows import (
    agreement_values,
    attachment_values,
    read_agreement,
    read_attachment,
    read_state,
    read_submission,
    submission_values,
)
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import (
    AgreedTextRow,
    AgreementRow,
    AttachmentRow,
    PictureRow,
    SubmissionRow,
    WorkAddressRow,
)

_WAITS: Final = case(
    (SubmissionRow.review == str(ReviewState.DRAFT), SubmissionRow.saved_at),
    else_=SubmissionRow.waiting_since,
)

_SUBMISSION: Final = Stored(SubmissionRow, "id")
_STATES: Final = select(
    SubmissionRow.id,
    SubmissionRow.code,
    SubmissionRow.kind,
    SubmissionRow.review,
    SubmissionRow.visibility,
    SubmissionRow.pending,
    SubmissionRow.pending_confirmed,
    SubmissionRow.before_spam,
)
_BY_CODE: Final = Stored(SubmissionRow, "code")
_AGREEMENT: Final = Stored(AgreementRow, "id")
_AGREED_TEXT: Final = Stored(AgreedTextRow, "hash")
_ATTACHMENT: Final = Stored(AttachmentRow, "id")
_COPY: Final = Stored(AttachmentRow, "derived_from", "name")
_COPY_ON_SHOW: Final = (
    select(sql_table(AttachmentRow))
    .join(PictureRow, PictureRow.id == AttachmentRow.derived_from)
    .join(WorkAddressRow, WorkAddressRow.address == PictureRow.address)
    .join(SubmissionRow, SubmissionRow.id == WorkAddressRow.submission)
    .where(PictureRow.address == bindparam("address"))
    .where(AttachmentRow.name == bindparam("name"))
    .where(WorkAddressRow.kind == str(AddressKind.PICTURE))
    .where(WorkAddressRow.closed_at.is_(None))
    .where(SubmissionRow.visibility == str(Visibility.PUBLIC))
)
_MANY: Final = select(sql_table(SubmissionRow)).where(
    SubmissionRow.id.in_(bindparam("ids", expanding=True))
)
_AGREEMENTS_OF: Final = (
    select(sql_table(AgreementRow))
    .where(AgreementRow.submission == bindparam("submission"))
    .order_by(AgreementRow.id)
)
_NEW_TEXT: Final = {
    name: engine.insert(sql_table(AgreedTextRow)).on_conflict_do_nothing()
    for name, engine in (("postgresql", postgresql), ("sqlite", sqlite))
}
"""A text is kept once: the same hash is the same text."""
_SENT_FROM: Final = (
    select(SubmissionRow.id)
    .where(SubmissionRow.contact == bindparam("contact"))
    .where(SubmissionRow.programme == bindparam("programme"))
    .where(SubmissionRow.sent_at.is_not(None))
    .order_by(SubmissionRow.sent_at.desc())
)
_OF_BATCH: Final = (
    select(sql_table(SubmissionRow))
    .where(SubmissionRow.batch == bindparam("batch"))
    .order_by(SubmissionRow.id)
)
_ATTACHMENTS_OF: Final = (
    select(sql_table(AttachmentRow))
    .where(AttachmentRow.submission == bindparam("submission"))
    .order_by(AttachmentRow.added_at, AttachmentRow.id)
)


class SubmissionRecords:
    """`ports.Submissions` on a connection; rows are locked as they are read when it writes."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, submission: Submission) -> None:
        _SUBMISSION.add(self._connection, submission_values(submission))

    def find(self, submission_id: str) -> Submission | None:
        row = _SUBMISSION.find(self._connection, submission_id, lock=self._writes)
        return None if row is None else read_submission(row)

    def many(self, submission_ids: Sequence[str]) -> Sequence[Submission]:
        rows = self._connection.execute(_MANY, {"ids": list(submission_ids)})
        return [read_submission(row) for row in rows]

    def find_code(self, code: ReferenceCode) -> Submission | None:
        row = _BY_CODE.find(self._connection, str(code), lock=self._writes)
        return None if row is None else read_submission(row)

    def is_taken(self, code: ReferenceCode) -> bool:
        return _BY_CODE.find(self._connection, str(code), lock=False) is not None

    def put(self, submission: Submission) -> None:
        _SUBMISSION.put(self._connection, submission_values(submission))

    def in_state(
        self,
        *states: ReviewState,
        before: datetime | None = None,
        after: str = "",
        limit: int = 200,
    ) -> Sequence[str]:
        found = (
            select(SubmissionRow.id)
            .where(SubmissionRow.review.in_([str(state) for state in states]))
            .where(SubmissionRow.id > after)
            .order_by(SubmissionRow.id)
            .limit(limit)
        )
        if before is not None:
            found = found.where(before > _WAITS)
        return self._connection.execute(found).scalars().all()

    def flagged(self, flag: str, *, after: str = "", limit: int = 200) -> Sequence[str]:
        found = (
            select(SubmissionRow.id)
            .where(type_coerce(SubmissionRow.flags, Text).contains(json.dumps(flag)))
            .where(SubmissionRow.id > after)
            .order_by(SubmissionRow.id)
            .limit(limit)
        )
        return self._connection.execute(found).scalars().all()

    def with_visibility(
        self,
        visibility: Visibility,
        *,
        programmes: Sequence[str] | None = None,
        after: str = "",
        limit: int = 200,
    ) -> Sequence[str]:
        found = (
            select(SubmissionRow.id)
            .where(SubmissionRow.visibility == str(visibility))
            .where(SubmissionRow.id > after)
            .order_by(SubmissionRow.id)
            .limit(limit)
        )
        if programmes is not None:
            found = found.where(SubmissionRow.programme.in_(programmes))
        return self._connection.execute(found).scalars().all()

    def count(self, programmes: Sequence[str], review: ReviewState) -> int:
        found = (
            select(func.count())
            .select_from(SubmissionRow)
            .where(SubmissionRow.review == str(review))
            .where(SubmissionRow.programme.in_(programmes))
        )
        return int(self._connection.execute(found).scalar_one())

    def count_by_programme(self, *, without: ReviewState) -> Mapping[str, int]:
        found = (
            select(SubmissionRow.programme, func.count().label("number"))
            .where(SubmissionRow.review != str(without))
            .group_by(SubmissionRow.programme)
        )
        return {row.programme: row.number for row in self._connection.execute(found)}

    def of_batch(self, batch: str) -> Sequence[Submission]:
        rows = self._connection.execute(_OF_BATCH, {"batch": batch})
        return [read_submission(row) for row in rows]

    def sent_from(self, contact: str, programme: str) -> Sequence[str]:
        asked = {"contact": contact, "programme": programme}
        return self._connection.execute(_SENT_FROM, asked).scalars().all()

    def states(self) -> Iterator[tuple[str, str, SubmissionState]]:
        found = self._connection.execute(_STATES, execution_options={"yield_per": 1000})
        with found as rows:
            for row in rows:
                yield row.id, row.code, read_state(row)

    def remove(self, submission_id: str) -> None:
        self._connection.execute(delete(SubmissionRow).where(SubmissionRow.id == submission_id))


class AgreementRecords:
    """`ports.Agreements` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, submission: str, *given: tuple[Agreement, str]) -> None:
        if not given:
            return
        # Sorted: two writers of the same new texts then wait for one another in one order only.
        texts = sorted({agreement.text_hash: text for agreement, text in given}.items())
        self._connection.execute(
            _NEW_TEXT[self._connection.dialect.name],
            [{"hash": text_hash, "text": text} for text_hash, text in texts],
        )
        _AGREEMENT.add(
            self._connection,
            *({"submission": submission, **agreement_values(one)} for one, _ in given),
        )

    def of(self, submission: str) -> Sequence[Agreement]:
        rows = self._connection.execute(_AGREEMENTS_OF, {"submission": submission})
        return [read_agreement(row) for row in rows]

    def remove(self, submission: str) -> int:
        return self._connection.execute(
            delete(AgreementRow).where(AgreementRow.submission == submission)
        ).rowcount

    def text(self, text_hash: str) -> str:
        row = _AGREED_TEXT.find(self._connection, text_hash, lock=False)
        if row is None:
            raise KeyError(text_hash)
        found_text: str = row.text
        return found_text


class AttachmentRecords:
    """`ports.Attachments` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        _ATTACHMENT.add(self._connection, attachment_values(attachment))

    def find(self, attachment_id: str) -> Attachment | None:
        row = _ATTACHMENT.find(self._connection, attachment_id, lock=False)
        return None if row is None else read_attachment(row)

    def of(self, submission: str) -> Sequence[Attachment]:
        rows = self._connection.execute(_ATTACHMENTS_OF, {"submission": submission})
        return [read_attachment(row) for row in rows]

    def remove(self, attachment_id: str) -> None:
        self._connection.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))

    def copy_of(self, original: str, name: str) -> Attachment | None:
        row = _COPY.find(self._connection, original, name, lock=False)
        return None if row is None else read_attachment(row)

    def copy_on_show(self, address: str, name: str) -> Attachment | None:
        asked = {"address": address, "name": name}
        row = self._connection.execute(_COPY_ON_SHOW, asked).first()
        return None if row is None else read_attachment(row)

    def all(self, after: str = "", limit: int = 500) -> Sequence[Attachment]:
        found = (
            select(AttachmentRow)
            .where(AttachmentRow.id > after)
            .order_by(AttachmentRow.id)
            .limit(limit)
        )
        return [read_attachment(row) for row in self._connection.execute(found)]

    def has_key(self, key: str) -> bool:
        found = select(AttachmentRow.id).where(AttachmentRow.key == key).limit(1)
        return self._connection.execute(found).first() is not None
