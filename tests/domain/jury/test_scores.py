"""Marks and comments of a juror."""

from __future__ import annotations

import pytest

from youcheng.domain.editions import Criterion
from youcheng.domain.jury.scores import LONGEST_COMMENT, ScoreRefused, check_marks, weigh

CRITERIA = (Criterion("idea", 2), Criterion("expression", 2), Criterion("technique", 1))
WHOLE = {"idea": 5, "expression": 4, "technique": 2}


def test_marks_are_weighted() -> None:
    assert weigh(WHOLE, CRITERIA) == 4
    assert weigh(dict.fromkeys(WHOLE, 3), CRITERIA) == 3


def test_a_draft_may_lack_marks_and_a_finished_score_may_not() -> None:
    check_marks({"idea": 5}, "", CRITERIA, complete=False)
    check_marks(WHOLE, "x" * LONGEST_COMMENT, CRITERIA, complete=True)
    with pytest.raises(ScoreRefused, match="incomplete"):
        check_marks({"idea": 5}, "", CRITERIA, complete=True)


@pytest.mark.parametrize(
    ("marks", "comment", "problem"),
    [
        ({"beauty": 3}, "", "criterion"),
        ({"idea": 0}, "", "mark"),
        ({"idea": 6}, "", "mark"),
        ({}, "x" * (LONGEST_COMMENT + 1), "comment"),
    ],
)
def test_what_cannot_be_is_refused(marks: dict[str, int], comment: str, problem: str) -> None:
    with pytest.raises(ScoreRefused, match=problem):
        check_marks(marks, comment, CRITERIA, complete=False)
