"""What a juror says of an entry: a mark for every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from youcheng.domain.editions import HIGHEST_SCORE, LOWEST_SCORE, Criterion

LONGEST_COMMENT: Final = 500
"""Characters of a juror's comment."""


class ScoreRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """Marks or a comment that cannot be so.

    Attributes:
        problem: `criterion` (unknown), `mark` (no whole step from 1 to 5), `incomplete` (a
            criterion has none), `comment` (too long).
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Score:
    """A finished score.

    Attributes:
        juror: id of the account.
        entry: random id of the entry.
        value: the weighted mean of its marks, from 1 to 5.
    """

    juror: str
    entry: str
    value: float


def check_marks(
    marks: Mapping[str, int], comment: str, criteria: Iterable[Criterion], *, complete: bool
) -> None:
    """Raise ScoreRefused where marks or comment cannot be so; `complete` asks for every mark."""
    known = {one.id for one in criteria}
    if not marks.keys() <= known:
        raise ScoreRefused("criterion")
    if any(not LOWEST_SCORE <= one <= HIGHEST_SCORE for one in marks.values()):
        raise ScoreRefused("mark")
    if complete and marks.keys() != known:
        raise ScoreRefused("incomplete")
    if len(comment) > LONGEST_COMMENT:
        raise ScoreRefused("comment")


def weigh(marks: Mapping[str, int], criteria: Iterable[Criterion]) -> float:
    """The weighted mean of complete `marks`, from 1 to 5."""
    weights = {one.id: one.weight for one in criteria}
    total = sum(weight * marks[one] for one, weight in weights.items())
    return float(Fraction(total, sum(weights.values())))
