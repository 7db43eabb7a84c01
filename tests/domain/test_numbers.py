"""Weeks by Nanjing's calendar, and durations by nearest rank."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from youcheng.domain.numbers import mondays, percentile, read_period, week_bounds


def test_a_week_begins_on_monday_in_nanjing() -> None:
    sunday = datetime(2026, 11, 29, 15, 59, tzinfo=UTC)
    assert mondays(sunday, 2) == (date(2026, 11, 16), date(2026, 11, 23))
    monday = sunday + timedelta(minutes=1)
    assert mondays(monday, 2) == (date(2026, 11, 23), date(2026, 11, 30))
    assert week_bounds(mondays(monday, 2)) == (
        datetime(2026, 11, 22, 16, tzinfo=UTC),
        datetime(2026, 11, 29, 16, tzinfo=UTC),
        datetime(2026, 12, 6, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("days", "part", "expected"),
    [([1], 50, 1), ([1, 2], 50, 1), ([1, 2, 3], 50, 2), ([*range(1, 11)], 90, 9), ([4], 90, 4)],
)
def test_a_percentile_is_one_of_the_durations(days: list[int], part: int, expected: int) -> None:
    durations = [timedelta(days=one) for one in days]
    assert percentile(durations, part) == timedelta(days=expected)


def test_an_address_asks_for_a_period_that_there_is() -> None:
    assert [read_period(text) for text in ("26", "52", "", "13", "1e9")] == [26, 52, 12, 12, 12]
