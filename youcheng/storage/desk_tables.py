"""The tables of the desk: its queue with what a search finds it by, and what staff keep there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.storage.columns import Json, one_of
from youcheng.storage.table_base import Id, Table

_ORDERED: Final = (
    "kind",
    "programme",
    "review",
    "country",
    "partner",
    "assignee",
    "referred_to",
)
"""Columns with an index of their own that carries the order of the queue."""


class QueueRow(Table):
    """One submission in the queue; `place` holds the order, so that an index alone carries it."""

    __tablename__ = "queue_entry"

    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(16))
    programme: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    review: Mapped[str] = mapped_column(String(24))
    country: Mapped[str] = mapped_column(String(40))
    partner: Mapped[str] = mapped_column(String(40))
    cities: Mapped[str]
    title: Mapped[Any] = mapped_column(Json)
    search: Mapped[str]
    since: Mapped[datetime]
    sent_at: Mapped[datetime]
    flags: Mapped[Any] = mapped_column(Json)
    assignee: Mapped[str] = mapped_column(String(40))
    referred_to: Mapped[str] = mapped_column(String(40))
    returned: Mapped[bool]

    __table_args__ = (
        CheckConstraint(one_of("kind", SubmissionKind), name="kind"),
        CheckConstraint(one_of("review", ReviewState), name="review"),
        Index("ix_queue_programme_review", "programme", "review", "place"),
        *(Index(f"ix_queue_{column}", column, "place") for column in _ORDERED),
    )


class SubmissionGramRow(Table):
    """Two characters that follow one another in the search text of an entry, or one alone."""

    __tablename__ = "submission_gram"

    gram: Mapped[str] = mapped_column(String(2), primary_key=True)
    submission: Mapped[str] = mapped_column(
        ForeignKey("queue_entry.submission"), primary_key=True, index=True
    )


class TagRow(Table):
    """A word of the staff for submissions."""

    __tablename__ = "tag"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class SubmissionTagRow(Table):
    """A tag on a submission."""

    __tablename__ = "submission_tag"

    tag: Mapped[str] = mapped_column(ForeignKey("tag.id"), primary_key=True)
    submission: Mapped[str] = mapped_column(
        ForeignKey("submission.id"), primary_key=True, index=True
    )


class NoteRow(Table):
    """What staff write for staff."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    author: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    text: Mapped[Any] = mapped_column(Json)


class QuestionRow(Table):
    """What staff ask the submitter about one field."""

    __tablename__ = "question"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    text: Mapped[Any] = mapped_column(Json)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class EarlierAnswersRow(Table):
    """Answers as they were sent, until answers to questions of the staff replaced them."""

    __tablename__ = "earlier_answers"

    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    replaced_at: Mapped[datetime] = mapped_column(primary_key=True)
    answers: Mapped[Any] = mapped_column(Json)


class CorrectionRow(Table):
    """An answer that counts in the place of the one that was sent; `ended_at` once it no longer
    does."""

    __tablename__ = "correction"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any | None] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(24))
    comment: Mapped[Any] = mapped_column(Json)
    author: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class StaffTranslationRow(Table):
    """An answer in a language of the staff."""

    __tablename__ = "staff_translation"

    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    text: Mapped[Any] = mapped_column(Json)
    author: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class SavedViewRow(Table):
    """A view of the queue that an account keeps."""

    __tablename__ = "saved_view"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str]

    __table_args__ = (Index("ix_saved_view_name", "account", "name", unique=True),)


class BulkStepRow(Table):
    """What one act on many submissions did to one of them: its state before; no answer of it."""

    __tablename__ = "bulk_step"

    batch: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(Id, primary_key=True)
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    review: Mapped[str] = mapped_column(String(24))
    visibility: Mapped[str] = mapped_column(String(16))
    pending: Mapped[str | None] = mapped_column(String(16))
    pending_confirmed: Mapped[bool]
    before_spam: Mapped[str | None] = mapped_column(String(24))
    assignee: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime | None]
    tag: Mapped[str] = mapped_column(Id)
    cause: Mapped[int]
    version: Mapped[int]
    undone_at: Mapped[datetime | None]
