"""Editions of the competition: when one runs, who may enter, how the jury weighs its scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

from youcheng.domain.form_answers import read_month
from youcheng.domain.form_dates import age_on
from youcheng.domain.jury.rounds import Round

LOWEST_SCORE: Final = 1
HIGHEST_SCORE: Final = 5
"""A juror scores every criterion in whole steps between the two."""

Share = Literal["band", "partner", "edition"]
"""What an award is given in: each age band, each partner, or the edition once."""


class Phase(StrEnum):
    """How an edition stands at a moment."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Band:
    """A group of ages, in whole years at the deadline, both ends included."""

    id: str
    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the jury scores, and how many times its score counts."""

    id: str
    weight: int


@dataclass(frozen=True, slots=True)
class Award:
    """An award; `count` of them for each `share`, None while the number is not decided."""

    id: str
    share: Share
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the competition.

    Attributes:
        id: the year that it is called by.
        opens_at: the first moment in which a picture may be entered (aware).
        closes_at: the deadline: its own moment is past it (aware).
        reveals_at: when the results are shown, all at once (aware).
        zone: IANA name of the organiser's time zone, whose month decides about ages.
        bands: the youngest first; each begins where the one before ended.
        works_per_child: how many pictures of one child are judged.
        batch_limit: how many pictures a teacher may enter together.
        enters_alone_from: the age from which a young person may enter a picture without an adult
            at hand; a guardian agrees all the same.
        criteria: what the jury scores.
        awards: the highest first.
        entry_form: id of the form under data/forms/ that an entry is made with.
        rounds: of the jury, one after the other.
    """

    id: str
    opens_at: datetime
    closes_at: datetime
    reveals_at: datetime
    zone: str
    bands: tuple[Band, ...]
    works_per_child: int
    batch_limit: int
    enters_alone_from: int
    criteria: tuple[Criterion, ...]
    awards: tuple[Award, ...]
    entry_form: str
    rounds: tuple[Round, ...] = ()

    @property
    def youngest(self) -> int:
        """The lowest age that may enter."""
        return self.bands[0].youngest

    @property
    def oldest(self) -> int:
        """The highest age that may enter."""
        return self.bands[-1].oldest


def phase(edition: Edition, now: datetime) -> Phase:
    """How `edition` stands at `now` (aware); every period ends at its first moment past."""
    if now < edition.opens_at:
        return Phase.BEFORE
    if now < edition.closes_at:
        return Phase.OPEN
    return Phase.CLOSED if now < edition.reveals_at else Phase.REVEALED


def age_at_deadline(edition: Edition, born: str) -> int:
    """Whole years at the deadline of somebody born in the month `born`, written "YYYY-MM".

    They are counted as `age_on` says, on the day that the deadline is in the edition's zone.

    Raises:
        ValueError: `born` is no month.
    """
    month = read_month(born)
    if month is None:
        raise ValueError(f"{born} is no month such as 2018-05")
    return age_on(edition.closes_at.astimezone(ZoneInfo(edition.zone)).date(), month)


def band_of(edition: Edition, born: str) -> Band | None:
    """The band of somebody born in the month `born` ("YYYY-MM"); None for too young or too old.

    Raises:
        ValueError: `born` is no month.
    """
    age = age_at_deadline(edition, born)
    return next((band for band in edition.bands if band.youngest <= age <= band.oldest), None)


def current_edition(editions: Iterable[Edition], now: datetime) -> Edition:
    """The edition that a visitor means at `now` (aware).

    That is the open one; else the first whose results lie ahead, judged or yet to open; else the
    latest.

    Raises:
        ValueError: there is no edition.
    """
    ordered = sorted(editions, key=lambda edition: edition.opens_at)
    if not ordered:
        raise ValueError("there is no edition")
    for wanted in ({Phase.OPEN}, {Phase.CLOSED, Phase.BEFORE}):
        for edition in ordered:
            if phase(edition, now) in wanted:
                return edition
    return ordered[-1]
