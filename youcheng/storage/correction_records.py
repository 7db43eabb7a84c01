"""What staff lay over answers, on a connection: corrections and translations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from youcheng.domain.corrections import Correction, StaffTranslation
from youcheng.storage.desk_tables import CorrectionRow, StaffTranslationRow
from youcheng.storage.statements import Stored

_TRANSLATION: Final = Stored(StaffTranslationRow, "submission", "field", "language")


class CorrectionRecords:
    """`ports_desk.Corrections` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, correction: Correction) -> None:
        values = {
            "id": correction.id,
            "submission": correction.submission,
            "field": correction.field,
            "value": correction.value,
            "reason": correction.reason,
            "comment": correction.comment,
            "author": correction.author,
            "at": correction.at,
            "ended_at": correction.ended_at,
        }
        self._connection.execute(insert(CorrectionRow), values)

    def of(self, *submissions: str) -> Mapping[str, Sequence[Correction]]:
        found = (
            select(CorrectionRow.__table__)
            .where(CorrectionRow.submission.in_(submissions))
            .where(CorrectionRow.ended_at.is_(None))
            .order_by(CorrectionRow.at, CorrectionRow.id)
        )
        corrections: dict[str, list[Correction]] = {}
        for row in self._connection.execute(found):
            corrections.setdefault(row.submission, []).append(_read_correction(row))
        return corrections

    def end(self, submission: str, fields: Collection[str], at: datetime) -> None:
        counting = (
            update(CorrectionRow)
            .where(CorrectionRow.submission == submission)
            .where(CorrectionRow.field.in_(sorted(fields)))
            .where(CorrectionRow.ended_at.is_(None))
        )
        self._connection.execute(counting, {"ended_at": at})

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(CorrectionRow).where(CorrectionRow.submission == submission)
        )


class StaffTranslationRecords:
    """`ports_desk.StaffTranslations` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, translation: StaffTranslation) -> None:
        values = {
            "submission": translation.submission,
            "field": translation.field,
            "language": translation.language,
            "text": translation.text,
            "author": translation.author,
            "at": translation.at,
        }
        keys = (translation.submission, translation.field, translation.language)
        if _TRANSLATION.find(self._connection, *keys, lock=True) is None:
            _TRANSLATION.add(self._connection, values)
        else:
            _TRANSLATION.put(self._connection, values)

    def of(self, submission: str) -> Sequence[StaffTranslation]:
        found = (
            select(StaffTranslationRow.__table__)
            .where(StaffTranslationRow.submission == submission)
            .order_by(StaffTranslationRow.field, StaffTranslationRow.language)
        )
        return [
            StaffTranslation(row.submission, row.field, row.language, row.text, row.author, row.at)
            for row in self._connection.execute(found)
        ]

    def drop(self, submission: str, field: str, language: str) -> None:
        self._connection.execute(
            delete(StaffTranslationRow)
            .where(StaffTranslationRow.submission == submission)
            .where(StaffTranslationRow.field == field)
            .where(StaffTranslationRow.language == language)
        )

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(StaffTranslationRow).where(StaffTranslationRow.submission == submission)
        )


def _read_correction(row: Row[Any]) -> Correction:
    return Correction(
        id=row.id,
        submission=row.submission,
        field=row.field,
        value=row.value,
        reason=row.reason,
        comment=row.comment,
        author=row.author,
        at=row.at,
        ended_at=row.ended_at,
    )
