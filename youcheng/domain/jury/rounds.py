"""Rounds of the jury: when one runs, what an entry needs, how many go on from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

FEWEST_JURORS: Final = 3
FEWEST_COUNTRIES: Final = 2
"""No round asks for less: three jurors from two countries (feature 16)."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """What every entry needs: so many jurors, from at least so many countries."""

    jurors: int = FEWEST_JURORS
    countries: int = FEWEST_COUNTRIES

    def __post_init__(self) -> None:
        if not 1 <= self.countries <= self.jurors:
            raise ValueError("a quorum needs a country, and no more countries than jurors")


@dataclass(frozen=True, slots=True)
class Round:
    """A round of an edition's jury.

    Attributes:
        id: as the edition's file calls it.
        opens_at: the first moment in which jurors may score (aware).
        closes_at: the first in which they may not any more (aware).
        quorum: what every entry needs.
        shortlist: how many entries of each age band go on from it.
    """

    id: str
    opens_at: datetime
    closes_at: datetime
    quorum: Quorum
    shortlist: int


class RoundState(StrEnum):
    """How far a round is. What is closed is never opened again."""

    OPEN = "open"
    CLOSED = "closed"


def takes_scores(one: Round, state: RoundState, now: datetime) -> bool:
    """Whether jurors may score at `now` (aware), by the server's clock."""
    return state is RoundState.OPEN and one.opens_at <= now < one.closes_at


def following(rounds: tuple[Round, ...], round_id: str) -> Round | None:
    """The round after `round_id`; None after the last.

    Raises:
        KeyError: there is no such round.
    """
    ids = [one.id for one in rounds]
    if round_id not in ids:
        raise KeyError(round_id)
    at = ids.index(round_id) + 1
    return rounds[at] if at < len(rounds) else None
