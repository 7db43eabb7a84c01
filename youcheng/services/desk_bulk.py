"""One act on many submissions: looked at before it is done, done in steps, undone as one.

The dry run does the very act in units of work that are never committed, so that what it lists is
what the act does. Undo stands open until a mail of the act has left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor, Role
from youcheng.domain.desk import BulkStep
from youcheng.domain.guards import Batch
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import (
    NotAllowed,
    Opened,
    Outdated,
    open_submission,
    require_working,
)
from youcheng.services.desk_acts import (
    Act,
    Unchanged,
    Verb,
    note,
    perform,
    perform_step,
    require_act,
    transit,
)
from youcheng.services.ports import Services, UnitOfWork

STEP: Final = 50
"""Submissions in one unit of work."""
MOST: Final = 2000
"""Submissions of one act."""
OUTDATED: Final = "outdated"
"""Why a submission is skipped that has changed since it was looked at."""
_WAITING: Final = frozenset({MailState.HELD, MailState.QUEUED, MailState.DISCARDED})


@dataclass(frozen=True, slots=True)
class Planned:
    """What an act does to one submission.

    Attributes:
        code: its reference code.
        version: which the act is planned on.
        before, after: its review state.
        mails: names of the letters that are written.
    """

    code: str
    version: int
    before: ReviewState
    after: ReviewState
    mails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What an act would do now.

    Attributes:
        act: what is to be done.
        changes: to which submissions, in the order of their codes.
        skipped: codes of the submissions that are left out, each with the code of the reason.
    """

    act: Act
    changes: tuple[Planned, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What an act, or its undoing, came to.

    Attributes:
        batch: id of the act, by which it is undone.
        done: codes of the submissions that it changed.
        skipped: as in `BulkPlan`.
    """

    batch: str
    done: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]


Progress = Callable[[int, int], None]
"""Called after each step with how many submissions were looked at, and of how many."""


def _nothing(done: int, of: int) -> None:
    """Tell nobody."""


def plan_bulk(services: Services, /, *, actor: Actor, codes: Sequence[str], act: Act) -> BulkPlan:
    """What `act` would do to these submissions now; nothing is changed.

    Raises:
        NotAllowed: `desk`.
        ValueError: there are more than `MOST`, or the act names something that is not there.
    """
    require_working(actor)
    names = sorted({*codes})
    if len(names) > MOST:
        raise ValueError(f"at most {MOST} submissions at once")
    changes: list[Planned] = []
    skipped: list[tuple[str, str]] = []
    for some in _steps(names):
        with services.records.write() as uow:
            for code, opened in _open_all(services, uow, actor, some, skipped):
                try:
                    require_act(uow, opened, act)
                    changes.append(_try(services, uow, opened, act))
                except (NotAllowed, TransitionRefused, Unchanged) as refused:
                    skipped.append((code, refused.code))
    return BulkPlan(act, tuple(changes), tuple(sorted(skipped)))


def run_bulk(
    services: Services, /, *, actor: Actor, plan: BulkPlan, progress: Progress = _nothing
) -> BulkDone:
    """Do what was planned, fifty submissions in one unit of work; what has changed since is left.

    Raises:
        NotAllowed: `desk`.
    """
    require_working(actor)
    versions = {one.code: one.version for one in plan.changes}
    batch, done = uuid4().hex, list[str]()
    skipped = list(plan.skipped)
    for number, some in enumerate(_steps(sorted(versions))):
        with services.records.write() as uow:
            for code, opened in _open_all(services, uow, actor, some, skipped):
                try:
                    require_act(uow, opened, plan.act)
                    opened.require_version(versions[code])
                    perform_step(services, uow, opened, plan.act, batch=batch)
                    done.append(code)
                except Outdated:
                    skipped.append((code, OUTDATED))
                except (NotAllowed, TransitionRefused, Unchanged) as refused:
                    skipped.append((code, refused.code))
            uow.commit()
        progress(min((number + 1) * STEP, len(versions)), len(versions))
    return BulkDone(batch, tuple(done), tuple(sorted(skipped)))


def undo_bulk(
    services: Services, /, *, actor: Actor, batch: str, progress: Progress = _nothing
) -> BulkDone:
    """Undo an act of the actor's own, or of anybody for a lead.

    A submission to which something has happened since stays as it is.

    Raises:
        NotAllowed: `desk`, or `batch`: no act that is the actor's to undo.
        TransitionRefused: `batch_unmailed`: a mail of it has left; nothing was undone.
    """
    require_working(actor)
    with services.records.read() as uow:
        steps = [one for one in uow.bulks.of(batch) if one.undone_at is None]
        if not steps or (Role.LEAD not in actor.roles and steps[0].actor != actor.id):
            raise NotAllowed("batch")
        if any(mail.state not in _WAITING for one in steps for mail in _mails(uow, one)):
            raise TransitionRefused("batch_unmailed", Action.UNDO_BATCH)
        by_code = {
            str(found.code): one
            for one in steps
            if (found := uow.submissions.find(one.submission)) is not None
        }
    done, skipped = list[str](), list[tuple[str, str]]()
    for number, some in enumerate(_steps(sorted(by_code))):
        with services.records.write() as uow:
            for code, opened in _open_all(services, uow, actor, some, skipped):
                try:
                    _undo(services, uow, opened, by_code[code])
                    done.append(code)
                except (NotAllowed, TransitionRefused) as refused:
                    skipped.append((code, refused.code))
            uow.commit()
        progress(min((number + 1) * STEP, len(by_code)), len(by_code))
    return BulkDone(batch, tuple(done), tuple(sorted(skipped)))


def _steps(codes: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(codes)
    while some := list(islice(rest, STEP)):
        yield some


def _open_all(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    codes: Sequence[str],
    skipped: list[tuple[str, str]],
) -> list[tuple[str, Opened]]:
    """Read all of a step for writing before the log is held, in one order: two who work on the same
    submissions then never wait for one another."""
    found = []
    for code in codes:
        try:
            found.append((code, open_submission(services, uow, actor=actor, code=code)))
        except NotAllowed as refused:
            skipped.append((code, refused.code))
    return found


def _try(services: Services, uow: UnitOfWork, opened: Opened, act: Act) -> Planned:
    """Do it in a unit of work that nobody commits, and say what came of it."""
    cause = perform(services, uow, opened, act)
    after = uow.submissions.find(opened.submission.id)
    written = [mail for mail in uow.outbox.of(opened.submission.id) if mail.cause == cause]
    return Planned(
        code=str(opened.submission.code),
        version=opened.version,
        before=opened.submission.review,
        after=opened.submission.review if after is None else after.review,
        mails=tuple(mail.template for mail in written),
    )


def _mails(uow: UnitOfWork, step: BulkStep) -> list[OutboxMail]:
    return [mail for mail in uow.outbox.of(step.submission) if mail.cause == step.cause]


def _put_back(uow: UnitOfWork, step: BulkStep) -> None:
    """Let it wait as long, and with whom, as before."""
    entry = uow.queue.find(step.submission)
    if entry is not None and step.since is not None:
        back = replace(entry, assignee=step.assignee, since=step.since)
        uow.queue.put(back, before=entry)


def _undo(services: Services, uow: UnitOfWork, opened: Opened, step: BulkStep) -> None:
    # Held until the end: an act whose mail leaves meanwhile stays done.
    mails = [held for one in _mails(uow, step) if (held := uow.outbox.find(one.id)) is not None]
    latest = opened.version == step.version
    if opened.submission.state != step.before:
        facts = Batch(
            actor=step.actor,
            previous=step.before,
            latest=latest,
            mail_left=any(mail.state not in _WAITING for mail in mails),
        )
        transit(
            services,
            uow,
            opened,
            Action.UNDO_BATCH,
            {"batch": facts},
            details={"batch": step.batch},
        )
    elif not latest:
        raise TransitionRefused("batch_latest", Action.UNDO_BATCH)
    else:
        note(uow, opened, "batch.undone", batch=step.batch)
    for mail in mails:
        uow.outbox.put(mail.forgotten())
    _put_back(uow, step)
    if step.act == Verb.TAG:
        uow.tags.take_off(step.submission, step.tag)
    elif step.act == Verb.UNTAG:
        uow.tags.put_on(step.submission, step.tag)
    uow.bulks.put(replace(step, undone_at=opened.now))
