"""Rounds: when scores are taken, and which comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.jury.rounds import Quorum, Round, RoundState, following, takes_scores

START = datetime(2027, 4, 12, tzinfo=UTC)
FIRST = Round("first", START, START + timedelta(days=7), Quorum(), 30)
FINAL = Round("final", START + timedelta(days=9), START + timedelta(days=12), Quorum(5, 3), 12)


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (START - timedelta(seconds=1), False),
        (START, True),
        (FIRST.closes_at - timedelta(seconds=1), True),
        (FIRST.closes_at, False),
    ],
)
def test_scores_are_taken_between_the_two_moments(moment: datetime, taken: bool) -> None:
    assert takes_scores(FIRST, RoundState.OPEN, moment) is taken
    assert not takes_scores(FIRST, RoundState.CLOSED, moment)


def test_rounds_follow_one_another() -> None:
    assert following((FIRST, FINAL), "first") is FINAL
    assert following((FIRST, FINAL), "final") is None
    with pytest.raises(KeyError):
        following((FIRST, FINAL), "third")


@pytest.mark.parametrize(("jurors", "countries"), [(3, 0), (2, 3)])
def test_no_quorum_asks_for_more_countries_than_jurors(jurors: int, countries: int) -> None:
    with pytest.raises(ValueError, match="quorum"):
        Quorum(jurors, countries)
