"""Awards by two leads: one proposes for an entry of the last shortlist, another confirms.

Raises as `youcheng.services.jury_rounds` does, and TransitionRefused where the table refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from youcheng.domain.actors import Actor
from youcheng.domain.jury.records import JuryEntry, RoundRecord
from youcheng.domain.jury.rounds import RoundState, following
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_facts import proposer_of
from youcheng.services.jury_access import (
    JuryRefused,
    Overtaken,
    edition_round,
    find_submissions,
    hold_submissions,
    lead_mover,
    require_lead,
    touch,
)
from youcheng.services.jury_sheets import chosen_in, is_signed
from youcheng.services.logbook import submission_subject
from youcheng.services.moving import gather_facts, move
from youcheng.services.ports import Services, UnitOfWork


def propose_award(
    services: Services, /, *, actor: Actor, round_id: str, entry: str, award: str, version: int
) -> RoundRecord:
    """Propose an award for an entry of the last shortlist, or with an empty `award` none.

    Raises:
        JuryRefused: `round` (not closed, or not the last), `entry` (not on the shortlist), `award`
            (unknown, or all of it proposed).
        TransitionRefused: `sheet_signed`: it is not signed; or the table refuses otherwise.
    """
    require_lead(actor)
    with services.records.write() as uow:
        before, one, submission = _shortlisted(services, uow, round_id, entry, version)
        if award:
            _check_award(services, uow, before, one, award)
        _propose(services, uow, actor, before, one, submission, award)
        record = touch(uow, before)
        uow.commit()
    return record


def propose_no_award(
    services: Services, /, *, actor: Actor, round_id: str, version: int
) -> RoundRecord:
    """Propose for every entry of the shortlist for which nothing is proposed that it took part.

    Raises:
        JuryRefused: `round`, `sheet` (not signed).
    """
    require_lead(actor)
    with services.records.write() as uow:
        hold_submissions(uow, round_id)
        before = _last(services, _closed(uow, round_id, version))
        if not is_signed(before):
            raise JuryRefused("sheet")
        for one, submission in _open_cases(uow, before):
            if submission.state.pending is None:
                _propose(services, uow, actor, before, one, submission, "")
        record = touch(uow, before)
        uow.commit()
    return record


def confirm_award(
    services: Services, /, *, actor: Actor, round_id: str, entry: str, version: int
) -> RoundRecord:
    """Confirm what another lead proposed for an entry.

    Raises:
        JuryRefused: `round`, `entry`.
        TransitionRefused: `second_lead`: the actor proposed it; or the table refuses otherwise.
    """
    require_lead(actor)
    with services.records.write() as uow:
        before, _, submission = _shortlisted(services, uow, round_id, entry, version)
        _confirm(services, uow, actor, before, submission, _proposer(uow, submission))
        record = touch(uow, before)
        uow.commit()
    return record


def confirm_awards(
    services: Services, /, *, actor: Actor, round_id: str, version: int
) -> RoundRecord:
    """Confirm all that other leads have proposed.

    Raises:
        JuryRefused: `round`.
    """
    require_lead(actor)
    with services.records.write() as uow:
        hold_submissions(uow, round_id)
        before = _last(services, _closed(uow, round_id, version))
        for _, submission in _open_cases(uow, before):
            state, proposer = submission.state, _proposer(uow, submission)
            if state.pending and not state.pending_confirmed and proposer != actor.id:
                _confirm(services, uow, actor, before, submission, proposer)
        record = touch(uow, before)
        uow.commit()
    return record


def _propose(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    record: RoundRecord,
    entry: JuryEntry,
    submission: Submission,
    award: str,
) -> None:
    facts = gather_facts(services, submission, actor=actor.id, sheet_signed=is_signed(record))
    action = Action.PROPOSE_AWARDED if award else Action.PROPOSE_PARTICIPATED
    move(services, uow, submission, action, mover=lead_mover(actor), facts=facts)
    uow.jury.put_entry(replace(entry, award=award))


def _confirm(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    record: RoundRecord,
    submission: Submission,
    proposer: str,
) -> None:
    signed = is_signed(record)
    facts = gather_facts(
        services, submission, actor=actor.id, proposer=proposer, sheet_signed=signed
    )
    move(services, uow, submission, Action.CONFIRM_AWARD, mover=lead_mover(actor), facts=facts)


def _proposer(uow: UnitOfWork, submission: Submission) -> str:
    return proposer_of(tuple(uow.log.of(submission_subject(submission.id))))


def _closed(uow: UnitOfWork, round_id: str, version: int) -> RoundRecord:
    record = uow.jury.find_round(round_id)
    if record is None or record.state is not RoundState.CLOSED:
        raise JuryRefused("round")
    if record.version != version:
        raise Overtaken(record.version)
    return record


def _last(services: Services, record: RoundRecord) -> RoundRecord:
    """The round itself. An entry of an earlier one stands for the same submission, but awards are
    counted within one round.

    Raises:
        JuryRefused: `round`: another follows it.
    """
    edition, rules = edition_round(services, record.edition, record.name)
    if following(edition.rules.rounds, rules.id) is not None:
        raise JuryRefused("round")
    return record


def _open_cases(uow: UnitOfWork, record: RoundRecord) -> Iterator[tuple[JuryEntry, Submission]]:
    """The entries of the shortlist whose result is not applied, in the order of random ids."""
    chosen = chosen_in(record)
    entries = [one for one in uow.jury.entries(record.id) if one.id in chosen]
    found = find_submissions(uow, entries)
    for one in entries:
        if one.id in found and found[one.id].review is ReviewState.SHORTLISTED:
            yield one, found[one.id]


def _shortlisted(
    services: Services, uow: UnitOfWork, round_id: str, entry: str, version: int
) -> tuple[RoundRecord, JuryEntry, Submission]:
    record = _last(services, _closed(uow, round_id, version))
    one = uow.jury.find_entry(entry)
    if one is None or one.round != round_id or entry not in chosen_in(record):
        raise JuryRefused("entry")
    submission = uow.submissions.find(one.submission)
    if submission is None or submission.review is not ReviewState.SHORTLISTED:
        raise JuryRefused("entry")
    return record, one, submission


def _check_award(
    services: Services, uow: UnitOfWork, record: RoundRecord, entry: JuryEntry, award: str
) -> None:
    """Raise JuryRefused unless the edition has this award, and one of it is left for this entry."""
    edition, _ = edition_round(services, record.edition, record.name)
    found = next((one for one in edition.awards if one.id == award), None)
    if found is None:
        raise JuryRefused("award")
    others = [
        one
        for one in uow.jury.entries(record.id)
        if one.award == award and one.id != entry.id and one.submission
    ]
    if found.share == "band":
        taken = sum(one.band == entry.band for one in others)
    elif found.share == "partner":
        home = _home(uow, entry)
        taken = sum(_home(uow, one) == home for one in others)
    else:
        taken = len(others)
    if found.count is not None and taken >= found.count:
        raise JuryRefused("award")


def _home(uow: UnitOfWork, entry: JuryEntry) -> object:
    """The country of an entry: each partner's is another one."""
    (submission,) = uow.submissions.many([entry.submission])
    return (submission.sent or {}).get("country")
