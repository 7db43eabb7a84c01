"""What counts as so many people being served."""

from __future__ import annotations

from bench.crowd import GOAL, Trial


def _trial(*times: float, arrived: bool = True, failed: int = 0) -> Trial:
    return Trial(20, arrived, failed, seconds=10, times={"map": times[::2], "form": times[1::2]})


def test_trial_holds_while_19_of_20_acts_are_in_time() -> None:
    in_time, late = GOAL - 1, GOAL * 9
    assert _trial(*[in_time] * 19, late).holds
    assert not _trial(*[in_time] * 18, late, late).holds


def test_trial_looks_at_all_kinds_of_pages_together() -> None:
    found = _trial(*(float(one) for one in range(1, 101)))
    assert found.p95 == 95
    assert found.acts == 100


def test_trial_with_a_failure_or_an_absence_does_not_hold() -> None:
    assert _trial(1.0).holds
    assert not _trial(1.0, failed=1).holds
    assert not _trial(1.0, arrived=False).holds


def test_trial_in_which_nothing_was_seen_does_not_hold() -> None:
    assert not _trial().holds
