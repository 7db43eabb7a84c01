"""Awards: two leads give them, to entries of the last round, and nobody outside sees them yet."""

from __future__ import annotations

import pytest

from tests.services.clerks import LEAD, SECOND_LEAD
from tests.services.jury_rounds import played, refused, results
from tests.services.jurying import (
    begin,
    entry_of,
    hire_late,
    panel,
    score_all,
    way_in,
)
from tests.services.office import Office
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.services import jury_awards, jury_closing
from youcheng.services.jury_access import Overtaken
from youcheng.services.tracking import view_status


def test_awards_are_proposed_and_confirmed_by_two_leads_and_nobody_outside_sees(
    office: Office,
) -> None:
    papers, first = played(office, 2)
    services = office.services
    score_all(office, first)
    jury_closing.close_round(
        services, actor=LEAD, round_id=first, version=results(office, first).version
    )
    jurors = {**panel(office, first), hire_late(office): "CG"}
    final = begin(office, jurors, "final").round
    score_all(office, final)
    ways = [way_in(paper) for paper in papers]
    shown = [outside(office, way) for way in ways]
    record = jury_closing.close_round(
        services, actor=LEAD, round_id=final, version=results(office, final).version
    )
    entry, other = (entry_of(office, final, paper) for paper in papers)
    asked = {"round_id": final, "entry": entry}
    with pytest.raises(TransitionRefused, match="sheet_signed"):
        jury_awards.propose_award(
            services, actor=LEAD, **asked, award="first", version=record.version
        )
    assert (
        refused(
            lambda: jury_closing.sign_sheet(
                services, actor=LEAD, round_id=final, sheet_hash="0" * 64
            )
        )
        == "sheet"
    )
    record = jury_closing.sign_sheet(
        services, actor=LEAD, round_id=final, sheet_hash=record.sheet_hash
    )
    with pytest.raises(Overtaken):
        jury_closing.sign_sheet(
            services, actor=SECOND_LEAD, round_id=final, sheet_hash=record.sheet_hash
        )
    record = jury_awards.propose_award(
        services, actor=LEAD, **asked, award="first", version=record.version
    )
    assert (
        refused(
            lambda: jury_awards.propose_award(
                services,
                actor=LEAD,
                round_id=final,
                entry=other,
                award="first",
                version=record.version,
            )
        )
        == "award"
    )
    with pytest.raises(TransitionRefused, match="second_lead"):
        jury_awards.confirm_award(services, actor=LEAD, **asked, version=record.version)
    record = jury_awards.confirm_award(services, actor=SECOND_LEAD, **asked, version=record.version)
    known = {"round_id": final, "version": record.version}
    record = jury_awards.propose_no_award(services, actor=SECOND_LEAD, **known)
    known["version"] = record.version
    record = jury_awards.confirm_awards(services, actor=SECOND_LEAD, **known)
    assert papers[1].stored.state.pending is PendingState.PARTICIPATED
    assert not papers[1].stored.state.pending_confirmed
    with pytest.raises(Overtaken):
        jury_awards.confirm_awards(services, actor=LEAD, **known)
    jury_awards.confirm_awards(services, actor=LEAD, round_id=final, version=record.version)
    assert papers[1].stored.state.pending_confirmed
    state = papers[0].stored.state
    assert (state.review, state.pending, state.pending_confirmed) == (
        ReviewState.SHORTLISTED,
        PendingState.AWARDED,
        True,
    )
    assert [outside(office, way) for way in ways] == shown
    office.assert_log_is_whole()


def test_an_award_is_given_to_an_entry_of_the_last_round_alone(office: Office) -> None:
    (paper,), first = played(office, 1)
    services, rounds = office.services, []
    jurors = {**panel(office, first), hire_late(office): "CG"}
    for round_id in (first, ""):
        current = round_id or begin(office, jurors, "final").round
        score_all(office, current)
        record = jury_closing.close_round(
            services, actor=LEAD, round_id=current, version=results(office, current).version
        )
        record = jury_closing.sign_sheet(
            services, actor=LEAD, round_id=current, sheet_hash=record.sheet_hash
        )
        rounds.append(record)
    earlier, final = (
        {"round_id": one.id, "entry": entry_of(office, one.id, paper), "version": one.version}
        for one in rounds
    )
    propose, confirm = jury_awards.propose_award, jury_awards.confirm_award
    assert refused(lambda: propose(services, actor=LEAD, **earlier, award="first")) == "round"
    record = propose(services, actor=LEAD, **final, award="first")
    assert refused(lambda: confirm(services, actor=SECOND_LEAD, **earlier)) == "round"
    confirm(services, actor=SECOND_LEAD, **{**final, "version": record.version})
    assert paper.stored.state.pending_confirmed


def outside(office: Office, way: str) -> tuple[object, ...]:
    """What whoever sent a painting is told of it."""
    status = view_status(office.services, token=way)
    return status.review, status.timeline, status.actions, status.waits_for_mail
