"""Rounds of the jury as a lead runs them: opening one, jurors who come and go, rules dismissed.

Every verb raises, without having changed anything:

    NotAllowed: the actor is no lead.
    Overtaken: the round has changed since the version that the actor saw.
    JuryRefused: it may not be so, see its attribute `code`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from youcheng.content.editions import CompetitionEdition
from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.editions import band_of
from youcheng.domain.jury.conflicts import DISMISSIBLE, Rule
from youcheng.domain.jury.records import (
    JuryEntry,
    RoundRecord,
    Ruling,
    Seat,
)
from youcheng.domain.jury.rounds import Round, RoundState
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.jury_access import (
    JuryRefused,
    OpenedRound,
    clean_reason,
    edition_round,
    entry_form,
    find_round,
    hold_submissions,
    note_round,
    require_lead,
    touch,
)
from youcheng.services.jury_giving import RoundStanding, rebalance
from youcheng.services.jury_sheets import chosen_in
from youcheng.services.moving import Mover, gather_facts, move
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
        before = _check_order(uow, found, rules, now)
        if before is None:
            submissions = _eligible(uow, entry_form(found), samples=samples)
        else:
            left = find_round(services, uow, before.id).submissions
            chosen = chosen_in(before)
            submissions = [one for entry, one in left.items() if entry in chosen]
        if not submissions:
            raise JuryRefused("entry")
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
        uow.jury.add_entries([_make_entry(found, record.id, one) for one in submissions])
        if before is None:
            # The moves make them entries that are with the jury; a shortage undoes them all.
            mover = Mover(Role.LEAD, f"staff:{actor.id}", Via.DESK)
            for one in submissions:
                facts = gather_facts(services, one, actor=actor.id, assignment_ready=True)
                move(
                    services,
                    uow,
                    one,
                    Action.OPEN_ROUND,
                    mover=mover,
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
        opened = _open(services, uow, round_id, version)
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
        opened = _open(services, uow, round_id, version)
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


def _open(services: Services, uow: UnitOfWork, round_id: str, version: int) -> OpenedRound:
    opened = find_round(services, uow, round_id)
    opened.require_version(version)
    if opened.record.state is not RoundState.OPEN:
        raise JuryRefused("closed")
    return opened


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
        opened = _open(services, uow, round_id, version)
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


def _check_order(
    uow: UnitOfWork, edition: CompetitionEdition, rules: Round, now: datetime
) -> RoundRecord | None:
    """The round before this one, closed and held with its submissions; None for the first."""
    names = [one.id for one in edition.rules.rounds]
    at = names.index(rules.id)
    opened = {one.name: one for one in uow.jury.rounds(edition.id)}
    before = opened.get(names[at - 1]) if at else None
    if before is not None:
        # Two who open one at once come one after the other: the second finds it opened.
        hold_submissions(uow, before.id)
        opened = {one.name: one for one in uow.jury.rounds(edition.id)}
    if rules.id in opened or now >= rules.closes_at or (at and before is None):
        raise JuryRefused("round")
    if before is not None and opened[before.name].state is not RoundState.CLOSED:
        raise JuryRefused("closed")
    return None if before is None else opened[before.name]


def _eligible(uow: UnitOfWork, programme: str, *, samples: bool) -> list[Submission]:
    found, after = [], ""
    while ids := uow.submissions.in_state(ReviewState.ELIGIBLE, after=after):
        for one in filter(None, map(uow.submissions.find, ids)):
            if (
                one.kind is SubmissionKind.PAINTING
                and one.programme == programme
                and one.is_sample is samples
                and one.review is ReviewState.ELIGIBLE
            ):
                found.append(one)
        after = ids[-1]
    return found


def _seat(uow: UnitOfWork, round_id: str, juror: str, country: str, now: datetime) -> None:
    account = uow.accounts.find(juror)
    if account is None or not account.active or Role.JUROR not in account.roles:
        raise JuryRefused("juror")
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise JuryRefused("country")
    uow.jury.add_seat(Seat(round_id, juror, country, now))


def _make_entry(edition: CompetitionEdition, round_id: str, submission: Submission) -> JuryEntry:
    born = (submission.sent or {}).get("birth")
    band = band_of(edition.rules, born) if isinstance(born, str) else None
    return JuryEntry(uuid4().hex, round_id, submission.id, "" if band is None else band.id)
