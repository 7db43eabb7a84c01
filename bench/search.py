"""The largest number that something can bear, found with few trials."""

from __future__ import annotations

from collections.abc import Callable


def find_most(holds: Callable[[int], bool], *, first: int, most: int, within: float = 0.1) -> int:
    """The largest number that holds: doubled until it does not, then bisected.

    A trial is dear, so each number is tried once, and the answer is as near as `within` says. It
    may be less than what would hold, never more.

    Args:
        holds: one trial; taken to hold below every number that holds.
        first: the number that is tried first, at least 1.
        most: nothing above it is tried.
        within: width of the last step, as a share of the answer.

    Returns:
        The largest number that was tried and held; 0 if not even 1 does.
    """
    good, bad = 0, most + 1
    number = min(first, most)
    while good < number < bad:
        if holds(number):
            good = number
        else:
            bad = number
        if bad > most:
            number = min(2 * number, most)
        elif bad - good > max(1.0, good * within):
            number = (good + bad) // 2
        else:
            break
    return good
