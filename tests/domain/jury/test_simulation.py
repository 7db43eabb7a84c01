"""Simulated editions: nothing is broken, and normalising finds more of the true best."""

from __future__ import annotations

import pytest

from youcheng.domain.jury.simulation import Plan, compare, play


def test_an_edition_keeps_quorum_conflicts_and_finished_scores() -> None:
    for plan in (Plan(60, 9), Plan(60, 9, lose=2), Plan(200, 12, lose=4)):
        one = play(plan, "1")
        assert (one.short, one.conflicts, one.moved) == (0, 0, 0)
        assert len(one.loads) == plan.jurors - plan.lose
        assert sum(one.loads.values()) <= 3 * plan.entries
        assert one.spread <= 1


def test_the_same_seed_plays_the_same_edition() -> None:
    plan = Plan(60, 9, lose=1)
    assert play(plan, "1") == play(plan, "1")
    assert play(plan, "1") != play(plan, "2")


def test_normalising_finds_more_of_the_true_best_than_raw_means() -> None:
    found = compare(Plan(60, 9), "1", 100)
    assert found.normalised > found.raw
    assert found.better > found.worse


@pytest.mark.parametrize("lose", [-1, 3])
def test_somebody_must_stay(lose: int) -> None:
    with pytest.raises(ValueError, match="a juror who stays"):
        Plan(10, 3, lose=lose)
