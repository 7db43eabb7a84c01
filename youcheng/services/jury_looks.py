"""What a round would come to: a lead looks before opening it, and before a juror comes or goes.

Nothing is changed by a look. Every one raises NotAllowed (the actor is no lead), Overtaken and
JuryRefused as the act itself would; too few jurors for a quorum are told, not raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from youcheng.domain.actors import Actor
from youcheng.domain.jury.assignment import assign, make_tasks
from youcheng.domain.jury.conflicts import Ground, conflicts
from youcheng.domain.jury.records import Seat
from youcheng.services.jury_access import (
    JuryRefused,
    OpenedRound,
    describe_entry,
    describe_juror,
    edition_round,
    find_open_round,
    require_lead,
)
from youcheng.services.jury_candidates import carried_rulings, check_juror, find_candidates
from youcheng.services.jury_giving import plan_giving
from youcheng.services.ports import Services


@dataclass(frozen=True, slots=True)
class Look:
    """What an act would come to.

    Attributes:
        version: of the round that was looked at; 0 for one that is not open.
        entries: how many are judged.
        before: by juror who scores now, how many entries they have.
        after: by juror who would score, how many they would have.
        barred: by juror who would score, how many entries they have a conflict with.
        moved: how many entries would be taken from one who has not begun them.
        short: reference codes of submissions that could not have their quorum.
    """

    version: int
    entries: int
    before: Mapping[str, int]
    after: Mapping[str, int]
    barred: Mapping[str, int]
    moved: int
    short: tuple[str, ...]


def look_at_opening(
    services: Services, /, *, actor: Actor, edition: str, name: str, jurors: Mapping[str, str]
) -> Look:
    """What a round would be opened with; see `jury_rounds.open_round`."""
    require_lead(actor)
    found, rules = edition_round(services, edition, name)
    now = services.clock()
    with services.records.read() as uow:
        before, submissions = find_candidates(services, uow, found, rules, now)
        seated = {
            one: describe_juror(Seat("", one, country, now), check_juror(uow, one, country))
            for one, country in sorted(jurors.items())
        }
        carried = () if before is None else carried_rulings(uow, before.id)
    entries = {one.id: describe_entry(one.id, one) for one in submissions}
    ground = Ground(declared=frozenset((one.juror, one.entry) for one in carried))

    def excludes(juror: str, entry: str) -> bool:
        return bool(conflicts(seated[juror], entries[entry], ground))

    tasks = make_tasks(entries, seated, excludes)
    result = assign(tasks, jurors, rules.quorum, seed=edition)
    codes = {one.id: str(one.code) for one in submissions}
    return Look(
        version=0,
        entries=len(entries),
        before={},
        after=result.loads,
        barred={one: sum(one not in task.open_to for task in tasks) for one in seated},
        moved=0,
        short=tuple(sorted(codes[one] for one in result.short)),
    )


def look_at_losing(
    services: Services, /, *, actor: Actor, round_id: str, juror: str, version: int
) -> Look:
    """What would move if a juror left."""
    require_lead(actor)
    with services.records.read() as uow:
        opened = find_open_round(services, uow, round_id, version)
    seat = opened.seats.get(juror)
    if seat is None or seat.left_at is not None:
        raise JuryRefused("juror")
    seats = {**opened.seats, juror: replace(seat, left_at=opened.now)}
    return _compare(opened, replace(opened, seats=seats))


def look_at_adding(
    services: Services, /, *, actor: Actor, round_id: str, juror: str, country: str, version: int
) -> Look:
    """What would move if somebody joined."""
    require_lead(actor)
    with services.records.read() as uow:
        opened = find_open_round(services, uow, round_id, version)
        if juror in opened.seats:
            raise JuryRefused("juror")
        account = check_juror(uow, juror, country)
    seat = Seat(round_id, juror, country, opened.now)
    after = replace(
        opened,
        seats={**opened.seats, juror: seat},
        jurors={**opened.jurors, juror: describe_juror(seat, account)},
    )
    return _compare(opened, after)


def _compare(now: OpenedRound, then: OpenedRound) -> Look:
    giving = plan_giving(then)
    loads = dict.fromkeys(now.serving, 0)
    for _, juror in giving.before:
        if juror in loads:
            loads[juror] += 1
    return Look(
        version=now.record.version,
        entries=len(now.submissions),
        before=loads,
        after=giving.loads,
        barred={
            one: sum(bool(then.rules_against(one, entry)) for entry in then.submissions)
            for one in then.serving
        },
        moved=len(giving.before - giving.after),
        short=giving.short,
    )
