"""The search for the largest number that holds, and percentiles."""

from __future__ import annotations

import random

import pytest

from bench.percentiles import percentile
from bench.search import find_most


@pytest.mark.parametrize("limit", [0, 1, 2, 7, 8, 9, 33, 250, 999, 1000, 5000])
@pytest.mark.parametrize("first", [1, 8, 64])
def test_search_finds_a_number_that_holds_near_the_largest(limit: int, first: int) -> None:
    found = find_most(lambda number: number <= limit, first=first, most=1000)
    largest = min(limit, 1000)
    assert found <= largest
    assert largest - found < max(1, found * 0.1)


def test_search_tries_no_number_twice_and_none_above_the_most() -> None:
    tried: list[int] = []

    def holds(number: int) -> bool:
        tried.append(number)
        return number <= 700

    find_most(holds, first=16, most=1024)
    assert len(set(tried)) == len(tried) <= 12
    assert max(tried) <= 1024


def test_percentile_is_a_value_that_so_many_do_not_exceed() -> None:
    values = [float(one) for one in range(1, 101)]
    random.Random(3).shuffle(values)
    assert percentile(values, 95) == 95
    assert percentile(values, 100) == 100
    assert percentile([4.0], 1) == 4
    assert percentile([1.0, 9.0], 95) == 9


@pytest.mark.parametrize("percent", [0, 101])
def test_percentile_refuses_what_is_none(percent: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile([1.0], percent)
    with pytest.raises(ValueError, match="no percentile"):
        percentile([], 95)
