"""Between rows and what the domain knows: one pair of functions for each kind of record."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from youcheng.domain.attachments import Attachment
from youcheng.domain.audit import Event, Via
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.consents import Agreement
from youcheng.domain.deadlines import AccessCode
from youcheng.domain.drafts import Draft
from youcheng.domain.one_time_codes import Challenge, Purpose
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.pictures import WHOLE, Edit
from youcheng.domain.states import (
    ConsentAnswer,
    PendingState,
    ReviewState,
    SubmissionKind,
    SubmissionState,
    Visibility,
)
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import Grant
from youcheng.domain.works import AddressKind, Picture, WorkAddress

Values = dict[str, Any]
AnyRow = Row[*tuple[Any, ...]]


def submission_values(one: Submission) -> Values:
    """The columns of a submission."""
    state, draft = one.state, one.draft
    return {
        "id": one.id,
        "folder": one.folder,
        "code": str(one.code),
        **state_values(state),
        "programme": one.programme,
        "form_version": one.form_version,
        "language": one.language,
        "zone": one.zone,
        "answers": dict(draft.answers),
        "revisions": dict(draft.revisions),
        "revision": draft.revision,
        "saved_at": draft.saved_at,
        "draft_reminders": draft.reminders_sent,
        "created_at": one.created_at,
        "sent": None if one.sent is None else dict(one.sent),
        "sent_at": one.sent_at,
        "waiting_since": one.waiting_since,
        "reminders_sent": one.reminders_sent,
        "readdressings": one.readdressings,
        "extended_to": one.extended_to,
        "access": one.access,
        "contact": one.contact,
        "flags": list(one.flags),
        "batch": one.batch,
        "request": one.request,
    }


def read_submission(row: Row[Any]) -> Submission:
    """The submission of a row."""
    return Submission(
        id=row.id,
        folder=row.folder,
        code=parse_reference_code(row.code),
        programme=row.programme,
        form_version=row.form_version,
        language=row.language,
        zone=row.zone,
        state=read_state(row),
        draft=Draft(
            saved_at=row.saved_at,
            answers=row.answers,
            revisions=row.revisions,
            revision=row.revision,
            reminders_sent=row.draft_reminders,
        ),
        created_at=row.created_at,
        sent=row.sent,
        sent_at=row.sent_at,
        waiting_since=row.waiting_since,
        reminders_sent=row.reminders_sent,
        readdressings=row.readdressings,
        extended_to=row.extended_to,
        access=row.access,
        contact=row.contact,
        flags=tuple(row.flags),
        batch=row.batch,
        request=row.request,
    )


def state_values(state: SubmissionState) -> Values:
    """The columns of where a submission stands."""
    return {
        "kind": str(state.kind),
        "review": str(state.review),
        "visibility": str(state.visibility),
        "pending": None if state.pending is None else str(state.pending),
        "pending_confirmed": state.pending_confirmed,
        "before_spam": None if state.before_spam is None else str(state.before_spam),
    }


def read_state(row: AnyRow) -> SubmissionState:
    """Where the submission of a row stands."""
    return SubmissionState(
        kind=SubmissionKind(row.kind),
        review=ReviewState(row.review),
        visibility=Visibility(row.visibility),
        pending=None if row.pending is None else PendingState(row.pending),
        pending_confirmed=row.pending_confirmed,
        before_spam=None if row.before_spam is None else ReviewState(row.before_spam),
    )


def grant_values(one: Grant) -> Values:
    """The columns of a grant."""
    return {
        "digest": one.digest,
        "purpose": str(one.purpose),
        "subject": one.subject,
        "issued_at": one.issued_at,
        "expires_at": one.expires_at,
        "used_at": one.used_at,
        "revoked_at": one.revoked_at,
    }


def read_grant(row: Row[Any]) -> Grant:
    """The grant of a row."""
    return Grant(
        digest=row.digest,
        purpose=Purpose(row.purpose),
        subject=row.subject,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def challenge_values(one: Challenge) -> Values:
    """The columns of a one-time code, but for the submission it opens."""
    return {
        "id": one.id,
        "purpose": str(one.purpose),
        "digest": one.digest,
        "issued_at": one.issued_at,
        "tries": one.tries,
        "used_at": one.used_at,
    }


def read_challenge(row: Row[Any]) -> Challenge:
    """The one-time code of a row."""
    return Challenge(
        row.id, Purpose(row.purpose), row.digest, row.issued_at, row.tries, row.used_at
    )


def agreement_values(one: Agreement) -> Values:
    """The columns of an agreement, but for its submission."""
    return {
        "field": one.field,
        "answer": str(one.answer),
        "by": one.by,
        "version": one.version,
        "text_hash": one.text_hash,
        "language": one.language,
        "at": one.at,
    }


def read_agreement(row: Row[Any]) -> Agreement:
    """The agreement of a row."""
    return Agreement(
        field=row.field,
        answer=ConsentAnswer(row.answer),
        by=row.by,
        version=row.version,
        text_hash=row.text_hash,
        language=row.language,
        at=row.at,
    )


def attachment_values(one: Attachment) -> Values:
    """The columns of an attachment."""
    return {
        "id": one.id,
        "submission": one.submission,
        "field": one.field,
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "bytes": one.bytes,
        "flags": list(one.flags),
        "added_at": one.added_at,
        "derived_from": one.derived_from,
    }


def read_attachment(row: Row[Any]) -> Attachment:
    """The attachment of a row."""
    return Attachment(
        id=row.id,
        submission=row.submission,
        field=row.field,
        key=row.key,
        name=row.name,
        kind=row.kind,
        bytes=row.bytes,
        flags=tuple(row.flags),
        added_at=row.added_at,
        derived_from=row.derived_from,
    )


def picture_values(one: Picture) -> Values:
    """The columns of a picture."""
    return {
        "id": one.id,
        "submission": one.submission,
        "address": one.address,
        "turn": one.edit.turn,
        "crop": [*one.edit.crop, *(one.edit.trim if one.edit.trim != WHOLE else ())],
        "blurs": [list(part) for part in one.edit.blurs],
        "width": one.width,
        "height": one.height,
        "fingerprint": one.fingerprint,
        "colour": one.colour,
        "placeholder": one.placeholder,
        "tiled_at": one.tiled_at,
        "request": one.request,
    }


def read_picture(row: Row[Any]) -> Picture:
    """The picture of a row."""
    left, top, right, bottom, *trim = row.crop
    return Picture(
        id=row.id,
        submission=row.submission,
        address=row.address,
        edit=Edit(
            turn=row.turn,
            crop=(left, top, right, bottom),
            blurs=tuple(tuple(part) for part in row.blurs),
            trim=(trim[0], trim[1], trim[2], trim[3]) if trim else WHOLE,
        ),
        width=row.width,
        height=row.height,
        fingerprint=row.fingerprint,
        colour=row.colour,
        placeholder=row.placeholder,
        tiled_at=row.tiled_at,
        request=row.request,
    )


def work_address_values(one: WorkAddress) -> Values:
    """The columns of a work's address."""
    return {
        "address": one.address,
        "kind": str(one.kind),
        "submission": one.submission,
        "closed_at": one.closed_at,
    }


