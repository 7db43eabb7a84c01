"""Answers that were sent and replaced, on a connection."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from youcheng.domain.answering import EarlierAnswers
from youcheng.storage.desk_tables import EarlierAnswersRow


class EarlierAnswersRecords:
    """`ports_desk.EarlierAnswersKept` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, earlier: EarlierAnswers) -> None:
        values = {
            "submission": earlier.submission,
            "replaced_at": earlier.replaced_at,
            "answers": dict(earlier.answers),
        }
        self._connection.execute(insert(EarlierAnswersRow), values)

    def of(self, submission: str) -> Sequence[EarlierAnswers]:
        found = (
            select(EarlierAnswersRow.__table__)
            .where(EarlierAnswersRow.submission == submission)
            .order_by(EarlierAnswersRow.replaced_at)
        )
        return [
            EarlierAnswers(row.submission, row.replaced_at, row.answers)
            for row in self._connection.execute(found)
        ]

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(EarlierAnswersRow).where(EarlierAnswersRow.submission == submission)
        )
