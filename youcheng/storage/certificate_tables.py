"""The table of certificates: what is public of each, and nothing that a name could be read from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.domain.certificates import CertificateKind
from youcheng.storage.columns import Json, one_of
from youcheng.storage.table_base import Table


class CertificateRow(Table):
    """A certificate; without submission and initial once it is revoked."""

    __tablename__ = "certificate"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    edition: Mapped[str] = mapped_column(String(40), index=True)
    award: Mapped[str] = mapped_column(String(40))
    initial: Mapped[Any] = mapped_column(Json)
    submission: Mapped[str | None] = mapped_column(ForeignKey("submission.id"))
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(64))
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(one_of("kind", CertificateKind), name="kind"),
        CheckConstraint("(submission IS NULL) = (revoked_at IS NOT NULL)", name="revoked_empty"),
        Index("ix_certificate_submission", "submission", "kind", unique=True),
    )
