"""The tables, for SQLite and PostgreSQL alike.

What the domain says may exist stands here again as constraints, made from the same sets: a row
that breaks a rule cannot be written by whatever way it comes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.domain.gallery import Facet
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.outbox import MailState
from youcheng.domain.states import (
    PENDING_IN,
    SHOWABLE,
    STATES_OF,
    ConsentAnswer,
    ReviewState,
    SubmissionKind,
    Visibility,
)
from youcheng.domain.works import AddressKind
from youcheng.storage.columns import Json, one_of
from youcheng.storage.table_base import Hash, Id, Table


def _by_kind(what: dict[SubmissionKind, frozenset[ReviewState]], column: str) -> str:
    return " OR ".join(
        f"(kind = '{kind}' AND {one_of(column, states)})" for kind, states in what.items() if states
    )


_PENDING: Final = " OR ".join(
    f"(review = '{review}' AND {one_of('pending', pending)})"
    for review, pending in sorted(PENDING_IN.items())
)
_EXPOSED: Final = one_of("visibility", {Visibility.SCHEDULED, Visibility.PUBLIC})


class SubmissionRow(Table):
    """One submission; its states obey `youcheng.domain.states.faults`."""

    __tablename__ = "submission"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    folder: Mapped[str] = mapped_column(Id, unique=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    programme: Mapped[str] = mapped_column(String(40))
    form_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(64))
    review: Mapped[str] = mapped_column(String(24))
    visibility: Mapped[str] = mapped_column(String(16), index=True)
    pending: Mapped[str | None] = mapped_column(String(16))
    pending_confirmed: Mapped[bool]
    before_spam: Mapped[str | None] = mapped_column(String(24))
    answers: Mapped[Any] = mapped_column(Json)
    revisions: Mapped[Any] = mapped_column(Json)
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    draft_reminders: Mapped[int]
    created_at: Mapped[datetime]
    sent: Mapped[Any | None] = mapped_column(Json)
    sent_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    reminders_sent: Mapped[int]
    readdressings: Mapped[int]
    extended_to: Mapped[datetime | None]
    access: Mapped[str] = mapped_column(String(64))
    contact: Mapped[str] = mapped_column(String(64), index=True)
    flags: Mapped[Any] = mapped_column(Json)
    batch: Mapped[str] = mapped_column(Id, index=True, server_default="")
    request: Mapped[str] = mapped_column(String(16), server_default="")

    __table_args__ = (
        CheckConstraint(_by_kind({**STATES_OF}, "review"), name="state_of_kind"),
        CheckConstraint(one_of("visibility", Visibility), name="visibility"),
        CheckConstraint(
            f"NOT ({_EXPOSED}) OR {_by_kind({**SHOWABLE}, 'review')}", name="shown_in_hidden_state"
        ),
        CheckConstraint(f"pending IS NULL OR {_PENDING}", name="pending_allowed"),
        CheckConstraint(
            "NOT pending_confirmed OR pending IS NOT NULL", name="confirmed_without_pending"
        ),
        CheckConstraint(
            "(before_spam IS NOT NULL AND review = 'spam') "
            "OR (before_spam IS NULL AND review <> 'spam')",
            name="before_spam_set",
        ),
        CheckConstraint(
            "before_spam IS NULL OR before_spam NOT IN ('spam', 'erased')", name="before_spam"
        ),
        Index("ix_submission_waits", "review", "waiting_since"),
        Index("ix_submission_saved", "review", "saved_at"),
    )


class LegalMoveRow(Table):
    """From where to where the table of transitions leads; a trigger refuses every other move."""

    __tablename__ = "legal_move"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(24), primary_key=True)
    target: Mapped[str] = mapped_column(String(24), primary_key=True)


class GrantRow(Table):
    """A token that was mailed or shown, by its digest."""

    __tablename__ = "access_grant"

    digest: Mapped[str] = mapped_column(Hash, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(Id, index=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint(one_of("purpose", Purpose), name="purpose"),)


class ChallengeRow(Table):
    """A one-time code; without a submission it is a decoy."""

    __tablename__ = "challenge"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(Id)
    purpose: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(Hash)
    issued_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]
    used_at: Mapped[datetime | None]


class AgreedTextRow(Table):
    """A text that somebody read before they answered, kept once by its hash."""

    __tablename__ = "agreed_text"

    hash: Mapped[str] = mapped_column(Hash, primary_key=True)
    text: Mapped[str]


class AgreementRow(Table):
    """One answer to one text; rows are added, never changed."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(8))
    by: Mapped[str] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(ForeignKey("agreed_text.hash"))
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint(one_of("answer", ConsentAnswer), name="answer"),)


