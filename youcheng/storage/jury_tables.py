"""The tables of the jury: rounds, seats, entries under random ids, tasks with scores, rulings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.records import Confidence, TaskState
from youcheng.domain.jury.rounds import RoundState
from youcheng.storage.columns import Json, one_of
from youcheng.storage.table_base import Hash, Id, Table


class RoundRow(Table):
    """A round that was opened."""

    __tablename__ = "jury_round"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    edition: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    seed: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(40))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(40))
    reason: Mapped[Any] = mapped_column(Json)
    sheet: Mapped[str]
    sheet_hash: Mapped[str] = mapped_column(Hash)
    signed_by: Mapped[str] = mapped_column(String(40))

    __table_args__ = (
        CheckConstraint(one_of("state", RoundState), name="state"),
        Index("ix_jury_round_name", "edition", "name", unique=True),
    )


class SeatRow(Table):
    """A juror in a round."""

    __tablename__ = "jury_seat"

    round: Mapped[str] = mapped_column(ForeignKey("jury_round.id"), primary_key=True)
    juror: Mapped[str] = mapped_column(Id, primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    seated_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class JuryEntryRow(Table):
    """A painting before the jury; without its submission once that is forgotten."""

    __tablename__ = "jury_entry"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("jury_round.id"))
    submission: Mapped[str | None] = mapped_column(ForeignKey("submission.id"), index=True)
    band: Mapped[str] = mapped_column(String(40))
    award: Mapped[str] = mapped_column(String(40))

    __table_args__ = (Index("ix_jury_entry_round", "round", "submission", unique=True),)


class TaskRow(Table):
    """An entry that a juror was given, with their score."""

    __tablename__ = "jury_task"

    entry: Mapped[str] = mapped_column(ForeignKey("jury_entry.id"), primary_key=True)
    juror: Mapped[str] = mapped_column(Id, primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("jury_round.id"))
    picture: Mapped[str] = mapped_column(Id, unique=True)
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    changed_at: Mapped[datetime]
    marks: Mapped[Any] = mapped_column(Json)
    comment: Mapped[Any] = mapped_column(Json)
    reason: Mapped[Any] = mapped_column(Json)
    confidence: Mapped[str | None] = mapped_column(String(8))
    favourite: Mapped[bool]
    skipped: Mapped[bool]
    concern: Mapped[Any] = mapped_column(Json)

    __table_args__ = (
        CheckConstraint(one_of("state", TaskState), name="state"),
        CheckConstraint(one_of("confidence", Confidence), name="confidence"),
        Index("ix_jury_task_round", "round", "juror"),
    )


class RulingRow(Table):
    """What a lead put down about conflicts."""

    __tablename__ = "jury_ruling"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("jury_round.id"), index=True)
    juror: Mapped[str] = mapped_column(Id)
    entry: Mapped[str] = mapped_column(Id)
    rule: Mapped[str] = mapped_column(String(16))
    dismissed: Mapped[bool]
    reason: Mapped[Any] = mapped_column(Json)
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint(one_of("rule", Rule), name="rule"),)
