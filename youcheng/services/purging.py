"""Follows the published table of retention: what has been kept long enough is erased.

What a dry run lists is what a purge at the same moment does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.audit import Event, Via
from youcheng.domain.replay import state_since
from youcheng.domain.retention import DataClass, rule_of
from youcheng.domain.states import ERASABLE, FINAL, ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.erasing import erase
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.moving import Mover
from youcheng.services.ports import Services, UnitOfWork

_ENDS: Final = tuple(sorted(ERASABLE | FINAL))


@dataclass(frozen=True, slots=True)
class Overdue:
    """A submission that has been kept as long as the table says.

    Attributes:
        submission: its id.
        code: its reference code.
        programme: id of its programme.
        review: where it stands; what is erased already loses its tombstone too.
        data: the class of data whose period is over.
        since: when it came to that state (aware).
        due_at: when the period was over.
    """

    submission: str
    code: str
    programme: str
    review: ReviewState
    data: DataClass
    since: datetime
    due_at: datetime


def find_overdue(services: Services, /, *, by: datetime | None = None) -> tuple[Overdue, ...]:
    """What a purge would do now, in the order of ids; nothing is changed.

    Args:
        services: with the records.
        by: what it would do at that moment (aware), as things stand; None for now.
    """
    now = services.clock() if by is None else by
    found: list[Overdue] = []
    after = ""
    while True:
        with services.records.read() as uow:
            ids = uow.submissions.in_state(*_ENDS, after=after)
            for one in sorted(uow.submissions.many(ids), key=lambda one: one.id):
                overdue = _overdue(uow, one, now)
                found += [] if overdue is None else [overdue]
        if not ids:
            return tuple(found)
        after = ids[-1]


def purge(services: Services, /, *, via: Via = Via.JOB, by: str = "system") -> tuple[Overdue, ...]:
    """Erase what is overdue and return it; each submission has a unit of work of its own.

    May be repeated, and broken off at any point: what is left is overdue the next time.

    Args:
        services: with the records.
        via: by what way it came.
        by: whom the log names as having asked for it.
    """
    return purge_these(services, find_overdue(services), via=via, by=by)


def purge_these(
    services: Services, overdue: Sequence[Overdue], /, *, via: Via, by: str
) -> tuple[Overdue, ...]:
    """Erase those of a list that are still overdue as it says; see `purge`."""
    done = []
    for one in overdue:
        with services.records.write() as uow:
            submission = uow.submissions.find(one.submission)
            # It may have been moved since it was listed.
            if submission is None or _overdue(uow, submission, services.clock()) != one:
                continue
            if one.review is ReviewState.ERASED:
                remove_tombstone(uow, submission)
            else:
                _erase(services, uow, submission, via, by)
            uow.commit()
        done.append(one)
    if done:
        _note(services, len(done), via, by)
    return tuple(done)


def _overdue(uow: UnitOfWork, submission: Submission, now: datetime) -> Overdue | None:
    rule = rule_of(submission.kind, submission.review)
    # It cannot have ended before it was begun: the log is read only of what is old enough.
    if rule is None or rule.due_at(submission.created_at) > now:
        return None
    since = state_since(_events(uow, submission))
    if since is None or (due := rule.due_at(since)) > now:
        return None
    return Overdue(
        submission=submission.id,
        code=str(submission.code),
        programme=submission.programme,
        review=submission.review,
        data=rule.data,
        since=since,
        due_at=due,
    )


def _events(uow: UnitOfWork, submission: Submission) -> list[Event]:
    return list(uow.log.of(submission_subject(submission.id)))


def _erase(services: Services, uow: UnitOfWork, submission: Submission, via: Via, by: str) -> None:
    erase(
        services,
        uow,
        submission,
        Action.ERASE_BY_RETENTION,
        mover=Mover(Role.SYSTEM, by, via),
        reason="retention",
        retention_approved=True,
    )


def remove_tombstone(uow: UnitOfWork, submission: Submission) -> None:
    """Remove the tombstone and the row of an erased submission; the log keeps an id that names
    nothing any more."""
    for event in _events(uow, submission):
        if (tombstone := dict(event.details).get("tombstone")) is not None:
            uow.tombstones.remove(tombstone)
    uow.submissions.remove(submission.id)


def _note(services: Services, number: int, via: Via, by: str) -> None:
    now = services.clock()
    with services.records.write() as uow:
        note_event(
            uow,
            at=now,
            actor=by,
            via=via,
            kind="purge.done",
            subject=f"purge:{now:%Y%m%dT%H%M%SZ}",
            details={"count": str(number)},
        )
        uow.commit()
