"""The tables of the staff's accounts and sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.domain.identities import LONGEST_ISSUER, LONGEST_SUBJECT
from youcheng.storage.columns import Json
from youcheng.storage.table_base import Hash, Id, Table


class AccountRow(Table):
    """Somebody of the staff."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    roles: Mapped[Any] = mapped_column(Json)
    programmes: Mapped[Any] = mapped_column(Json)
    city: Mapped[str] = mapped_column(String(40))
    school: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    active: Mapped[bool]
    password: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    sessions_from: Mapped[datetime]
    issuer: Mapped[str | None] = mapped_column(String(LONGEST_ISSUER))
    subject: Mapped[str | None] = mapped_column(String(LONGEST_SUBJECT))

    __table_args__ = (Index("ix_staff_subject", "issuer", "subject", unique=True),)


class SessionRow(Table):
    """One sign-in in one browser, by the digest of its token."""

    __tablename__ = "staff_session"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    digest: Mapped[str] = mapped_column(Hash, unique=True)
    account: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    device: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    way: Mapped[str] = mapped_column(String(16))

    __table_args__ = (
        CheckConstraint("seen_at >= started_at", name="seen"),
        Index("ix_staff_session_account", "account", "started_at"),
    )
