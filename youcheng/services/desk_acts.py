"""What one act in the desk does to one submission; singly and in bulk it is the same.

The order of the questions is: may the actor do this at all, is the submission as the actor saw it,
and does the table allow it now. Nothing is written before all three are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.desk import LONGEST_NOTE, BulkStep, Note
from youcheng.domain.permissions import Area, roles_towards
from youcheng.domain.states import PendingState, SubmissionKind
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import WORKING, NotAllowed, Opened, open_submission
from youcheng.services.desk_facts import gather_desk_facts
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.moving import Mover, move
from youcheng.services.ports import Services, UnitOfWork


class Unchanged(Exception):  # noqa: N818 -- a refusal, which is an answer
    """It is so already; nothing was written."""

    code: Final = "unchanged"


@dataclass(frozen=True, slots=True)
class Acted:
    """A submission after an act; `batch` is what the act is undone by, empty where it is not."""

    code: str
    version: int
    batch: str = ""


class Verb(StrEnum):
    """What is done to one submission or to many."""

    TAKE = "take"
    ASSIGN = "assign"
    TAG = "tag"
    UNTAG = "untag"
    START_REVIEW = "start_review"
    PROPOSE = "propose"
    APPROVE = "approve"
    MARK_SPAM = "mark_spam"
    UNMARK_SPAM = "unmark_spam"


@dataclass(frozen=True, slots=True)
class Act:
    """One act, with what it needs.

    Attributes:
        verb: what is done.
        assignee: who is to look after it, for `ASSIGN`, as the store knows them; None for nobody.
        tag: id of the tag, for `TAG` and `UNTAG`.
        decision: what is proposed, for `PROPOSE`.
        comment: why, for `PROPOSE`; it is kept as a note.
    """

    verb: Verb
    assignee: Actor | None = None
    tag: str = ""
    decision: PendingState | None = None
    comment: str = ""


PROPOSALS: Final[Mapping[PendingState, Action]] = {
    PendingState.ACCEPTED: Action.PROPOSE_ACCEPTED,
    PendingState.WAITLISTED: Action.PROPOSE_WAITLISTED,
    PendingState.DECLINED: Action.PROPOSE_DECLINED,
    PendingState.AWARDED: Action.PROPOSE_AWARDED,
    PendingState.PARTICIPATED: Action.PROPOSE_PARTICIPATED,
}
_PLAIN: Final[Mapping[Verb, Action]] = {
    Verb.TAKE: Action.TAKE,
    Verb.START_REVIEW: Action.START_REVIEW,
    Verb.MARK_SPAM: Action.MARK_SPAM,
    Verb.UNMARK_SPAM: Action.UNMARK_SPAM,
}
_KNOWN: Final[Mapping[Action, Mapping[str, object]]] = {
    Action.TAKE: {"assigned": True},
    Action.START_REVIEW: {"complete": True},
    Action.APPLY_DECISION: {"preview_accepted": True},
}
"""What the act itself says is so, by the names of `youcheng.domain.guards.Facts`."""


def action_of(opened: Opened, act: Act) -> Action | None:
    """The action of the transition table that an act is; None for one that moves nothing."""
    if act.verb is Verb.PROPOSE:
        return PROPOSALS[act.decision or PendingState.ACCEPTED]
    if act.verb is Verb.APPROVE:
        state = opened.submission.state
        to_confirm = state.kind is SubmissionKind.PAINTING and not state.pending_confirmed
        return Action.CONFIRM_AWARD if to_confirm else Action.APPLY_DECISION
    return _PLAIN.get(act.verb)


def require_act(uow: UnitOfWork, opened: Opened, act: Act) -> None:
    """Return if the actor may do this to the submission, whatever state it is in.

    Raises:
        NotAllowed: `role`, `area`, or `assignee`: who is named cannot look after it.
        ValueError: the tag is unknown, or the comment too long.
    """
    action = action_of(opened, act)
    if action is not None:
        require_role(opened, action)
    else:
        opened.require(Area.NOTES)
    assignee = act.assignee
    if assignee is not None and not roles_towards(assignee, opened.scope) & WORKING:
        raise NotAllowed("assignee")
    if act.verb in {Verb.TAG, Verb.UNTAG} and uow.tags.find(act.tag) is None:
        raise ValueError("there is no such tag")
    if len(act.comment) > LONGEST_NOTE:
        raise ValueError("the comment is too long")


def require_role(opened: Opened, action: Action) -> None:
    """Return if the table gives `action` to a role of the actor, from some state or other.

    Raises:
        NotAllowed: `role`.
    """
    roles = {
        role
        for (kind, _, known), row in TRANSITIONS.items()
        if known is action and kind is opened.submission.kind
        for role in row.roles
    }
    if not roles & opened.roles:
        raise NotAllowed("role")


def perform(
    services: Services, uow: UnitOfWork, opened: Opened, act: Act, *, batch: str = ""
) -> int:
    """Do it, `require_act` having been asked; return the sequence number of its first event.

    Raises:
        TransitionRefused: not now; nothing was written.
        Unchanged: the tag is on or off already, or the same person looks after it.
    """
    action, actor = action_of(opened, act), opened.actor
    told = {"batch": batch} if batch else {}
    if action is not None:
        known = {**_KNOWN.get(action, {})}
        if act.verb is Verb.PROPOSE:
            known["comment"] = bool(act.comment.strip())
        if act.verb is Verb.TAKE:
            told["assignee"] = actor.id
        cause = transit(services, uow, opened, action, known, details=told)
        if act.verb is Verb.TAKE:
            put_assignee(uow, opened, actor.id)
        if act.comment.strip():
            keep_note(uow, opened, act.comment)
        return cause
    if act.verb is Verb.ASSIGN:
        assignee = "" if act.assignee is None else act.assignee.id
        if opened.entry is None or opened.entry.assignee == assignee:
            raise Unchanged
        put_assignee(uow, opened, assignee)
        return note(uow, opened, "assigned", **told, **({"assignee": assignee} if assignee else {}))
    on = act.verb is Verb.TAG
    tags = uow.tags.of(opened.submission.id).get(opened.submission.id, ())
    if on == any(one.id == act.tag for one in tags):
        raise Unchanged
    change: Callable[[str, str], None] = uow.tags.put_on if on else uow.tags.take_off
    change(opened.submission.id, act.tag)
    return note(uow, opened, "tag.added" if on else "tag.removed", tag=act.tag, **told)


def perform_step(
    services: Services, uow: UnitOfWork, opened: Opened, act: Act, *, batch: str
) -> None:
    """Do it as `perform` does, and keep what undoes it."""
    cause = perform(services, uow, opened, act, batch=batch)
    uow.bulks.add(
        BulkStep(
            batch=batch,
            submission=opened.submission.id,
            actor=opened.actor.id,
            at=opened.now,
            act=str(act.verb),
            before=opened.submission.state,
            assignee="" if opened.entry is None else opened.entry.assignee,
            since=None if opened.entry is None else opened.entry.since,
            tag=act.tag,
            cause=cause,
            version=uow.log.head().sequence,
        )
    )


@contextmanager
def acting(services: Services, actor: Actor, code: str) -> Iterator[tuple[UnitOfWork, Opened]]:
    """A unit of work that writes, and the submission as the actor stands to it.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    with services.records.write() as uow:
        yield uow, open_submission(services, uow, actor=actor, code=code)


