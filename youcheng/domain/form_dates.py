"""What is wrong with a normalised date, month, range of months or list of months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeGuard

from youcheng.domain.form_answers import read_date, read_month
from youcheng.domain.form_definitions import Field, Problem

BIKRAM_SAMBAT: Final = 57
"""Years that the Nepalese calendar is ahead; from January to April it is 56."""


def is_texts(value: object) -> TypeGuard[list[str]]:
    """Whether an answer is a list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def check_count(one: Field, values: list[str] | list[object]) -> Iterator[Problem]:
    """Say whether a list has too many or too few entries."""
    limits = one.limits
    if limits.max_count is not None and len(values) > limits.max_count:
        yield Problem(one.id, "too_many", {"max": limits.max_count})
    if limits.min_count is not None and len(values) < limits.min_count:
        yield Problem(one.id, "too_few", {"min": limits.min_count})


def check_date(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    """Check one day against the real calendar and its bounds."""
    day = read_date(value)
    if day is None:
        yield from _name_parts(one, value, ("day", "month", "year"), "date")
        return
    first, last = one.limits.min_days, one.limits.max_days
    if first is not None and day < _shift_days(today, first):
        yield Problem(one.id, "date_too_early", {"min": _shift_days(today, first).isoformat()})
    elif last is not None and day > _shift_days(today, last):
        yield Problem(one.id, "date_too_late", {"max": _shift_days(today, last).isoformat()})


def _shift_days(today: dt.date, days: int) -> dt.date:
    return today + dt.timedelta(days=days)


def _name_parts(one: Field, value: object, names: tuple[str, ...], what: str) -> Iterator[Problem]:
    """Say which parts of a date or month are missing, or that there is no such day."""
    if not isinstance(value, (str, Mapping)):
        yield Problem(one.id, "type")
        return
    missing = [] if isinstance(value, str) else [name for name in names if not value.get(name)]
    for name in missing:
        yield Problem(one.id, f"{what}_missing", {"part": name}, (name,))
    if not missing:
        yield Problem(one.id, f"{what}_unreal")


def age_on(day: dt.date, born: dt.date) -> int:
    """Whole years on `day` of somebody born in the month of `born`; negative before it.

    Only the month is known: who has their birthday in the month of `day` counts as having had it.
    """
    return (_count_months(day) - _count_months(born)) // 12


def check_age(one: Field, value: object, day: dt.date) -> Iterator[Problem]:
    """Check a month of birth against the ages that are allowed on `day`."""
    born, youngest, oldest = read_month(value), one.limits.min_age, one.limits.max_age
    if born is None:
        return
    if oldest is not None and age_on(day, born) > oldest:
        yield Problem(one.id, "month_too_early", {"min": _shift_month(day, -12 * oldest - 11)})
    elif youngest is not None and age_on(day, born) < youngest:
        yield Problem(one.id, "month_too_late", {"max": _shift_month(day, -12 * youngest)})


def check_month(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    """Check one month against the real calendar and its bounds."""
    month = read_month(value)
    if month is None:
        yield from _name_parts(one, value, ("month", "year"), "month")
        return
    first, last = one.limits.min_months, one.limits.max_months
    if last is not None and last <= 0 and _is_ahead_by_calendar(month, today, last):
        yield Problem(one.id, "bikram_sambat")
    elif first is not None and _count_months(month) < _count_months(today) + first:
        yield Problem(one.id, "month_too_early", {"min": _shift_month(today, first)})
    elif last is not None and _count_months(month) > _count_months(today) + last:
        yield Problem(one.id, "month_too_late", {"max": _shift_month(today, last)})


def _is_ahead_by_calendar(month: dt.date, today: dt.date, last: int) -> bool:
    latest = _count_months(today) + last + 12 * BIKRAM_SAMBAT
    return month.year > today.year and _count_months(month) <= latest


def _count_months(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _shift_month(today: dt.date, months: int) -> str:
    year, month = divmod(_count_months(today) + months, 12)
    return f"{year:04d}-{month + 1:02d}"


def check_range(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    """Check both ends of a range of months, their order and the span."""
    if not isinstance(value, Mapping):
        yield Problem(one.id, "type")
        return
    faults = False
    for name in ("from", "to"):
        if name not in value:
            faults = True
            yield Problem(one.id, "required", at=(name,))
            continue
        for problem in check_month(one, value[name], today):
            faults = True
            yield replace(problem, at=(name, *problem.at))
    start, end = read_month(value.get("from")), read_month(value.get("to"))
    if faults or start is None or end is None:
        return
    span = _count_months(end) - _count_months(start) + 1
    if span < 1:
        yield Problem(one.id, "range_backwards", at=("to",))
    elif one.limits.max_span is not None and span > one.limits.max_span:
        yield Problem(one.id, "range_too_long", {"max": one.limits.max_span}, ("to",))


def check_months(one: Field, value: object, today: dt.date) -> Iterator[Problem]:
    """Check every month of a list; only the first wrong one is named."""
    if not is_texts(value):
        yield Problem(one.id, "type")
        return
    yield from check_count(one, value)
    for month in value:
        problem = next(check_month(one, month, today), None)
        if problem is not None:
            yield problem
            return
