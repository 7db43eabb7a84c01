"""Numbers of the desk: counted over what somebody reads, and all of it for who reads counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.clerks import (
    ADMINISTRATOR,
    AUDITOR,
    CULTURE,
    HEALTH,
    JUROR,
    LEAD,
    NANJING,
    REVOKED,
    VISITOR,
)
from tests.services.desk_work import do, everything
from tests.services.office import Office
from youcheng.domain.queue import QueueEntry
from youcheng.domain.states import ReviewState
from youcheng.services import desk_actions as desk
from youcheng.services.desk_access import NotAllowed
from youcheng.services.numbers import count_numbers

SHARED = {"consent_share_partner": "agree"}


def settle(office: Office, submission: str, review: ReviewState, *, days: float) -> None:
    """Let it have come to a decision so many days after it was sent."""
    with office.services.records.write() as uow:
        before = uow.queue.find(submission)
        assert isinstance(before, QueueEntry)
        after = replace(before, review=review, since=before.sent_at + timedelta(days=days))
        uow.queue.put(after, before=before)
        uow.commit()


def test_each_counts_what_they_read_and_an_auditor_counts_all(office: Office) -> None:
    office.send()
    referred = office.send(changes=SHARED)
    do(referred, desk.take)
    do(referred, desk.start_review)
    do(referred, desk.refer, city="nanjing")
    office.send("health")
    for actor, expected in (
        (CULTURE, {"culture": 2}),
        (HEALTH, {"health": 1}),
        (NANJING, {"culture": 1}),
        (LEAD, {"culture": 2, "health": 1}),
        (AUDITOR, {"culture": 2, "health": 1}),
    ):
        numbers = count_numbers(office.services, actor=actor)
        assert numbers.programmes == expected
        assert numbers.total == sum(expected.values())
        assert sum(numbers.states.values()) == numbers.total
        assert sum(numbers.partners.values()) == numbers.total
    for actor in (ADMINISTRATOR, JUROR, VISITOR, REVOKED):
        with pytest.raises(NotAllowed):
            count_numbers(office.services, actor=actor)


def test_weeks_are_counted_one_by_one_and_older_ones_not_at_all(office: Office) -> None:
    office.send()
    office.wait(weeks=11)
    office.send()
    office.send()
    numbers = count_numbers(office.services, actor=LEAD)
    assert list(numbers.weeks.values()) == [1, *[0] * 10, 2]
    assert next(iter(numbers.weeks)) == date(2026, 11, 23)
    office.wait(weeks=1)
    numbers = count_numbers(office.services, actor=LEAD)
    assert list(numbers.weeks.values()) == [*[0] * 10, 2, 0]
    assert numbers.total == 2
    assert sum(numbers.states.values()) == 2
    assert count_numbers(office.services, actor=LEAD, weeks=26).total == 3
    with pytest.raises(ValueError, match="13 weeks"):
        count_numbers(office.services, actor=LEAD, weeks=13)


def test_a_programme_is_looked_at_alone_and_the_others_stay_choices(office: Office) -> None:
    office.send()
    office.send("health")
    numbers = count_numbers(office.services, actor=LEAD, programme="health")
    assert (numbers.total, numbers.programmes) == (1, {"health": 1})
    assert numbers.choices == ("culture", "health")
    assert count_numbers(office.services, actor=CULTURE, programme="health").total == 0


def test_decisions_are_timed_from_sending(office: Office) -> None:
    for days in range(1, 11):
        paper = office.send()
        settle(office, paper.submission, ReviewState.ACCEPTED, days=days)
    office.send()
    other = office.send("health")
    settle(office, other.submission, ReviewState.CHANGES_REQUESTED, days=1)
    numbers = count_numbers(office.services, actor=LEAD)
    assert list(numbers.waits) == ["culture"]
    waits = numbers.waits["culture"]
    assert (waits.decided, waits.median, waits.nine_in_ten) == (
        10,
        timedelta(days=5),
        timedelta(days=9),
    )


def test_counting_changes_nothing(office: Office) -> None:
    office.send()
    before = everything(office)
    count_numbers(office.services, actor=AUDITOR)
    assert everything(office) == before
