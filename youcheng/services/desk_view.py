"""One submission as staff read it: from the form's definition, each answer by its class.

What is of class RESTR is not in a view at all: it is read one answer at a time, with a reason, and
every such reading is in the log.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.attachments import Attachment
from youcheng.domain.desk import Note, Question, Tag
from youcheng.domain.guards import Facts
from youcheng.domain.outbox import MailState
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.pictures import ALIKE, distance
from youcheng.domain.states import ReviewState, SubmissionKind, Visibility
from youcheng.domain.transitions import TransitionRefused, missing_guards, open_actions
from youcheng.domain.workflow.rows import Action, Recipient
from youcheng.domain.works import Picture
from youcheng.services.attachments import named_files
from youcheng.services.desk_access import Opened, open_submission
from youcheng.services.desk_answers import Answer, list_answers
from youcheng.services.desk_facts import gather_desk_facts
from youcheng.services.desk_history import Line, tell_history
from youcheng.services.flagging import DUPLICATE, POSSIBLE_COPY
from youcheng.services.mailing import address_of, language_of
from youcheng.services.ports import Services, UnitOfWork

_MOST_DUPLICATES: Final = 20


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another submission that is like this one: `why` is `DUPLICATE` (from the same person) or
    `POSSIBLE_COPY` (its picture looks alike)."""

    code: str
    review: ReviewState
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """A mail about the submission; the address is masked."""

    template: str
    language: str
    address: str
    state: MailState
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """What somebody reads of a submission; what is not theirs to read is empty.

    Attributes:
        code, programme, kind, review, visibility, language: of the submission.
        version: what every act names, so that none is done on what has changed.
        pending: code of the decision that waits; empty for none.
        sent_at, since, due_at: as in the queue.
        assignee, referred_to, tags, flags: as in the queue.
        answers: in the order of the form.
        attachments: what was sent along; not what was made of it, nor what is not sent yet or was
            replaced.
        history: oldest first.
        duplicates: those that the actor may know of.
        notes, questions, messages: oldest first.
        pictures: those that were sent, of which there are copies to look at.
        contact: masked address of who answers for it; empty for none.
        contact_language: code of the language in which they are written to.
        extended_to: its own deadline.
        works: whether the actor may look after it: write notes, put on tags, give it to somebody.
        returned: questions were answered, and nobody of the staff has looked at it since.
        actions: what may be asked for now, each with the names of the guards that do not hold yet;
            some of them are what the act itself brings along (a comment, somebody who takes it).
    """

    code: str
    programme: str
    kind: SubmissionKind
    review: ReviewState
    visibility: Visibility
    language: str
    version: int
    pending: str
    sent_at: datetime | None
    since: datetime | None
    due_at: datetime | None
    assignee: str
    referred_to: str
    tags: tuple[Tag, ...]
    flags: tuple[str, ...]
    answers: tuple[Answer, ...]
    attachments: tuple[Attachment, ...]
    history: tuple[Line, ...]
    duplicates: tuple[Duplicate, ...]
    notes: tuple[Note, ...]
    questions: tuple[Question, ...]
    messages: tuple[Message, ...]
    pictures: tuple[Picture, ...]
    contact: str
    contact_language: str
    extended_to: datetime | None
    works: bool
    returned: bool
    actions: tuple[tuple[Action, tuple[str, ...]], ...]


