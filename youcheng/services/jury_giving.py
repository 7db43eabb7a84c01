"""Who scores what, as it is stored: what is not begun is given as evenly as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.jury.assignment import Task, assign
from youcheng.domain.jury.records import TaskRecord, TaskState
from youcheng.services.jury_access import OpenedRound, find_round, note_round
from youcheng.services.ports import Services, UnitOfWork

_HELD = frozenset({TaskState.BEGUN, TaskState.SCORED})


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round after an act.

    Attributes:
        round: its id.
        version: of the round.
        loads: by juror who scores, how many entries they have.
        short: reference codes of submissions that cannot have their quorum.
    """

    round: str
    version: int
    loads: Mapping[str, int]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Giving:
    """Who has what, and who would have it.

    Attributes:
        before, after: pairs of entry and juror.
        loads: by juror who scores, how many entries they would have.
        short: reference codes of submissions that could not have their quorum.
    """

    before: frozenset[tuple[str, str]]
    after: frozenset[tuple[str, str]]
    loads: Mapping[str, int]
    short: tuple[str, ...]


def plan_giving(opened: OpenedRound) -> Giving:
    """Give what is not begun, as evenly as can be; nothing is stored."""
    tasks = [one for one in opened.tasks if one.entry in opened.submissions]
    serving = frozenset(opened.serving)
    kept = _by_entry(
        one
        for one in tasks
        if one.state is TaskState.SCORED or (one.state in _HELD and one.juror in serving)
    )
    given = _by_entry(one for one in tasks if one.state is TaskState.GIVEN)
    result = assign(
        [
            Task(
                entry,
                frozenset(one for one in serving if not opened.rules_against(one, entry)),
                kept.get(entry, frozenset()),
                given.get(entry, frozenset()),
            )
            for entry in opened.submissions
        ],
        opened.countries,
        opened.rules.quorum,
        seed=opened.record.seed,
        left=frozenset(opened.countries) - serving,
    )
    # What a juror stepped back from stays, as the reason why they are not given it again.
    before = {(one.entry, one.juror) for one in tasks if one.state is not TaskState.RECUSED}
    return Giving(
        frozenset(before),
        frozenset((entry, one) for entry, members in result.jurors.items() for one in members),
        result.loads,
        tuple(sorted(str(opened.submissions[one].code) for one in result.short)),
    )


def rebalance(
    services: Services, uow: UnitOfWork, actor: Actor, round_id: str, version: int
) -> RoundStanding:
    """Give what is not begun, as evenly as can be, and store what changes; the caller commits.

    Args:
        services, uow: a unit of work that writes and holds the round.
        actor: who causes it.
        round_id, version: of the round, as it is now.
    """
    opened = find_round(services, uow, round_id)
    giving = plan_giving(opened)
    note_round(
        uow,
        actor,
        opened.record.id,
        "assignments",
        opened.now,
        count=str(len(giving.before ^ giving.after)),
        round=opened.record.id,
    )
    for entry, juror in sorted(giving.before - giving.after):
        uow.jury.remove_task(entry, juror)
    uow.jury.add_tasks(
        [
            TaskRecord(opened.record.id, entry, juror, uuid4().hex, TaskState.GIVEN, 1, opened.now)
            for entry, juror in sorted(giving.after - giving.before)
        ]
    )
    return RoundStanding(opened.record.id, version, giving.loads, giving.short)


def _by_entry(tasks: Iterable[TaskRecord]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in tasks:
        found.setdefault(one.entry, set()).add(one.juror)
    return {entry: frozenset(jurors) for entry, jurors in found.items()}
