"""Dates of an edition that staff set in place of those that the site was delivered with.

Only what differs from the delivered dates is kept, so that a later delivery is followed in the
rest. What has come to pass stays: an edition that has opened has opened, results that were shown
are not taken back, and once the jury has begun nothing more is let in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

from youcheng.domain.editions import Edition

OPENS: Final = "opens_at"
CLOSES: Final = "closes_at"
REVEALS: Final = "reveals_at"
EDITION_MOMENTS: Final = (OPENS, CLOSES, REVEALS)

DateProblem = Literal["same", "order", "ahead", "settled", "missing", "changed", "content"]


class DatesRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The dates of an edition may not be so; nothing was changed.

    Attributes:
        problem: `same` (nothing differs), `order` (it does not follow the one before), `ahead` (a
            date that is changed has to lie ahead), `settled` (it has come to pass and stays),
            `missing` (no date and time), `changed` (somebody else has changed them meanwhile),
            `content` (it does not agree with other editions or with the forms).
        name: the moment that it is about; empty for none.
    """

    def __init__(self, problem: DateProblem, name: str = "") -> None:
        super().__init__(f"{problem}: {name}")
        self.problem: DateProblem = problem
        self.name = name


@dataclass(frozen=True, slots=True)
class DateChange:
    """What was set once.

    Attributes:
        number: 1, 2, 3 … over all editions.
        edition: its id.
        moments: all that differs from the delivered dates from then on, by name; empty: nothing.
        at: when it was set.
        by: id of the account that did.
    """

    number: int
    edition: str
    moments: Mapping[str, datetime]
    at: datetime
    by: str


def round_moment(round_id: str, key: str) -> str:
    """What the moment `key` (`opens_at` or `closes_at`) of a round of the jury is called."""
    return f"round_{round_id.replace('-', '_')}_{key}"


def moments_of(edition: Edition) -> dict[str, datetime]:
    """Every moment of an edition by its name, in the order in which they follow one another."""
    rounds = {
        round_moment(one.id, key): at
        for one in edition.rounds
        for key, at in ((OPENS, one.opens_at), (CLOSES, one.closes_at))
    }
    return {
        OPENS: edition.opens_at,
        CLOSES: edition.closes_at,
        **rounds,
        REVEALS: edition.reveals_at,
    }


def differing(before: Mapping[str, datetime], after: Mapping[str, datetime]) -> tuple[str, ...]:
    """Names of the moments of `before` that are others in `after`; what is not named stays."""
    return tuple(name for name, at in before.items() if after.get(name, at) != at)


def check_dates(
    edition: Edition,
    after: Mapping[str, datetime],
    *,
    now: datetime,
    begun: Collection[str],
    ended: Collection[str],
) -> tuple[str, ...]:
    """Which moments are changed, if they may be.

    Args:
        edition: as it holds now.
        after: its moments as they are to be.
        now: the server's clock.
        begun, ended: ids of the rounds of the jury that were opened, and that were closed.

    Raises:
        DatesRefused: `same`, `ahead`, `settled` or `order`.
    """
    before = moments_of(edition)
    changed = differing(before, after)
    if not changed:
        raise DatesRefused("same")
    settled = {name for name in (OPENS, REVEALS) if before[name] <= now}
    settled |= {CLOSES} if begun else set()
    for one in edition.rounds:
        if one.id in begun and one.opens_at <= now:
            settled.add(round_moment(one.id, OPENS))
        if one.id in ended:
            settled |= {round_moment(one.id, OPENS), round_moment(one.id, CLOSES)}
    for name in changed:
        if name in settled:
            raise DatesRefused("settled", name)
        if after[name] <= now:
            raise DatesRefused("ahead", name)
    _check_order({**before, **after})
    return changed


def _check_order(moments: Mapping[str, datetime]) -> None:
    """A period lasts a while; what follows a deadline may begin with it."""
    for (name, at), (following, then) in pairwise(moments.items()):
        if then < at or (then == at and not name.endswith(CLOSES)):
            raise DatesRefused("order", following)
