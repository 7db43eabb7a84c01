"""How far jurors agree: Krippendorff's alpha for values on a scale of equal steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import fsum
from typing import Final

RELIABLE_FROM: Final = 0.8
TENTATIVE_FROM: Final = 0.667
"""What alpha has to come to for conclusions that hold, and for tentative ones (K. Krippendorff,
"Content Analysis", 2nd edition, 2004, page 241)."""


class Agreement(StrEnum):
    """What alpha says, in a word."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    LOW = "low"
    UNKNOWN = "unknown"


def read_agreement(alpha: float | None) -> Agreement:
    """What an alpha says of the jurors; None says nothing."""
    if alpha is None:
        return Agreement.UNKNOWN
    if alpha >= RELIABLE_FROM:
        return Agreement.RELIABLE
    return Agreement.TENTATIVE if alpha >= TENTATIVE_FROM else Agreement.LOW


def _squares(values: Sequence[float]) -> float:
    """The sum of squared differences over all ordered pairs: twice the number of values times the
    squares about their mean."""
    mean = fsum(values) / len(values)
    return 2 * len(values) * fsum((one - mean) ** 2 for one in values)


def krippendorff_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Alpha for interval data: 1 for full agreement, 0 for what chance would give.

    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011 (section D); units of any
    number of values, those with a single value left out.

    Args:
        units: for each entry, its scores, by whichever jurors.

    Returns:
        Alpha; None where nothing can be said: no entry has two scores, or all scores are alike.
    """
    pairable = [tuple(one) for one in units if len(one) > 1]
    values = [one for unit in pairable for one in unit]
    if not values:
        return None
    expected = _squares(values) / (len(values) - 1)
    if expected == 0:
        return None
    observed = fsum(_squares(unit) / (len(unit) - 1) for unit in pairable)
    return 1 - observed / expected
