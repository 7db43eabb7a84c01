"""Periods: what the clock asks for, day by day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.lifetimes import CHANGES, CONSENT, DRAFT, Due, Lifetime

START = datetime(2026, 8, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lifetime", "days", "sent", "due"),
    [
        (DRAFT, 26.9, 0, Due.NOTHING),
        (DRAFT, 27, 0, Due.REMIND),
        (DRAFT, 27, 1, Due.NOTHING),
        (DRAFT, 29.9, 1, Due.NOTHING),
        (DRAFT, 30, 1, Due.END),
        (DRAFT, 31, 0, Due.END),
        (CONSENT, 2.9, 0, Due.NOTHING),
        (CONSENT, 3, 0, Due.REMIND),
        (CONSENT, 9, 1, Due.NOTHING),
        (CONSENT, 10, 1, Due.REMIND),
        (CONSENT, 13.9, 2, Due.NOTHING),
        (CONSENT, 14, 2, Due.END),
        (CHANGES, 21, 1, Due.END),
    ],
)
def test_the_clock_asks_for_one_thing(lifetime: Lifetime, days: float, sent: int, due: Due) -> None:
    assert lifetime.due(START, START + timedelta(days=days), reminders_sent=sent) is due


def test_after_an_outage_one_reminder_is_sent_and_not_all() -> None:
    late = START + timedelta(days=12)
    assert CONSENT.due(START, late, reminders_sent=0) is Due.REMIND
    sent = CONSENT.reminders_passed(START, late)
    assert sent == 2
    assert CONSENT.due(START, late, reminders_sent=sent) is Due.NOTHING


def test_the_draft_reminder_goes_three_days_before_the_end() -> None:
    assert DRAFT.ends_at(START) - (START + DRAFT.reminders[0]) == timedelta(days=3)


def test_every_reminder_comes_before_the_end() -> None:
    for lifetime in (DRAFT, CONSENT, CHANGES):
        assert [*lifetime.reminders] == sorted(lifetime.reminders)
        assert all(reminder < lifetime.length for reminder in lifetime.reminders)
