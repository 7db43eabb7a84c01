"""When a form is open: times with their zone in its file, and what the loader says of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from youcheng.content.loader import read_content
from youcheng.content.models import Content

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

FILE = "forms/sports.toml"
NOW = datetime(2027, 9, 1, tzinfo=UTC)


def set_window(change: Change, *lines: str) -> None:
    change(FILE, "version = 1\n", "\n".join(("version = 1", *lines, "")))


def test_the_programmes_shipped_forms_are_open_without_end(content: Content) -> None:
    for programme in content.programmes:
        form = content.form(programme.id)
        assert form.window.is_open(NOW)
        assert form.window.effective_close(NOW) is None


def test_a_form_is_open_from_its_first_moment_until_before_its_last(
    change: Change, copy: Path
) -> None:
    set_window(
        change, "opens_at = 2027-08-31T08:00:00+08:00", "closes_at = 2027-09-14T17:00:00+08:00"
    )
    window = read_content(copy).form("sports").window
    opens, closes = datetime(2027, 8, 31, tzinfo=UTC), datetime(2027, 9, 14, 9, tzinfo=UTC)
    assert (window.opens_at, window.closes_at) == (opens, closes)
    moment = timedelta(microseconds=1)
    assert [window.is_open(at) for at in (opens - moment, opens, closes - moment, closes)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            ["closes_at = 2027-09-14T17:00:00"],
            f"{FILE}: closes_at: must be a time with its zone, such as 2027-09-14T17:00:00+08:00",
        ),
        (
            ["opens_at = 2027-09-14"],
            f"{FILE}: opens_at: must be a time with its zone, such as 2027-09-14T17:00:00+08:00",
        ),
        (
            ["opens_at = 1820912400"],
            f"{FILE}: opens_at: must be a time with its zone, such as 2027-09-14T17:00:00+08:00",
        ),
        (
            ["opens_at = 2027-09-14T17:00:00+08:00", "closes_at = 2027-09-14T11:00:00+02:00"],
            f"{FILE}: closes_at must lie after opens_at",
        ),
    ],
)
def test_a_window_that_cannot_be_is_named_with_file_and_key(
    change: Change, faults: Faults, lines: list[str], fault: str
) -> None:
    set_window(change, *lines)
    assert faults() == [fault]
