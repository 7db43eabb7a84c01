"""How long what is kept has still to be kept, and erasing at once what has been kept long enough.

The site does the same by itself: drafts and requests every hour, the rest every night. A lead may
look at the list of what goes and have it done now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal

from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.permissions import may_purge
from youcheng.domain.retention import RETENTION, RULES, DataClass
from youcheng.domain.states import ReviewState
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_settings import require_settings
from youcheng.services.ports import Services
from youcheng.services.purging import Overdue, find_overdue, purge_these

HORIZONS: Final = (timedelta(), timedelta(days=7), timedelta(days=30))
"""What is counted: what is due now, within a week, and within thirty days."""
_ENDED_BY_CLOCK: Final = {
    DataClass.DRAFT: ReviewState.DRAFT,
    DataClass.UNCONFIRMED: ReviewState.AWAITING_GUARDIAN,
}
_BY_PURGE: Final = (DataClass.SUBMISSION, DataClass.TOMBSTONE)

PurgeProblem = Literal["typed", "changed", "nothing"]


class PurgeRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Nothing was erased.

    Attributes:
        problem: `typed` (not the number that was to be typed), `changed` (the list is not the one
            that was seen), `nothing` (nothing is due).
    """

    def __init__(self, problem: PurgeProblem) -> None:
        super().__init__(problem)
        self.problem: PurgeProblem = problem


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What is kept, and how much of it goes when.

    Attributes:
        at: by the server's clock.
        counts: for each class of data that goes by itself, how many are due by each of `HORIZONS`;
            each number holds those before it. Other classes are not there: they go with what they
            belong to, or when somebody asks.
        coming: what goes within the last horizon, the soonest first; empty for who sees no
            submissions.
        due: how many of these are due now.
        stamp: stands for the list of those that are due now.
        purges: whether the actor may have them erased.
    """

    at: datetime
    counts: Mapping[DataClass, Sequence[int]]
    coming: Sequence[Overdue]
    due: int
    stamp: str
    purges: bool


def view_retention(services: Services, /, *, actor: Actor) -> RetentionView:
    """What is due now and soon; nothing is changed.

    Raises:
        NotAllowed: `role`.
    """
    require_settings(actor)
    now = services.clock()
    coming = sorted(
        find_overdue(services, by=now + HORIZONS[-1]),
        key=lambda one: (one.due_at, one.submission),
    )
    due = [one for one in coming if one.due_at <= now]
    counts = {
        rule.data: tuple(_count(services, rule.data, coming, now + each) for each in HORIZONS)
        for rule in RETENTION
        if rule.data in _BY_PURGE or rule.data in _ENDED_BY_CLOCK
    }
    purges = may_purge(actor)
    return RetentionView(
        at=now,
        counts=counts,
        coming=coming if purges else (),
        due=len(due),
        stamp=stamp_of(due),
        purges=purges,
    )


def purge_due(
    services: Services, /, *, actor: Actor, typed: str, stamp: str
) -> tuple[Overdue, ...]:
    """Erase what is due, as the actor saw it listed, and return it.

    Args:
        actor: who approves the list.
        typed: how many they are, as the actor typed it to confirm.
        stamp: of the list that the actor saw.

    Raises:
        NotAllowed: `role`.
        PurgeRefused: nothing was erased.
    """
    if not may_purge(actor):
        raise NotAllowed("role")
    due = find_overdue(services)
    if not due:
        raise PurgeRefused("nothing")
    if stamp_of(due) != stamp:
        raise PurgeRefused("changed")
    if typed.strip() != str(len(due)):
        raise PurgeRefused("typed")
    return purge_these(services, due, via=Via.DESK, by=f"staff:{actor.id}")


def stamp_of(due: Sequence[Overdue]) -> str:
    """A text that stands for a list, in whatever order."""
    lines = sorted(f"{one.submission} {one.review} {one.due_at.isoformat()}" for one in due)
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def _count(services: Services, data: DataClass, coming: Sequence[Overdue], by: datetime) -> int:
    state = _ENDED_BY_CLOCK.get(data)
    if state is None:
        return sum(one.data is data and one.due_at <= by for one in coming)
    # What falls due at this very moment is due.
    before = by - timedelta(days=RULES[data].days) + timedelta.resolution
    count, after = 0, ""
    with services.records.read() as uow:
        while ids := uow.submissions.in_state(state, before=before, after=after):
            count += len(ids)
            after = ids[-1]
    return count
