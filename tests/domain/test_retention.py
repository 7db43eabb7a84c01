"""The retention table: its numbers, and calendar months."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from youcheng.domain import lifetimes
from youcheng.domain.retention import (
    RETENTION,
    RULES,
    DataClass,
    RetentionRule,
    Start,
    rule_of,
)
from youcheng.domain.states import ERASABLE, FINAL, STATES_OF, ReviewState, SubmissionKind


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "start", "due"),
    [
        (DataClass.DRAFT, at(2026, 8, 1), at(2026, 8, 31)),
        (DataClass.UNCONFIRMED, at(2026, 8, 1), at(2026, 8, 15)),
        (DataClass.SUBMISSION, at(2028, 2, 29), at(2029, 2, 28)),
        (DataClass.GUARDIAN_CONTACT, at(2026, 12, 31), at(2027, 12, 31)),
        (DataClass.ORIGINAL, at(2026, 8, 31), at(2027, 2, 28)),
        (DataClass.PUBLIC_WORK, at(2024, 2, 29), at(2027, 2, 28)),
        (DataClass.LATER_DOCUMENTS, at(2026, 8, 1), at(2026, 10, 30)),
        (DataClass.WITHDRAWN_FILES, at(2026, 8, 1), at(2026, 8, 1)),
        (DataClass.TOMBSTONE, at(2026, 8, 1), at(2032, 8, 1)),
    ],
)
def test_data_goes_when_the_table_says(data: DataClass, start: datetime, due: datetime) -> None:
    assert RULES[data].due_at(start) == due


def test_every_class_of_data_has_one_rule_and_a_source() -> None:
    assert [rule.data for rule in RETENTION] == [*DataClass]
    assert {rule.start for rule in RETENTION} == set(Start)
    assert all(rule.source for rule in RETENTION)


def test_the_table_and_the_lifetimes_say_the_same() -> None:
    assert RULES[DataClass.DRAFT].days == lifetimes.DRAFT.length.days
    assert RULES[DataClass.UNCONFIRMED].days == lifetimes.CONSENT.length.days


def test_months_are_counted_over_the_end_of_a_year() -> None:
    rule = RetentionRule(DataClass.ORIGINAL, Start.RESULTS, months=1)
    assert rule.due_at(at(2026, 12, 31)) == at(2027, 1, 31)
    assert rule.due_at(at(2027, 1, 31)) == at(2027, 2, 28)


def test_whatever_may_be_erased_of_a_programme_has_a_period_and_nothing_else_has() -> None:
    programme = SubmissionKind.PROGRAMME
    ending = {review for review in STATES_OF[programme] if rule_of(programme, review) is not None}
    assert ending == (ERASABLE | FINAL) & STATES_OF[programme]


def test_a_painting_that_ended_before_it_was_judged_has_a_period() -> None:
    painting = SubmissionKind.PAINTING
    ending = {review for review in STATES_OF[painting] if rule_of(painting, review) is not None}
    assert ending == (ERASABLE | FINAL) & STATES_OF[painting] - {ReviewState.ARCHIVED}
