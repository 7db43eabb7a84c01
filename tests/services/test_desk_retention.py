"""What is due when, told truly; and erasing it at once, by whom, on which list."""

from __future__ import annotations

import pytest

from tests.services.clerks import ADMINISTRATOR, EVERYBODY, LEAD
from tests.services.desk import DECLINE, act
from tests.services.office import Office, Paper
from youcheng.domain.audit import Via
from youcheng.domain.retention import RULES, DataClass
from youcheng.domain.states import ReviewState
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_retention import (
    PurgeRefused,
    RetentionView,
    purge_due,
    view_retention,
)


def declined(office: Office) -> Paper:
    paper = office.send()
    act(office, paper.submission, *DECLINE)
    return paper


def view(office: Office) -> RetentionView:
    return view_retention(office.services, actor=LEAD)


def why_not(office: Office, typed: str, stamp: str) -> str:
    before = len(office.events())
    with pytest.raises(PurgeRefused) as refused:
        purge_due(office.services, actor=LEAD, typed=typed, stamp=stamp)
    assert len(office.events()) == before
    return refused.value.problem


def test_the_countdown_tells_what_is_due_now_in_a_week_and_in_a_month(office: Office) -> None:
    first = declined(office)
    due = RULES[DataClass.SUBMISSION].due_at(office.now)
    office.wait(days=5)
    declined(office)
    office.wait(days=20)
    declined(office)
    office.now = due
    found = view(office)
    assert found.counts[DataClass.SUBMISSION] == (1, 2, 3)
    assert found.due == 1
    assert found.coming[0].submission == first.submission
    assert [one.due_at for one in found.coming] == sorted(one.due_at for one in found.coming)
    assert DataClass.PUBLIC_WORK not in found.counts


def test_drafts_are_counted_until_the_clock_ends_them(office: Office) -> None:
    office.begin()
    office.wait(days=1)
    assert view(office).counts[DataClass.DRAFT] == (0, 0, 1)
    office.wait(days=22)
    assert view(office).counts[DataClass.DRAFT] == (0, 1, 1)
    office.wait(days=7)
    assert view(office).counts[DataClass.DRAFT] == (1, 1, 1)


def test_what_was_listed_and_typed_goes_and_the_log_tells_by_whom(office: Office) -> None:
    gone, kept = declined(office), office.send()
    office.wait(days=400)
    found = view(office)
    (done,) = purge_due(office.services, actor=LEAD, typed=" 1 ", stamp=found.stamp)
    assert done.submission == gone.submission
    assert gone.stored.review is ReviewState.ERASED
    assert kept.stored.review is ReviewState.SUBMITTED
    (event,) = office.events("purge.done")
    assert (event.actor, event.via) == ("staff:e1", Via.DESK)
    (erased,) = office.events("erased")
    assert (erased.actor, erased.via) == ("staff:e1", Via.DESK)
    office.assert_log_is_whole()


def test_nothing_goes_that_was_not_listed_or_confirmed(office: Office) -> None:
    assert why_not(office, "0", view(office).stamp) == "nothing"
    declined(office)
    due = RULES[DataClass.SUBMISSION].due_at(office.now)
    office.wait(days=2)
    declined(office)
    office.now = due
    found = view(office)
    assert found.due == 1
    assert why_not(office, "2", found.stamp) == "typed"
    assert why_not(office, "", found.stamp) == "typed"
    office.wait(days=3)
    assert why_not(office, "1", found.stamp) == "changed"
    assert why_not(office, "2", found.stamp) == "changed"


def test_an_administrator_reads_numbers_and_no_submissions(office: Office) -> None:
    declined(office)
    office.wait(days=400)
    found = view_retention(office.services, actor=ADMINISTRATOR)
    assert found.counts[DataClass.SUBMISSION] == (1, 1, 1)
    assert found.coming == ()
    assert not found.purges
    for actor in EVERYBODY.values():
        if actor is not LEAD:
            with pytest.raises(NotAllowed):
                purge_due(office.services, actor=actor, typed="1", stamp=found.stamp)
        if actor not in (LEAD, ADMINISTRATOR):
            with pytest.raises(NotAllowed):
                view_retention(office.services, actor=actor)
    assert office.events("purge.done") == []
