"""Submissions with what was agreed and what they bring along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Select, case, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from youcheng.domain.attachments import Attachment
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.consents import Agreement
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.storage.rows import (
    attachment_values,
    read_agreement,
    read_attachment,
    read_submission,
    submission_values,
)
from youcheng.storage.tables import AgreedTextRow, AgreementRow, AttachmentRow, SubmissionRow

_WAITS: Final = case(
    (SubmissionRow.review == str(ReviewState.DRAFT), SubmissionRow.saved_at),
    else_=SubmissionRow.waiting_since,
)


class SubmissionRecords:
    """`ports.Submissions` on a connection; rows are locked as they are read when it writes."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, submission: Submission) -> None:
        self._connection.execute(insert(SubmissionRow), submission_values(submission))

    def find(self, submission_id: str) -> Submission | None:
        return self._first(_ALL.where(SubmissionRow.id == submission_id))

    def find_code(self, code: ReferenceCode) -> Submission | None:
        return self._first(_ALL.where(SubmissionRow.code == str(code)))

    def is_taken(self, code: ReferenceCode) -> bool:
        found = select(SubmissionRow.id).where(SubmissionRow.code == str(code))
        return self._connection.execute(found).first() is not None

    def put(self, submission: Submission) -> None:
        values = submission_values(submission)
        self._connection.execute(
            update(SubmissionRow).where(SubmissionRow.id == values.pop("id")).values(values)
        )

    def in_state(
        self, *states: ReviewState, before: datetime, after: str = "", limit: int = 200
    ) -> Sequence[str]:
        found = (
            select(SubmissionRow.id)
            .where(SubmissionRow.review.in_([str(state) for state in states]))
            .where(before > _WAITS, SubmissionRow.id > after)
            .order_by(SubmissionRow.id)
            .limit(limit)
        )
        return self._connection.execute(found).scalars().all()

    def sent_from(self, contact: str, programme: str) -> Sequence[str]:
        found = (
            select(SubmissionRow.id)
            .where(SubmissionRow.contact == contact, SubmissionRow.programme == programme)
            .where(SubmissionRow.sent_at.is_not(None))
            .order_by(SubmissionRow.sent_at.desc())
        )
        return self._connection.execute(found).scalars().all()

    def folders(self) -> frozenset[str]:
        return frozenset(self._connection.execute(select(SubmissionRow.folder)).scalars())

    def _first(self, query: Select[SubmissionRow]) -> Submission | None:
        if self._writes:
            query = query.with_for_update()
        row = self._connection.execute(query).first()
        return None if row is None else read_submission(row)


_ALL: Final = select(SubmissionRow)


class AgreementRecords:
    """`ports.Agreements` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, submission: str, agreement: Agreement, text: str) -> None:
        engine = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        values = {"hash": agreement.text_hash, "text": text}
        self._connection.execute(
            engine.insert(AgreedTextRow).values(values).on_conflict_do_nothing()
        )
        self._connection.execute(
            insert(AgreementRow),
            {
                "submission": submission,
                "field": agreement.field,
                "answer": str(agreement.answer),
                "by": agreement.by,
                "version": agreement.version,
                "text_hash": agreement.text_hash,
                "language": agreement.language,
                "at": agreement.at,
            },
        )

    def of(self, submission: str) -> Sequence[Agreement]:
        found = (
            select(AgreementRow)
            .where(AgreementRow.submission == submission)
            .order_by(AgreementRow.id)
        )
        return [read_agreement(row) for row in self._connection.execute(found)]

    def text(self, text_hash: str) -> str:
        found = select(AgreedTextRow.text).where(AgreedTextRow.hash == text_hash)
        row = self._connection.execute(found).first()
        if row is None:
            raise KeyError(text_hash)
        found_text: str = row.text
        return found_text


class AttachmentRecords:
    """`ports.Attachments` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        self._connection.execute(insert(AttachmentRow), attachment_values(attachment))

    def find(self, attachment_id: str) -> Attachment | None:
        found = select(AttachmentRow).where(AttachmentRow.id == attachment_id)
        row = self._connection.execute(found).first()
        return None if row is None else read_attachment(row)

    def of(self, submission: str) -> Sequence[Attachment]:
        found = (
            select(AttachmentRow)
            .where(AttachmentRow.submission == submission)
            .order_by(AttachmentRow.added_at, AttachmentRow.id)
        )
        return [read_attachment(row) for row in self._connection.execute(found)]

    def remove(self, attachment_id: str) -> None:
        self._connection.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))

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
