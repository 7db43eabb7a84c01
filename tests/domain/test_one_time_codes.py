"""One-time codes: right once, for fifteen minutes, at most five tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.one_time_codes import (
    LIFETIME,
    TRIES,
    Answer,
    Challenge,
    Purpose,
    answer_challenge,
    draw_challenge,
)

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
KEY = b"k" * 32


def drawn(number: int = 7041) -> tuple[str, Challenge]:
    return draw_challenge(
        id="c1", purpose=Purpose.STATUS, key=KEY, now=NOW, random_below=lambda below: number
    )


def answered(
    stored: Challenge | None,
    text: str,
    *,
    after: timedelta = timedelta(minutes=1),
    purpose: Purpose = Purpose.STATUS,
    key: bytes = KEY,
) -> tuple[Answer, Challenge | None]:
    return answer_challenge(stored, text, purpose=purpose, key=key, now=NOW + after)


def test_a_code_has_six_digits_and_is_not_in_what_is_stored() -> None:
    code, stored = drawn()
    assert code == "007041"
    assert code not in repr(stored)
    assert len(stored.digest) == 64


@pytest.mark.parametrize(
    "text", ["007041", " 007 041 ", "\uff10\uff10\uff17\uff10\uff14\uff11", "007-041", "००७०४१"]
)
def test_the_right_code_opens_once_however_it_is_typed(text: str) -> None:
    _, stored = drawn()
    answer, after = answered(stored, text)
    assert answer is Answer.RIGHT
    assert after is not None
    assert after.used_at is not None
    assert answered(after, text)[0] is Answer.USED


def test_five_wrong_tries_close_the_code() -> None:
    code, stored = drawn()
    left: Challenge | None = stored
    for _ in range(TRIES):
        answer, left = answered(left, "111111")
        assert answer is Answer.WRONG
    assert answered(left, code) == (Answer.EXHAUSTED, left)


def test_the_fifth_try_may_be_the_right_one() -> None:
    code, stored = drawn()
    left: Challenge | None = stored
    for _ in range(TRIES - 1):
        _, left = answered(left, "")
    assert answered(left, code)[0] is Answer.RIGHT


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        (LIFETIME - timedelta(seconds=1), Answer.RIGHT),
        (LIFETIME, Answer.EXPIRED),
        (timedelta(seconds=-1), Answer.EXPIRED),
    ],
)
def test_the_servers_clock_ends_a_code(after: timedelta, answer: Answer) -> None:
    code, stored = drawn()
    assert answered(stored, code, after=after)[0] is answer


def test_a_code_opens_only_what_it_was_made_for_and_only_under_its_key() -> None:
    code, stored = drawn()
    assert answered(stored, code, purpose=Purpose.WITHDRAWAL)[0] is Answer.WRONG
    assert answered(stored, code, key=b"other")[0] is Answer.WRONG


def test_an_unknown_address_answers_like_a_wrong_code() -> None:
    assert answered(None, "007041") == (Answer.WRONG, None)


def test_the_same_code_has_another_digest_in_another_challenge() -> None:
    _, one = drawn()
    _, two = draw_challenge(
        id="c2", purpose=Purpose.STATUS, key=KEY, now=NOW, random_below=lambda below: 7041
    )
    assert one.digest != two.digest


def test_codes_are_drawn_from_a_million() -> None:
    asked: list[int] = []
    draw_challenge(
        id="c", purpose=Purpose.DRAFT, key=KEY, now=NOW, random_below=lambda n: asked.append(n) or 0
    )
    assert asked == [1_000_000]
