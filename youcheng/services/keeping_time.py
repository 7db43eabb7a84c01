"""What the clock does by itself: reminders, and the end of drafts and of unanswered requests.

Each submission has a unit of work of its own. Everything may be repeated: what was done already is
not due any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.consents import agreed
from youcheng.domain.guards import Facts
from youcheng.domain.lifetimes import CHANGES, CONSENT, DRAFT, Due, Lifetime
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork

_SYSTEM: Final = Mover(Role.SYSTEM, "system", Via.JOB)
KEPT_COUNTS: Final = timedelta(days=2)
"""How long it is known how often something was asked for from one address."""
KEPT_CHALLENGES: Final = timedelta(days=1)
"""How long a one-time code is known, by its digest, after it was mailed."""
KEPT_SESSIONS: Final = timedelta(days=1)
"""How long a session of the staff is known after it began, by the digest of its token; it is over
by then."""


@dataclass(frozen=True, slots=True)
class _Wait:
    """A state that the clock ends: how long it lasts, what reminds and what ends it."""

    review: ReviewState
    lifetime: Lifetime
    remind: Action
    end: Action | None


_WAITS: Final = (
    _Wait(ReviewState.DRAFT, DRAFT, Action.REMIND_DRAFT, Action.EXPIRE_DRAFT),
    _Wait(ReviewState.AWAITING_GUARDIAN, CONSENT, Action.REMIND_GUARDIAN, Action.EXPIRE_CONSENT),
    # Silence after a question is ended by a lead, never by the clock alone.
    _Wait(ReviewState.CHANGES_REQUESTED, CHANGES, Action.REMIND_CHANGES, None),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a round of the clock came to: how many were reminded, and how many ended."""

    reminded: int = 0
    ended: int = 0


def keep_time(services: Services, /) -> Kept:
    """Remind of what waits and end what has waited too long, up to the server's clock."""
    reminded = ended = 0
    for wait in _WAITS:
        for submission_id in _waiting(services, wait):
            done = _keep_one(services, submission_id, wait)
            reminded += done is Due.REMIND
            ended += done is Due.END
    with services.records.write() as uow:
        now = services.clock()
        uow.counts.remove_before(now - KEPT_COUNTS)
        uow.challenges.remove_before(now - KEPT_CHALLENGES)
        uow.sessions.remove_before(now - KEPT_SESSIONS)
        uow.commit()
    return Kept(reminded, ended)


def _waiting(services: Services, wait: _Wait) -> Iterator[str]:
    """Ids of submissions in the state that may be due, some hundred at a time."""
    # What falls due at this very moment is due.
    first = min([*wait.lifetime.reminders, wait.lifetime.length]) - timedelta.resolution
    after = ""
    while True:
        with services.records.read() as uow:
            found = uow.submissions.in_state(
                wait.review, before=services.clock() - first, after=after
            )
        yield from found
        if not found:
            return
        after = found[-1]


def _keep_one(services: Services, submission_id: str, wait: _Wait) -> Due:
    with services.records.write() as uow:
        submission = uow.submissions.find(submission_id)
        if submission is None or submission.review is not wait.review:
            return Due.NOTHING
        now = services.clock()
        since, sent = _since(submission)
        if since is None:
            return Due.NOTHING
        due = wait.lifetime.due(since, now, reminders_sent=sent)
        if due is Due.REMIND:
            _remind(services, uow, submission, wait, since, now)
        elif due is Due.END and wait.end is not None:
            facts = _facts(services, uow, submission, since, sent)
            move(services, uow, submission, wait.end, mover=_SYSTEM, facts=facts)
        else:
            return Due.NOTHING
        uow.commit()
    return due


def _since(submission: Submission) -> tuple[datetime | None, int]:
    if submission.review is ReviewState.DRAFT:
        return submission.draft.saved_at, submission.draft.reminders_sent
    return submission.waiting_since, submission.reminders_sent


def _facts(
    services: Services, uow: UnitOfWork, submission: Submission, since: datetime, sent: int
) -> Facts:
    return gather_facts(
        services,
        submission,
        since=since,
        reminders_sent=sent,
        agreed=agreed(uow.agreements.of(submission.id)),
    )


def _remind(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    wait: _Wait,
    since: datetime,
    now: datetime,
) -> None:
    _, sent = _since(submission)
    passed = wait.lifetime.reminders_passed(since, now)
    facts = _facts(services, uow, submission, since, sent)
    if submission.review is ReviewState.DRAFT:
        counted = replace(submission, draft=replace(submission.draft, reminders_sent=passed))
    else:
        counted = replace(submission, reminders_sent=passed)
    move(services, uow, counted, wait.remind, mover=_SYSTEM, facts=facts)
