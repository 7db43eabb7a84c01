"""When a form may be sent: deadlines, extensions and access codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.office import OPENS, Office, Paper
from youcheng.domain.actors import SYSTEM
from youcheng.domain.deadlines import AccessRefused
from youcheng.domain.states import ReviewState
from youcheng.services.access_codes import issue_access_code
from youcheng.services.drafts import NotEditable
from youcheng.services.submitting import Sent

DEADLINE = OPENS + timedelta(days=2)
SECOND = timedelta(seconds=1)


def test_a_form_is_sent_until_a_second_before_its_deadline(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    in_time, late = office.fill_in(), office.fill_in()
    office.now = DEADLINE - SECOND
    assert in_time.send().review is ReviewState.SUBMITTED
    office.now = DEADLINE + SECOND
    with pytest.raises(NotEditable) as refused:
        late.send()
    assert refused.value.closed_at == DEADLINE
    assert late.stored.review is ReviewState.DRAFT
    assert in_time.send().again, "what was sent is told again after the deadline too"


def test_a_deadline_of_its_own_opens_one_form_and_no_other(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    extended, other = office.fill_in(), office.fill_in()
    later = DEADLINE + timedelta(days=1)
    office.change(extended.submission, lambda one: replace(one, extended_to=later))
    office.now = later - SECOND
    assert extended.open().closes_at == later
    extended.send()
    with pytest.raises(NotEditable):
        other.send()
    office.now = later
    extended_again = extended.open()
    assert (extended_again.is_editable, extended_again.closes_at) == (False, later)


def late_papers(office: Office, uses: int, papers: int) -> list[Paper]:
    """Forms filled in after the deadline with one access code, which is good for a week."""
    office.set_window("culture", closes=OPENS)
    code = issue_access_code(
        office.services,
        actor=SYSTEM,
        programme="culture",
        label="a school",
        expires_at=OPENS + timedelta(days=7),
        limit=uses,
    )
    return [office.fill_in(access_code=code) for _ in range(papers)]


def test_an_access_code_of_three_lets_three_of_four_in_at_once(office: Office) -> None:
    papers = late_papers(office, uses=3, papers=4)
    outcomes = at_once(*[paper.send for paper in papers])
    assert [type(one) for one in outcomes].count(Sent) == 3
    (refused,) = [one for one in outcomes if not isinstance(one, Sent)]
    assert isinstance(refused, AccessRefused)
    assert refused.problem == "used_up"
    states = [paper.stored.review for paper in papers]
    assert states.count(ReviewState.SUBMITTED) == 3
    assert states.count(ReviewState.DRAFT) == 1
    assert len(office.mails("receipt")) == 3
    with office.services.records.read() as uow:
        ((code, _, _),) = uow.access_codes.all()
    assert code.uses == 3


def test_whoever_came_in_with_the_last_use_may_correct_until_the_code_expires(
    office: Office,
) -> None:
    (paper,) = late_papers(office, uses=1, papers=1)
    paper.send()
    office.now = OPENS + timedelta(days=7) - SECOND
    assert paper.open().closes_at == OPENS + timedelta(days=7)
    paper.save(title="Alphorn, erhu and drum")
    assert not paper.send().again
    office.now += SECOND
    with pytest.raises(NotEditable):
        paper.save(title="Alphorn")
    with office.services.records.read() as uow:
        ((code, _, _),) = uow.access_codes.all()
    assert code.uses == 1, "a correction is no further use"


def test_an_access_code_is_not_used_up_before_the_deadline(office: Office) -> None:
    office.set_window("culture", closes=DEADLINE)
    code = issue_access_code(
        office.services,
        actor=SYSTEM,
        programme="culture",
        label="a school",
        expires_at=DEADLINE + timedelta(days=1),
        limit=1,
    )
    office.fill_in(access_code=code).send()
    with office.services.records.read() as uow:
        ((stored, _, _),) = uow.access_codes.all()
    assert stored.uses == 0
