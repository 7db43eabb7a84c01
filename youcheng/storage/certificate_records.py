"""The part of a unit of work that keeps certificates, on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    func,
    select,
    type_coerce,
    update,
)

from youcheng.domain.certificates import Certificate, CertificateKind
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import SAMPLE
from youcheng.storage.certificate_tables import CertificateRow
from youcheng.storage.rows import Values
from youcheng.storage.statements import Stored
from youcheng.storage.tables import SubmissionRow

_CERTIFICATE: Final = Stored(CertificateRow, "code")
_WAITING: Final = (str(ReviewState.AWARDED), str(ReviewState.PARTICIPATED))


class CertificateRecords:
    """`ports_certificates.Certificates` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, certificate: Certificate) -> None:
        _CERTIFICATE.add(self._connection, _values(certificate))

    def find(self, code: str) -> Certificate | None:
        row = _CERTIFICATE.find(self._connection, code, lock=False)
        return None if row is None else _read(row)

    def of(self, *submissions: str) -> Sequence[Certificate]:
        found = (
            select(CertificateRow.__table__)
            .where(CertificateRow.submission.in_(submissions))
            .order_by(CertificateRow.submission, CertificateRow.kind)
        )
        return [_read(row) for row in self._connection.execute(found)]

    def of_edition(
        self, edition: str, *, after: str = "", limit: int = 100
    ) -> Sequence[Certificate]:
        found = (
            select(CertificateRow.__table__)
            .where(CertificateRow.edition == edition, CertificateRow.revoked_at.is_(None))
            .where(CertificateRow.code > after)
            .order_by(CertificateRow.code)
            .limit(limit)
        )
        return [_read(row) for row in self._connection.execute(found)]

    def codes(self, edition: str) -> Sequence[str]:
        found = (
            select(CertificateRow.code)
            .where(CertificateRow.edition == edition, CertificateRow.revoked_at.is_(None))
            .order_by(CertificateRow.code)
        )
        return self._connection.execute(found).scalars().all()

    def count_revoked(self, edition: str) -> int:
        found = (
            select(func.count())
            .select_from(CertificateRow)
            .where(CertificateRow.edition == edition, CertificateRow.revoked_at.is_not(None))
        )
        return int(self._connection.execute(found).scalar_one())

    def waiting(self, programme: str, *, after: str = "", limit: int = 100) -> Sequence[str]:
        found = _waiting(select(SubmissionRow.id), programme)
        ordered = found.where(SubmissionRow.id > after).order_by(SubmissionRow.id).limit(limit)
        return self._connection.execute(ordered).scalars().all()

    def count_waiting(self, programme: str) -> int:
        found = _waiting(select(func.count()).select_from(SubmissionRow), programme)
        return int(self._connection.execute(found).scalar_one())

    def revoke(self, submission: str, now: datetime) -> int:
        return self._revoke(CertificateRow.submission == submission, now)

    def revoke_one(self, code: str, now: datetime) -> bool:
        is_valid = CertificateRow.revoked_at.is_(None)
        return self._revoke(and_(CertificateRow.code == code, is_valid), now) == 1

    def _revoke(self, those: ColumnElement[bool], now: datetime) -> int:
        emptied = {"submission": None, "initial": "", "revoked_at": now}
        revoked = update(CertificateRow).where(those).values(emptied)
        return self._connection.execute(revoked).rowcount


def _waiting(found: Select[Any], programme: str) -> Select[Any]:
    is_sample = type_coerce(SubmissionRow.flags, Text).contains(f'"{SAMPLE}"')
    return found.where(
        SubmissionRow.programme == programme, SubmissionRow.review.in_(_WAITING), ~is_sample
    )


def _values(certificate: Certificate) -> Values:
    return {
        **asdict(certificate),
        "kind": str(certificate.kind),
        "submission": certificate.submission or None,
    }


def _read(row: Row[Any]) -> Certificate:
    values = dict(row._mapping)
    known = {"kind": CertificateKind(row.kind), "submission": row.submission or ""}
    return Certificate(**{**values, **known})