def view_submission(services: Services, /, *, actor: Actor, code: str) -> SubmissionView:
    """The submission with this reference code, as far as the actor reads it.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    with services.records.read() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        submission, entry = opened.submission, opened.entry
        may = opened.areas
        works = Area.NOTES in may
        answers = tuple(list_answers(services, uow, opened))
        pending = submission.state.pending
        read = {one.field for one in answers if not one.restricted}
        named = named_files(submission.sent or {})
        contact = address_of(submission, Recipient.CONTACT)
        return SubmissionView(
            code=str(submission.code),
            programme=submission.programme,
            kind=submission.kind,
            review=submission.review,
            visibility=submission.state.visibility,
            language=submission.language,
            version=opened.version,
            pending=str(pending) if pending is not None and Area.PENDING in may else "",
            sent_at=submission.sent_at,
            since=None if entry is None else entry.since,
            due_at=None if entry is None else entry.due_at,
            assignee=entry.assignee if entry is not None and works else "",
            referred_to="" if entry is None else entry.referred_to,
            tags=tuple(uow.tags.of(submission.id).get(submission.id, ())) if works else (),
            flags=submission.flags if Area.SYS in may else (),
            answers=answers,
            attachments=tuple(
                one
                for one in uow.attachments.of(submission.id)
                if one.id in named and one.field in read
            ),
            history=tell_history(opened.events, may),
            duplicates=tuple(_duplicates(services, uow, opened)) if works else (),
            notes=tuple(uow.notes.of(submission.id)) if works else (),
            questions=tuple(uow.questions.of(submission.id)) if works else (),
            messages=tuple(_messages(uow, opened)) if Area.MESSAGES in may else (),
            pictures=tuple(_pictures(uow, opened, named)),
            contact=mask_address(contact) if Area.MESSAGES in may else "",
            contact_language=language_of(submission, contact),
            extended_to=submission.extended_to if works else None,
            works=works,
            returned=works and entry is not None and entry.returned,
            actions=_actions(services, uow, opened),
        )


def _pictures(uow: UnitOfWork, opened: Opened, named: Container[str]) -> Iterator[Picture]:
    if opened.reads(Area.JURY) is Reading.YES:
        yield from (one for one in uow.pictures.of(opened.submission.id) if one.id in named)


def _duplicates(services: Services, uow: UnitOfWork, opened: Opened) -> Iterator[Duplicate]:
    submission = opened.submission
    found: dict[str, str] = {}
    if submission.contact:
        for other in uow.submissions.sent_from(submission.contact, submission.programme):
            found.setdefault(other, DUPLICATE)
    mine = [one.fingerprint for one in uow.pictures.of(submission.id)]
    if mine:
        for other, mark in uow.pictures.fingerprints(submission.programme):
            if any(distance(mark, one) <= ALIKE for one in mine):
                found.setdefault(other, POSSIBLE_COPY)
    found.pop(submission.id, None)
    for other, why in [*found.items()][:_MOST_DUPLICATES]:
        like = uow.submissions.find(other)
        if like is not None and reading(opened.actor, Area.STATE, like.scope) is Reading.YES:
            yield Duplicate(str(like.code), like.review, why)


def _messages(uow: UnitOfWork, opened: Opened) -> Iterator[Message]:
    for mail in uow.outbox.of(opened.submission.id):
        yield Message(
            mail.template,
            mail.language,
            mask_address(mail.address),
            mail.state,
            mail.created_at,
            mail.sent_at,
        )


def mask_address(address: str) -> str:
    """An e-mail address of which nobody learns more than whether it is the one they know."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}•••{at}{domain[:1]}•••.{domain.rpartition('.')[2]}" if at else ""


def _actions(
    services: Services, uow: UnitOfWork, opened: Opened
) -> tuple[tuple[Action, tuple[str, ...]], ...]:
    state, facts = opened.submission.state, gather_desk_facts(services, uow, opened)
    found = []
    for action in open_actions(state, opened.roles):
        if action is Action.UNDO_BATCH:
            # A batch is undone as a whole, from where it was done.
            continue
        missing = [_missing(opened, action, role, facts) for role in sorted(opened.roles)]
        least: Sequence[str] = min((one for one in missing if one is not None), key=len)
        found.append((action, tuple(least)))
    return tuple(found)


def _missing(opened: Opened, action: Action, role: Role, facts: Facts) -> tuple[str, ...] | None:
    try:
        return missing_guards(opened.submission.state, action, role, facts)
    except TransitionRefused:
        return None
