"""Results day: before the reveal nothing is told outside, at the reveal all of it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.certified import issue
from tests.services.clerks import LEAD, SECOND_LEAD
from tests.services.exhibiting import schedule, shown
from tests.services.jurying import (
    begin,
    enter,
    entry_of,
    hire_late,
    panel,
    rules_of,
    score_all,
    seat,
    way_in,
)
from tests.services.office import Office, Paper
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState
from youcheng.services import jury_awards, jury_closing
from youcheng.services.certifying import Issued, NotRevealed
from youcheng.services.jury_sheets import view_results
from youcheng.services.publishing import publish_due_works
from youcheng.services.revealing import apply_due_results
from youcheng.services.tracking import view_status
from youcheng.tracing import caused_by

CONFIRMED = "c0f1c0f1c0f1"
"""Id of the request that confirmed the award."""


def confirmed(office: Office, papers: list[Paper]) -> None:
    """Play both rounds; the first painting gets the first prize, the second is left open."""
    services = office.services
    jurors = seat(office, "BY", "BY", "NP", "CN", "CH")
    for name in ("first", "final"):
        round_id = begin(office, jurors, name).round
        score_all(office, round_id)
        version = view_results(services, actor=LEAD, round_id=round_id).version
        record = jury_closing.close_round(services, actor=LEAD, round_id=round_id, version=version)
        jurors = {**panel(office, round_id), hire_late(office): "CG"} if name == "first" else {}
    record = jury_closing.sign_sheet(
        services, actor=LEAD, round_id=record.id, sheet_hash=record.sheet_hash
    )
    asked = {"round_id": record.id, "entry": entry_of(office, record.id, papers[0])}
    record = jury_awards.propose_award(
        services, actor=LEAD, **asked, award="first", version=record.version
    )
    jury_awards.confirm_award(services, actor=SECOND_LEAD, **asked, version=record.version)


def told(office: Office, ways: list[str]) -> list[ReviewState]:
    return [view_status(office.services, token=way).review for way in ways]


@pytest.fixture
def papers(office: Office) -> list[Paper]:
    """Two paintings that may be shown, one of which has a confirmed award."""
    entered = [enter(office, number) for number in range(2)]
    for paper in entered:
        schedule(paper)
    with caused_by(CONFIRMED):
        confirmed(office, entered)
    return entered


def test_a_moment_before_the_reveal_nothing_is_applied_and_at_it_everything(
    office: Office, papers: list[Paper]
) -> None:
    services, reveal = office.services, rules_of(office).reveals_at
    office.now = reveal - timedelta(minutes=5)
    ways = [way_in(paper) for paper in papers]
    assert (apply_due_results(services), publish_due_works(services)) == (0, 0)
    assert told(office, ways) == [ReviewState.IN_JURY] * 2
    assert office.mails("award") == []

    office.now = reveal
    # The clock has come, and not all is applied: nobody sees a half.
    assert publish_due_works(services) == 0
    assert told(office, ways) == [ReviewState.IN_JURY] * 2
    with pytest.raises(NotRevealed):
        issue(office)

    assert apply_due_results(services) == 1
    assert apply_due_results(services) == 0
    assert told(office, ways) == [ReviewState.AWARDED, ReviewState.SHORTLISTED]
    assert publish_due_works(services) == 2
    works = [shown(paper) for paper in papers]
    assert [work is not None and bool(work.award) for work in works] == [True, False]
    (draft,) = office.mails("award")
    assert (draft.state, draft.submission) == (MailState.HELD, papers[0].submission)
    assert draft.request == papers[0].stored.request == CONFIRMED
    (event,) = office.events("decision.applied")
    assert event.actor == "system"
    assert issue(office) == Issued(1, 0)
    with services.records.read() as uow:
        (made,) = uow.certificates.of(papers[0].submission)
    assert made.award == "first"
    office.assert_log_is_whole()
