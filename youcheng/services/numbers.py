"""Numbers about the queue: what came in, where it stands, how long decisions took.

They are counted over what the actor reads in the queue; whoever reads counts alone (an auditor)
counts all of it. There is no personal data in them, and the design sets no least size of a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from youcheng.domain.actors import Actor
from youcheng.domain.numbers import (
    MEDIAN,
    NINE_IN_TEN,
    PERIODS,
    mondays,
    percentile,
    week_bounds,
)
from youcheng.domain.permissions import Area, Reach, Reading, reading
from youcheng.domain.queue import QueueView
from youcheng.domain.states import ReviewState
from youcheng.services.desk_access import require_reach
from youcheng.services.desk_queue import query_of
from youcheng.services.ports import Services
from youcheng.services.ports_desk import Group


@dataclass(frozen=True, slots=True)
class Waits:
    """How long it took from sending to the decision.

    Attributes:
        decided: how many stand at a decision now; what is closed or in the archive is not counted.
        median: half of them took no longer.
        nine_in_ten: nine in ten took no longer.
    """

    decided: int
    median: timedelta
    nine_in_ten: timedelta


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a period.

    Attributes:
        programme: id of the one that they are about; empty for all.
        weeks: how many were sent in each week, by its Monday in Nanjing, all weeks of the period.
        programmes: how many were sent, by programme.
        partners: the same by partner; empty id where none was answered.
        states: the same by where they stand now.
        waits: by programme; those without a decision are not there.
        choices: ids of the programmes that may be asked for.
    """

    programme: str
    weeks: Mapping[date, int]
    programmes: Mapping[str, int]
    partners: Mapping[str, int]
    states: Mapping[ReviewState, int]
    waits: Mapping[str, Waits]
    choices: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many were sent in the period."""
        return sum(self.weeks.values())


def count_numbers(
    services: Services, /, *, actor: Actor, programme: str = "", weeks: int = PERIODS[0]
) -> Numbers:
    """The numbers of the last `weeks` weeks, the present one included.

    Args:
        actor: who asks, as the store knows them now.
        programme: id of a programme; empty for all.
        weeks: one of `PERIODS`.

    Raises:
        NotAllowed: `desk`.
        ValueError: `weeks` is none of `PERIODS`.
    """
    if weeks not in PERIODS:
        raise ValueError(f"no numbers of {weeks} weeks")
    counts_all = reading(actor, Area.COUNTS) is Reading.YES
    reach = Reach(all=True) if counts_all else require_reach(actor)
    now = services.clock()
    first = mondays(now, weeks)
    bounds = week_bounds(first)
    every = replace(query_of(actor, reach, QueueView(), now), sent_since=bounds[0])
    asked = replace(every, view=QueueView(programme=programme))
    with services.records.read() as uow:
        by_week = uow.queue.count_between(asked, bounds)
        by_programme = uow.queue.count_by(every, Group.PROGRAMME)
        partners = uow.queue.count_by(asked, Group.PARTNER)
        states = uow.queue.count_by(asked, Group.REVIEW)
        took: dict[str, list[timedelta]] = {}
        for found, sent_at, decided_at in uow.queue.decided(asked):
            took.setdefault(found, []).append(decided_at - sent_at)
    return Numbers(
        programme=programme,
        weeks=dict(zip(first, by_week, strict=True)),
        programmes={one: number for one, number in by_programme.items() if programme in {"", one}},
        partners=partners,
        states={ReviewState(one): number for one, number in states.items()},
        waits={one: _waits(sorted(durations)) for one, durations in sorted(took.items())},
        choices=tuple(by_programme),
    )


def _waits(durations: list[timedelta]) -> Waits:
    return Waits(len(durations), percentile(durations, MEDIAN), percentile(durations, NINE_IN_TEN))
