"""Rounds of the jury as a lead runs them: opening one, jurors who come and go, rules dismissed.

Every verb raises, without having changed anything:

    NotAllowed: the actor is no lead.
    Overtaken: the round has changed since the version that the actor saw.
    JuryRefused: it may not be so, see its attribute `code`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor
from youcheng.domain.editions import band_of
from youcheng.domain.jury.conflicts import DISMISSIBLE, Rule
from youcheng.domain.jury.records import (
    JuryEntry,
    RoundRecord,
    Ruling,
    Seat,
)
from youcheng.domain.jury.rounds import RoundState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.jury_access import (
    JuryRefused,
    OpenedRound,
    clean_reason,
    edition_round,
    find_open_round,
    lead_mover,
    note_round,
    require_lead,
    touch,
)
from youcheng.services.jury_candidates import carried_rulings, check_juror, find_candidates
from youcheng.services.jury_giving import RoundStanding, rebalance
from youcheng.services.moving import gather_facts, move
from youcheng.services.ports import Services, UnitOfWork


def open_round(
    services: Services,
    /,
    *,
    actor: Actor,
    edition: str,
    name: str,
    jurors: Mapping[str, str],
    seed: str = "",
    samples: bool = False,
) -> RoundStanding:
    """Open a round: give every entry its jurors.

    Args:
        services: of the site.
        actor: a lead.
        edition, name: ids of the edition and of its round.
        jurors: ids of accounts of jurors, each with the country they come from (ISO 3166-1).
        seed: decides between what is equally even; drawn where it is empty.
        samples: let the entries of the sample edition be judged, and no others.

    Raises:
        JuryRefused: `round`, `closed` (the round before it is still open), `juror`, `country`,
            `entry` (there is none), `quorum`.
    """
    require_lead(actor)
    found, rules = edition_round(services, edition, name)
    now = services.clock()
    with services.records.write() as uow:
        before, submissions = find_candidates(services, uow, found, rules, now, samples=samples)
        record = RoundRecord(
            id=uuid4().hex,
            edition=edition,
            name=name,
            seed=seed or secrets.token_hex(8),
            state=RoundState.OPEN,
            version=1,
            opened_at=now,
            opened_by=actor.id,
        )
        uow.jury.add_round(record)
        for juror, country in sorted(jurors.items()):
            _seat(uow, record.id, juror, country, now)
        entries = [_make_entry(found, record.id, one) for one in submissions]
        uow.jury.add_entries(entries)
        if before is not None:
            _carry_over(uow, before.id, record.id, jurors, entries)
        else:
            # The moves make them entries that are with the jury; a shortage undoes them all.
            for one in submissions:
                facts = gather_facts(services, one, actor=actor.id, assignment_ready=True)
                move(
                    services,
                    uow,
                    one,
                    Action.OPEN_ROUND,
                    mover=lead_mover(actor),
                    facts=facts,
                    details={"round": record.id},
                )
        note_round(
            uow, actor, record.id, "round.opened", now, count=str(len(submissions)), round=record.id
        )
        standing = rebalance(services, uow, actor, record.id, record.version)
        if standing.short:
            raise JuryRefused("quorum", standing.short)
        uow.commit()
    return standing


def lose_juror(
    services: Services, /, *, actor: Actor, round_id: str, juror: str, version: int
) -> RoundStanding:
    """Let a juror leave: what they finished counts, the rest is given to others."""
    with _leading(services, actor) as uow:
        opened = find_open_round(services, uow, round_id, version)
        seat = opened.seats.get(juror)
        if seat is None or seat.left_at is not None:
            raise JuryRefused("juror")
        uow.jury.put_seat(replace(seat, left_at=opened.now))
        note_round(uow, actor, round_id, "juror.left", opened.now, assignee=juror)
        return _settle(services, uow, actor, opened)


def add_juror(
    services: Services, /, *, actor: Actor, round_id: str, juror: str, country: str, version: int
) -> RoundStanding:
    """Give a further juror a seat; they take over what others have not begun."""
    with _leading(services, actor) as uow:
        opened = find_open_round(services, uow, round_id, version)
        if juror in opened.seats:
            raise JuryRefused("juror")
        _seat(uow, round_id, juror, country, opened.now)
        note_round(uow, actor, round_id, "juror.seated", opened.now, assignee=juror)
        return _settle(services, uow, actor, opened)


def dismiss_rule(
    services: Services,
    /,
    *,
    actor: Actor,
    round_id: str,
    juror: str,
    rule: Rule,
    reason: str,
    version: int,
    entry: str = "",
) -> RoundStanding:
    """Let a rule not hold for a juror, for one entry or for all; `reason` is kept.

    Raises:
        JuryRefused: `rule`, `reason`, `juror`, `entry`, `round`, `closed`.
    """
    if rule not in DISMISSIBLE:
        raise JuryRefused("rule")
    return _rule(services, actor, round_id, juror, entry, rule, reason, version, dismissed=True)


def declare_pupil(
    services: Services,
    /,
    *,
    actor: Actor,
    round_id: str,
    juror: str,
    entry: str,
    reason: str,
    version: int,
) -> RoundStanding:
    """Put down that a child is a pupil or a relation of a juror: what they scored of it counts no
    more, and somebody else is given it."""
    return _rule(
        services, actor, round_id, juror, entry, Rule.PUPIL, reason, version, dismissed=False
    )


def _leading(services: Services, actor: Actor) -> UnitOfWork:
    require_lead(actor)
    return services.records.write()


def _settle(
    services: Services, uow: UnitOfWork, actor: Actor, opened: OpenedRound
) -> RoundStanding:
    record = touch(uow, opened.record)
    standing = rebalance(services, uow, actor, record.id, record.version)
    uow.commit()
    return standing


def _rule(
    services: Services,
    actor: Actor,
    round_id: str,
    juror: str,
    entry: str,
    rule: Rule,
    reason: str,
    version: int,
    *,
    dismissed: bool,
) -> RoundStanding:
    kept = clean_reason(reason)
    with _leading(services, actor) as uow:
        opened = find_open_round(services, uow, round_id, version)
        if juror not in opened.seats:
            raise JuryRefused("juror")
        if entry not in opened.submissions and (entry or not dismissed):
            raise JuryRefused("entry")
        uow.jury.add_ruling(
            Ruling(uuid4().hex, round_id, juror, entry, rule, dismissed, kept, actor.id, opened.now)
        )
        kind = "juror.rule_dismissed" if dismissed else "juror.pupil_declared"
        note_round(uow, actor, round_id, kind, opened.now, assignee=juror, reason=str(rule))
        if not dismissed:
            uow.jury.remove_task(entry, juror)
        return _settle(services, uow, actor, opened)


def _carry_over(
    uow: UnitOfWork,
    before: str,
    round_id: str,
    jurors: Collection[str],
    entries: Iterable[JuryEntry],
) -> None:
    """Let what stood between a juror and an entry in the round before stand in this one."""
    named = {one.submission: one.id for one in entries}
    for one in carried_rulings(uow, before):
        if one.juror in jurors and one.entry in named:
            uow.jury.add_ruling(replace(one, round=round_id, entry=named[one.entry]))


def _seat(uow: UnitOfWork, round_id: str, juror: str, country: str, now: datetime) -> None:
    check_juror(uow, juror, country)
    uow.jury.add_seat(Seat(round_id, juror, country, now))


def _make_entry(edition: CompetitionEdition, round_id: str, submission: Submission) -> JuryEntry:
    born = (submission.sent or {}).get("birth")
    band = band_of(edition.rules, born) if isinstance(born, str) else None
    return JuryEntry(uuid4().hex, round_id, submission.id, "" if band is None else band.id)