class AttachmentRow(Table):
    """A file that a submission brings along."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(8))
    bytes: Mapped[int] = mapped_column(BigInteger)
    flags: Mapped[Any] = mapped_column(Json)
    added_at: Mapped[datetime]
    derived_from: Mapped[str] = mapped_column(Id, server_default="")

    __table_args__ = (Index("ix_attachment_copy", "derived_from", "name"),)


class PictureRow(Table):
    """What is known of a painting's photo; its files are attachments."""

    __tablename__ = "picture"

    id: Mapped[str] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    address: Mapped[str] = mapped_column(Id, unique=True)
    turn: Mapped[int]
    crop: Mapped[Any] = mapped_column(Json)
    """Four edges of what its sender cropped it to, then four of what staff let be shown of that,
    if it is not all."""
    blurs: Mapped[Any] = mapped_column(Json, server_default="[]")
    width: Mapped[int]
    height: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(16))
    colour: Mapped[str] = mapped_column(String(7))
    placeholder: Mapped[str]
    tiled_at: Mapped[datetime | None]
    request: Mapped[str] = mapped_column(String(16), server_default="")

    __table_args__ = (
        CheckConstraint("turn IN (0, 90, 180, 270)", name="turn"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
    )


class WorkAddressRow(Table):
    """A public address of a work; rows stay, so that what was taken down is told as gone."""

    __tablename__ = "work_address"

    address: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    submission: Mapped[str] = mapped_column(Id, index=True)
    closed_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint(one_of("kind", AddressKind), name="kind"),)


class WorkRow(Table):
    """What is public of a work on show; everything else of it is nowhere in this row."""

    __tablename__ = "work"

    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    rank: Mapped[int]
    published_at: Mapped[datetime]
    edition: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(40))
    country: Mapped[str] = mapped_column(String(2))
    place: Mapped[str] = mapped_column(String(40))
    band: Mapped[str] = mapped_column(String(40))
    technique: Mapped[str] = mapped_column(String(40))
    award: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    width_cm: Mapped[int]
    height_cm: Mapped[int]
    name: Mapped[Any] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[Any] = mapped_column(Json)
    translations: Mapped[Any] = mapped_column(Json)
    picture: Mapped[str] = mapped_column(Id)
    width: Mapped[int]
    height: Mapped[int]
    colour: Mapped[str] = mapped_column(String(7))
    placeholder: Mapped[str]
    sample: Mapped[bool]
    search: Mapped[str]

    __table_args__ = (
        Index("ix_work_position", "rank", "published_at", "code"),
        Index("ix_work_facets", *map(str, Facet)),
    )


class GalleryMarkRow(Table):
    """What the gallery shows, as a mark in one row that every change of a work on show renews."""

    __tablename__ = "gallery_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(Id)


class WorkGramRow(Table):
    """Two characters that follow one another in the search text of a work, or one alone."""

    __tablename__ = "work_gram"

    gram: Mapped[str] = mapped_column(String(2), primary_key=True)
    work: Mapped[str] = mapped_column(ForeignKey("work.submission"), primary_key=True, index=True)


class TranslationRow(Table):
    """The words of staff for a work in one language."""

    __tablename__ = "translation"

    submission: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    words: Mapped[Any] = mapped_column(Json)


class EventRow(Table):
    """One line of the log; rows are added, never changed and never removed."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_kind", "kind", "sequence"),
        Index("ix_event_actor", "actor", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    via: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(52))
    subject: Mapped[str] = mapped_column(String(88), index=True)
    fields: Mapped[Any] = mapped_column(Json)
    details: Mapped[Any] = mapped_column(Json)
    previous: Mapped[str] = mapped_column(Hash)
    hash: Mapped[str] = mapped_column(Hash)


class HeadRow(Table):
    """The end of the log, in one row that every writer of the log waits for."""

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(Hash)


class OutboxRow(Table):
    """One mail to one address."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    cause: Mapped[int]
    submission: Mapped[str] = mapped_column(Id, index=True)
    template: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    address: Mapped[str]
    facts: Mapped[Any] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(40))
    personal: Mapped[Any] = mapped_column(Json)
    edited_by: Mapped[str] = mapped_column(String(40))
    edited_at: Mapped[datetime | None]
    batch: Mapped[str] = mapped_column(Id)
    released_at: Mapped[datetime | None]
    version: Mapped[int]
    request: Mapped[str] = mapped_column(String(16), server_default="")

    __table_args__ = (
        CheckConstraint(one_of("state", MailState), name="state"),
        Index("ix_outbox_due", "state", "next_at"),
        Index("ix_outbox_written", "state", "created_at", "id"),
    )


class AccessCodeRow(Table):
    """A way in after the deadline, by the digest of its code."""

    __tablename__ = "access_code"

    digest: Mapped[str] = mapped_column(Hash, primary_key=True)
    programme: Mapped[str] = mapped_column(String(40))
    label: Mapped[str]
    opens_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    most_uses: Mapped[int]
    uses: Mapped[int]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("uses >= 0 AND uses <= most_uses", name="uses"),)


class CountRow(Table):
    """How often something was done in a window of time; the subject is an HMAC."""

    __tablename__ = "count_window"

    action: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(Hash, primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]


class TombstoneRow(Table):
    """What is left after erasure."""

    __tablename__ = "tombstone"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    counts: Mapped[Any] = mapped_column(Json)
