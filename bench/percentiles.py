"""Percentiles of a sample."""

from __future__ import annotations

import math
from collections.abc import Iterable


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that at least `percent` of all values do not exceed (nearest rank).

    Raises:
        ValueError: there is no value, or `percent` is not above 0 and at most 100.
    """
    ascending = sorted(values)
    if not ascending or not 0 < percent <= 100:
        raise ValueError(f"no percentile {percent} of {len(ascending)} values")
    return ascending[math.ceil(len(ascending) * percent / 100) - 1]
