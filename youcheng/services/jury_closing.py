"""The end of a round: closing it with its sheet, and signing that.

Raises as `youcheng.services.jury_rounds` does, and TransitionRefused where the table refuses.
"""

from __future__ import annotations

from dataclasses import replace

from youcheng.domain.actors import Actor
from youcheng.domain.jury.records import RoundRecord
from youcheng.domain.jury.rounds import RoundState, following
from youcheng.domain.workflow.rows import Action
from youcheng.services.jury_access import (
    JuryRefused,
    Overtaken,
    clean_reason,
    find_open_round,
    find_round,
    hold_submissions,
    lead_mover,
    note_round,
    require_lead,
    touch,
)
from youcheng.services.jury_sheets import is_signed, make_sheet, seal
from youcheng.services.moving import gather_facts, move
from youcheng.services.ports import Services


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
                mover=lead_mover(actor),
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
