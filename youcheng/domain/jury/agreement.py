"""How far jurors agree: Krippendorff's alpha for values on a scale of equal steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum


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
