"""Krippendorff's alpha against published examples."""

from __future__ import annotations

import pytest

from youcheng.domain.jury.agreement import Agreement, krippendorff_alpha, read_agreement

PAPER = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, sections C and D."""
THREE = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""
"""The example of the article on the coefficient in the English Wikipedia."""


def units(text: str) -> list[list[float]]:
    rows = [line.split() for line in text.split("\n") if line]
    return [[float(one) for one in column if one != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(("text", "alpha"), [(PAPER, 0.849), (THREE, 0.811)])
def test_alpha_is_that_of_the_published_example(text: str, alpha: float) -> None:
    found = krippendorff_alpha(units(text))
    assert found is not None
    assert round(found, 3) == alpha


def test_full_agreement_is_one_and_opposite_scores_lie_below_chance() -> None:
    assert krippendorff_alpha([[1, 1], [5, 5, 5]]) == 1
    opposed = krippendorff_alpha([[1, 5], [5, 1]])
    assert opposed is not None
    assert opposed < 0


@pytest.mark.parametrize("scores", [[], [[3.0], [4.0]], [[3.0, 3.0], [3.0, 3.0]]])
def test_where_nothing_can_be_said_there_is_none(scores: list[list[float]]) -> None:
    assert krippendorff_alpha(scores) is None


def test_alpha_is_read_by_the_levels_of_its_author() -> None:
    told = {0.8: "reliable", 0.79: "tentative", 0.667: "tentative", 0.66: "low", -1.0: "low"}
    assert {alpha: str(read_agreement(alpha)) for alpha in told} == told
    assert read_agreement(None) is Agreement.UNKNOWN
