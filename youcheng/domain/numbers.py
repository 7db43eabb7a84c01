"""Figures about the queue: the weeks that are counted, and how long decisions took."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from youcheng.domain.deadlines import NANJING
from youcheng.domain.states import ReviewState

DECIDED: Final = frozenset(
    {
        ReviewState.ACCEPTED,
        ReviewState.WAITLISTED,
        ReviewState.DECLINED,
        ReviewState.INELIGIBLE,
        ReviewState.AWARDED,
        ReviewState.PARTICIPATED,
    }
)
"""States at which a decision was applied and nothing has come after it."""

PERIODS: Final = (12, 26, 52)
"""How many weeks may be looked at; the first unless something else is asked for."""
MEDIAN: Final = 50
NINE_IN_TEN: Final = 90


def read_period(text: str) -> int:
    """The number of weeks that an address asks for; the usual one for what is none of `PERIODS`."""
    return next((one for one in PERIODS if str(one) == text), PERIODS[0])


def mondays(now: datetime, weeks: int) -> tuple[date, ...]:
    """The first days of the last `weeks` weeks by Nanjing's calendar, the present one the last."""
    today = now.astimezone(NANJING).date()
    last = today - timedelta(days=today.weekday())
    return tuple(last - timedelta(weeks=back) for back in reversed(range(weeks)))


def week_bounds(first: Sequence[date]) -> tuple[datetime, ...]:
    """When each of these weeks begins, and when the last one ends (aware)."""
    days = [*first, first[-1] + timedelta(weeks=1)]
    return tuple(datetime.combine(day, time(), NANJING).astimezone(UTC) for day in days)


def percentile(durations: Sequence[timedelta], part: int) -> timedelta:
    """The duration that `part` percent of `durations` (sorted, not empty) do not exceed: by nearest
    rank, so it is one of them."""
    return durations[max(math.ceil(len(durations) * part / 100), 1) - 1]
