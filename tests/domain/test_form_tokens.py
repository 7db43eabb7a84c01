"""The signed time of a form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.form_tokens import (
    LIFETIME,
    MINIMUM,
    FormCheck,
    FormVerdict,
    check_form,
    sign_form,
)

NOW = datetime(2026, 8, 1, 12, 0, 0, 123000, tzinfo=UTC)
KEY = b"k" * 32
TOKEN = sign_form(form="study:d1", key=KEY, now=NOW)


def checked(token: str, after: timedelta, *, form: str = "study:d1", key: bytes = KEY) -> FormCheck:
    return check_form(token, form=form, key=key, now=NOW + after)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(0), FormCheck(FormVerdict.TOO_FAST, 3)),
        (timedelta(seconds=1.5), FormCheck(FormVerdict.TOO_FAST, 2)),
        (MINIMUM - timedelta(milliseconds=1), FormCheck(FormVerdict.TOO_FAST, 1)),
        (MINIMUM, FormCheck(FormVerdict.OK)),
        (LIFETIME - timedelta(seconds=1), FormCheck(FormVerdict.OK)),
        (LIFETIME, FormCheck(FormVerdict.EXPIRED)),
        (timedelta(seconds=-60), FormCheck(FormVerdict.TOO_FAST, 63)),
    ],
)
def test_the_time_since_the_form_was_shown_decides(after: timedelta, expected: FormCheck) -> None:
    assert checked(TOKEN, after) == expected


def test_a_token_of_another_form_or_key_is_forged() -> None:
    later = timedelta(minutes=1)
    assert checked(TOKEN, later, form="study:d2").verdict is FormVerdict.FORGED
    assert checked(TOKEN, later, key=b"other").verdict is FormVerdict.FORGED


def test_altering_any_character_makes_it_forged() -> None:
    for position, character in enumerate(TOKEN):
        other = "0" if character != "0" else "1"
        altered = TOKEN[:position] + other + TOKEN[position + 1 :]
        assert checked(altered, timedelta(minutes=1)).verdict is FormVerdict.FORGED


@pytest.mark.parametrize("text", ["", ".", "1.2", "é.é", "9" * 400, "1" * 16 + "." + "a" * 64])
def test_any_other_text_is_forged(text: str) -> None:
    assert checked(text, timedelta(minutes=1)).verdict is FormVerdict.FORGED