def read_work_address(row: Row[Any]) -> WorkAddress:
    """The work's address of a row."""
    return WorkAddress(row.address, AddressKind(row.kind), row.submission, row.closed_at)


def event_values(one: Event) -> Values:
    """The columns of an event."""
    return {
        "sequence": one.sequence,
        "at": one.at,
        "actor": one.actor,
        "via": str(one.via),
        "kind": one.kind,
        "subject": one.subject,
        "fields": list(one.fields),
        "details": [list(pair) for pair in one.details],
        "previous": one.previous,
        "hash": one.hash,
    }


def read_event(row: AnyRow) -> Event:
    """The event of a row whose time and JSON come as the engine holds them.

    `audit.verify` says whether it is whole. One that cannot be read comes without time zone and
    content, which is never whole.
    """
    try:
        at = row.at if isinstance(row.at, datetime) else datetime.fromisoformat(row.at)
        if not all(isinstance(text, str) for text in (row.actor, row.kind, row.subject)):
            raise TypeError("an event holds texts")
        return Event(
            sequence=row.sequence,
            at=at.replace(tzinfo=UTC) if at.tzinfo is None else at,
            actor=row.actor,
            via=Via(row.via),
            kind=row.kind,
            subject=row.subject,
            fields=tuple(json.loads(row.fields)),
            details=tuple((name, value) for name, value in json.loads(row.details)),
            previous=row.previous,
            hash=row.hash,
        )
    except (ValueError, TypeError):
        nothing = datetime(1, 1, 1)  # noqa: DTZ001 -- without a zone it is never whole
        return Event(row.sequence, nothing, "", Via.JOB, "", "", (), (), row.previous, row.hash)


def outbox_values(one: OutboxMail) -> Values:
    """The columns of a mail."""
    return {
        "id": one.id,
        "cause": one.cause,
        "submission": one.submission,
        "template": one.template,
        "language": one.language,
        "address": one.address,
        "facts": dict(one.facts),
        "state": str(one.state),
        "attempts": one.attempts,
        "created_at": one.created_at,
        "next_at": one.next_at,
        "sent_at": one.sent_at,
        "error": one.error,
        "personal": one.personal,
        "edited_by": one.edited_by,
        "edited_at": one.edited_at,
        "batch": one.batch,
        "released_at": one.released_at,
        "version": one.version,
        "request": one.request,
    }


def read_outbox(row: Row[Any]) -> OutboxMail:
    """The mail of a row."""
    return OutboxMail(
        id=row.id,
        cause=row.cause,
        submission=row.submission,
        template=row.template,
        language=row.language,
        address=row.address,
        facts=row.facts,
        created_at=row.created_at,
        next_at=row.next_at,
        state=MailState(row.state),
        attempts=row.attempts,
        sent_at=row.sent_at,
        error=row.error,
        personal=row.personal,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        batch=row.batch,
        released_at=row.released_at,
        version=row.version,
        request=row.request,
    )


def access_code_values(one: AccessCode) -> Values:
    """The columns of an access code, but for its programme and label."""
    return {
        "digest": one.digest,
        "opens_at": one.opens_at,
        "expires_at": one.expires_at,
        "most_uses": one.limit,
        "uses": one.uses,
        "revoked_at": one.revoked_at,
    }


def read_access_code(row: Row[Any]) -> AccessCode:
    """The access code of a row."""
    return AccessCode(
        row.digest, row.opens_at, row.expires_at, row.most_uses, row.uses, row.revoked_at
    )