def commit_act(uow: UnitOfWork, opened: Opened, *, batch: str = "") -> Acted:
    """Make it durable. Whoever wrote an event holds the end of the log, so it is the version."""
    version = uow.log.head().sequence
    uow.commit()
    return Acted(str(opened.submission.code), version, batch)


def transit(
    services: Services,
    uow: UnitOfWork,
    opened: Opened,
    action: Action,
    known: Mapping[str, object] | None = None,
    *,
    details: Mapping[str, str] | None = None,
    fields: tuple[str, ...] = (),
) -> int:
    """Move the submission by the table; return the sequence number of the first event.

    Args:
        services, uow: a unit of work that writes.
        opened: the submission, with what the action changes besides the state.
        action: what is done.
        known: what comes with the act, by the names of `youcheng.domain.guards.Facts`.
        details, fields: for the log.

    Raises:
        TransitionRefused: it may not happen now; nothing was written.
    """
    row = TRANSITIONS.get((opened.submission.kind, opened.submission.review, action))
    if row is None:
        raise TransitionRefused("state", action)
    roles = opened.roles & row.roles
    if not roles:
        raise TransitionRefused("role", action)
    cause = uow.log.head().sequence + 1
    move(
        services,
        uow,
        opened.submission,
        action,
        mover=Mover(min(roles), f"staff:{opened.actor.id}", Via.DESK),
        facts=gather_desk_facts(services, uow, opened, **(known or {})),
        fields=fields,
        details=details,
    )
    return cause


def note(
    uow: UnitOfWork, opened: Opened, kind: str, /, *, fields: Sequence[str] = (), **details: str
) -> int:
    """Log what the actor did to the submission, or to some of its fields; return the sequence
    number."""
    return note_event(
        uow,
        at=opened.now,
        actor=f"staff:{opened.actor.id}",
        via=Via.DESK,
        kind=kind,
        subject=submission_subject(opened.submission.id),
        fields=fields,
        details=details,
    ).sequence


def put_assignee(uow: UnitOfWork, opened: Opened, assignee: str) -> None:
    """Write down who looks after the submission."""
    entry = uow.queue.find(opened.submission.id)
    if entry is not None:
        uow.queue.put(replace(entry, assignee=assignee), before=entry)


def keep_note(uow: UnitOfWork, opened: Opened, text: str) -> None:
    """Keep what the actor wrote for the staff."""
    uow.notes.add(
        Note(uuid4().hex, opened.submission.id, opened.actor.id, opened.now, text.strip())
    )
