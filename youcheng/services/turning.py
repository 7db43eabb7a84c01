"""A page of a long list, by place (keyset): what stands on it, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Read = Callable[[str, int], Sequence[Row]]
"""Reads at most so many rows next to a place, in the order of the list."""


@dataclass(frozen=True, slots=True)
class Turned(Generic[Row]):
    """A page.

    Attributes:
        rows: what stands on it.
        before, after: the places where the page before ends and the page after begins; empty: there
            is none.
    """

    rows: Sequence[Row]
    before: str
    after: str


def turn(
    read_after: Read[Row],
    read_before: Read[Row],
    place_of: Callable[[Row], str],
    *,
    start: str,
    end: str,
    size: int,
) -> Turned[Row]:
    """The page after the place `start`, or that before `end` if there is no start; the first one
    without both.

    Args:
        read_after: reads the rows after a place; from the beginning where it is empty.
        read_before: reads those before a place.
        place_of: where a row stands.
        start, end: places; empty for none.
        size: how many rows at most.
    """
    # One more than the page holds says whether there is another page.
    backwards = not start and bool(end)
    found = read_before(end, size + 1) if backwards else read_after(start, size + 1)
    rows = found[-size:] if backwards else found[:size]
    more = len(found) > size
    first = place_of(rows[0]) if rows else start or end
    last = place_of(rows[-1]) if rows else start or end
    has_before = more if backwards else bool(start) and bool(read_before(first, 1))
    has_after = bool(read_after(last, 1)) if backwards else more
    return Turned(rows, first if has_before else "", last if has_after else "")
