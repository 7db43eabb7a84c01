"""Deadlines by the server's clock, extensions, access codes, two clocks shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from youcheng.domain.deadlines import (
    AccessCode,
    AccessRefused,
    Window,
    show_time,
    time_left,
)

CLOSES = datetime(2026, 9, 30, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
CODE = AccessCode("d" * 64, opens_at=CLOSES - 30 * DAY, expires_at=CLOSES + 7 * DAY, limit=3)


@pytest.mark.parametrize(
    ("window", "now", "is_open"),
    [
        (Window(closes_at=CLOSES), CLOSES - SECOND, True),
        (Window(closes_at=CLOSES), CLOSES, False),
        (Window(closes_at=CLOSES), CLOSES + SECOND, False),
        (Window(), CLOSES + 1000 * DAY, True),
        (Window(opens_at=CLOSES), CLOSES - SECOND, False),
        (Window(opens_at=CLOSES), CLOSES, True),
        (Window(closes_at=CLOSES, extended_to=CLOSES + DAY), CLOSES + DAY - SECOND, True),
        (Window(closes_at=CLOSES, extended_to=CLOSES + DAY), CLOSES + DAY, False),
        (Window(closes_at=CLOSES, extended_to=CLOSES - DAY), CLOSES - SECOND, True),
        (Window(closes_at=CLOSES, access=CODE), CLOSES + 7 * DAY - SECOND, True),
        (Window(closes_at=CLOSES, access=CODE), CLOSES + 7 * DAY, False),
        (Window(closes_at=CLOSES, access=replace(CODE, uses=3)), CLOSES, False),
        (Window(closes_at=CLOSES, access=replace(CODE, revoked_at=CLOSES)), CLOSES, False),
        (
            Window(closes_at=CLOSES, access=replace(CODE, expires_at=CLOSES - DAY)),
            CLOSES - SECOND,
            True,
        ),
    ],
)
def test_saving_is_taken_until_the_deadline_and_its_mercies(
    window: Window, now: datetime, is_open: bool
) -> None:
    assert window.is_open(now) is is_open


def test_the_code_is_needed_only_where_nothing_else_keeps_the_window_open() -> None:
    window = Window(closes_at=CLOSES, access=CODE)
    assert not window.needs_access(CLOSES - SECOND)
    assert window.needs_access(CLOSES + SECOND)
    assert not replace(window, extended_to=CLOSES + DAY).needs_access(CLOSES + SECOND)
    assert not window.needs_access(CLOSES + 8 * DAY)


def test_the_deadline_that_holds_is_the_latest() -> None:
    window = Window(closes_at=CLOSES, extended_to=CLOSES + DAY, access=CODE)
    assert window.effective_close(CLOSES) == CODE.expires_at
    assert window.effective_close(CODE.expires_at) == CLOSES + DAY
    assert Window().effective_close(CLOSES) is None


def test_a_code_of_three_uses_opens_three_times() -> None:
    code = CODE
    for uses in (1, 2, 3):
        code = code.redeemed(CLOSES)
        assert code.uses == uses
    with pytest.raises(AccessRefused) as caught:
        code.redeemed(CLOSES)
    assert caught.value.problem == "used_up"


@pytest.mark.parametrize(
    ("code", "now", "problem"),
    [
        (CODE, CODE.opens_at - SECOND, "not_yet"),
        (CODE, CODE.expires_at, "expired"),
        (replace(CODE, revoked_at=CLOSES), CLOSES, "revoked"),
        (CODE, CLOSES, None),
    ],
)
def test_a_code_says_why_it_opens_nothing(
    code: AccessCode, now: datetime, problem: str | None
) -> None:
    assert code.problem(now) == problem


def test_a_moment_is_shown_on_two_clocks() -> None:
    shown = show_time(CLOSES, zone="Asia/Kathmandu")
    assert shown.nanjing.isoformat() == "2026-10-01T00:00:00+08:00"
    assert shown.local is not None
    assert shown.local.isoformat() == "2026-09-30T21:45:00+05:45"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Brunei"])
def test_clocks_that_read_alike_are_shown_once(zone: str) -> None:
    assert show_time(CLOSES, zone=zone).local is None


def test_summer_time_is_that_of_the_moment() -> None:
    summer = show_time(CLOSES, zone="Europe/Zurich").local
    winter = show_time(CLOSES + 60 * DAY, zone="Europe/Zurich").local
    assert summer is not None
    assert winter is not None
    assert (summer.hour, winter.hour) == (18, 17)


def test_a_moment_without_zone_and_an_unknown_zone_are_mistakes() -> None:
    with pytest.raises(ValueError, match="time zone"):
        show_time(CLOSES.replace(tzinfo=None), zone="Asia/Kathmandu")
    with pytest.raises(ZoneInfoNotFoundError):
        show_time(CLOSES, zone="Europe/Youcheng")


def test_time_left_is_never_negative() -> None:
    assert time_left(CLOSES, CLOSES - SECOND) == SECOND
    assert time_left(CLOSES, CLOSES + SECOND) == timedelta(0)
