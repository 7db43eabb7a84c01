"""The end of a round: closing it with its sheet, signing that, awards by two leads.

Raises as `youcheng.services.jury_rounds` does, and TransitionRefused where the table refuses.
"""

from __future__ import annotations

from dataclasses import replace

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Via
from youcheng.domain.jury.records import JuryEntry, RoundRecord
from youcheng.domain.jury.rounds import RoundState, following
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_facts import proposer_of
from youcheng.services.jury_access import (
    JuryRefused,
    Overtaken,
    clean_reason,
    edition_round,
    find_open_round,
    find_round,
    hold_submissions,
    note_round,
    require_lead,
    touch,
)
from youcheng.services.jury_sheets import chosen_in, is_signed, make_sheet, seal
from youcheng.services.logbook import submission_subject
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.ports import Services, UnitOfWork


def close_round(
    services: Services, /, *, actor: Actor, round_id: str, version: int, reason: str = ""
) -> RoundRecord:
    """Close a round: the first of each age band go on, the others have taken part.

    Args:
        services: of the site.
        actor: a lead.
        round_id: of the round.
        version: that the actor saw.
        reason: why it is closed although entries are under quorum; it stands on the sheet.

    Raises:
        JuryRefused: `round`, `closed`, `quorum` (entries are under quorum, and no reason is given),
            `reason` (it is too long).
    """
    require_lead(actor)
    with services.records.write() as uow:
        hold_submissions(uow, round_id)
        opened = find_open_round(services, uow, round_id, version)
        kept = clean_reason(reason) if reason.strip() else ""
        sheet = make_sheet(opened, kept)
        text, digest = seal(sheet)
        short = sheet.under_quorum
        if short and not kept:
            raise JuryRefused("quorum", sorted(str(opened.submissions[one].code) for one in short))
        is_last = following(opened.edition.rules.rounds, opened.rules.id) is None
        for entry, submission in sorted(opened.submissions.items()):
            if entry in sheet.chosen and not is_last:
                continue
            facts = gather_facts(
                services,
                submission,
                actor=actor.id,
                quorum_met=not short,
                reason="under_quorum" if kept else "",
            )
            move(
                services,
                uow,
                submission,
                Action.SHORTLIST if entry in sheet.chosen else Action.PASS_OVER,
                mover=_mover(actor),
                facts=facts,
                details={"round": round_id, "rank_hash": digest},
            )
        record = touch(
            uow,
            opened.record,
            state=RoundState.CLOSED,
            closed_at=opened.now,
            closed_by=actor.id,
            reason=kept,
            sheet=text,
            sheet_hash=digest,
        )
        note_round(
            uow,
            actor,
            round_id,
            "round.closed",
            opened.now,
            quorum=str(opened.rules.quorum.jurors),
            count=str(len(sheet.chosen)),
            rank_hash=digest,
        )
        uow.commit()
    return record


def sign_sheet(
    services: Services, /, *, actor: Actor, round_id: str, sheet_hash: str
) -> RoundRecord:
    """Sign the result sheet that the actor has read, by its hash. A signature stays.

    Raises:
        JuryRefused: `round`, `closed` (it is still open), `sheet` (it is another one).
        Overtaken: another lead has signed it.
    """
    require_lead(actor)
    with services.records.write() as uow:
        opened = find_round(services, uow, round_id)
        if opened.record.state is not RoundState.CLOSED:
            raise JuryRefused("closed")
        signed = replace(opened.record, signed_by=actor.id)
        if sheet_hash != opened.record.sheet_hash or not is_signed(signed):
            raise JuryRefused("sheet")
        if opened.record.signed_by == actor.id:
            return opened.record
        if opened.record.signed_by:
            raise Overtaken(opened.record.version)
        record = touch(uow, opened.record, signed_by=actor.id)
        note_round(uow, actor, round_id, "round.signed", opened.now, rank_hash=sheet_hash)
        uow.commit()
    return record


def propose_award(
    services: Services, /, *, actor: Actor, round_id: str, entry: str, award: str, version: int
) -> RoundRecord:
    """Propose an award for an entry of the last shortlist, or with an empty `award` none.

    Raises:
        JuryRefused: `round`, `sheet` (not signed), `entry` (not on the shortlist), `award`
            (unknown, or all of it proposed).
        TransitionRefused: the table refuses.
    """
    require_lead(actor)
    with services.records.write() as uow:
        before, one, submission = _shortlisted(services, uow, round_id, entry, version)
        if award:
            _check_award(services, uow, before, one, award)
        facts = gather_facts(services, submission, actor=actor.id, sheet_signed=is_signed(before))
        action = Action.PROPOSE_AWARDED if award else Action.PROPOSE_PARTICIPATED
        move(services, uow, submission, action, mover=_mover(actor), facts=facts)
        uow.jury.put_entry(replace(one, award=award))
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
        facts = gather_facts(
            services,
            submission,
            actor=actor.id,
            proposer=proposer_of(tuple(uow.log.of(submission_subject(submission.id)))),
            sheet_signed=is_signed(before),
        )
        move(services, uow, submission, Action.CONFIRM_AWARD, mover=_mover(actor), facts=facts)
        record = touch(uow, before)
        uow.commit()
    return record


def _mover(actor: Actor) -> Mover:
    return Mover(Role.LEAD, f"staff:{actor.id}", Via.DESK)


def _shortlisted(
    services: Services, uow: UnitOfWork, round_id: str, entry: str, version: int
) -> tuple[RoundRecord, JuryEntry, Submission]:
    record = uow.jury.find_round(round_id)
    if record is None or record.state is not RoundState.CLOSED:
        raise JuryRefused("round")
    if record.version != version:
        raise Overtaken(record.version)
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
