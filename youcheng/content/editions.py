"""Editions of the competition: the files under data/competition/, one an edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Final
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, StringConstraints, field_validator, model_validator

from youcheng.content.form_entries import Count, Moment, OptionId
from youcheng.content.problems import Place, Problem
from youcheng.content.sources import Id, check_unique
from youcheng.content.texts import Model, Text
from youcheng.domain.batches import MOST_ROWS
from youcheng.domain.edition_dates import EDITION_MOMENTS, round_moment
from youcheng.domain.editions import Award, Band, Criterion, Edition, Share
from youcheng.domain.jury.rounds import FEWEST_COUNTRIES, FEWEST_JURORS, Quorum, Round

FOLDER: Final = "competition"
Age = Annotated[int, Field(ge=3, le=18)]


class EditionTheme(Model):
    """A theme that a picture may be about; `prompt` asks the child."""

    id: OptionId
    name: Text
    prompt: Text


class EditionBand(Model):
    """An age band: whole years at the deadline, both ends included."""

    id: OptionId
    youngest: Age
    oldest: Age


class EditionCriterion(Model):
    """What the jury scores; `about` says what it looks at."""

    id: OptionId
    weight: Annotated[int, Field(ge=1, le=10)]
    name: Text
    about: Text


class EditionRound(Model):
    """A round of the jury; see `youcheng.domain.jury.rounds.Round`."""

    id: OptionId
    opens_at: Moment
    closes_at: Moment
    jurors: Annotated[int, Field(ge=FEWEST_JURORS, le=20)]
    countries: Annotated[int, Field(ge=FEWEST_COUNTRIES, le=6)]
    shortlist: Annotated[int, Field(ge=1, le=1000)]


class EditionAward(Model):
    """An award, given `count` times in each `share`; without a count the number is not decided."""

    id: OptionId
    share: Share
    count: Count | None = None
    name: Text


class EditionAnswer(Model):
    """A question that families and schools ask, with its answer."""

    id: OptionId
    question: Text
    answer: Text


class CompetitionEdition(Model):
    """An edition as it is shown: its rules with their texts in every language.

    Attributes:
        provisional: True while dates, awards and rules are a proposal; pages say so.
        opens_at, closes_at, reveals_at: moments with the offset that `zone` has then.
        name, line: what the edition is called, and one sentence about it.
        who: who may enter, but for the age.
        themes: in the order in which they are offered.
        child_rules: the rules for a child, one sentence each.
        adult_rules: the rules for parents, guardians and teachers.
        not_shown: what must not be on a picture or on its photo.
        answers: short answers to what is asked often.
        batch_form: id of the form with which a teacher enters a class; None for none.

    The other attributes are those of `youcheng.domain.editions.Edition`, which `rules` gives.
    """

    id: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    provisional: bool
    opens_at: Moment
    closes_at: Moment
    reveals_at: Moment
    zone: str
    works_per_child: Annotated[int, Field(ge=1, le=5)]
    batch_limit: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    enters_alone_from: Age
    entry_form: Id
    name: Text
    line: Text
    who: Text
    themes: Annotated[tuple[EditionTheme, ...], Field(min_length=1)]
    bands: Annotated[tuple[EditionBand, ...], Field(min_length=1)]
    criteria: Annotated[tuple[EditionCriterion, ...], Field(min_length=1)]
    awards: Annotated[tuple[EditionAward, ...], Field(min_length=1)]
    rounds: Annotated[tuple[EditionRound, ...], Field(min_length=1)]
    child_rules: Annotated[tuple[Text, ...], Field(min_length=1)]
    adult_rules: Annotated[tuple[Text, ...], Field(min_length=1)]
    not_shown: Annotated[tuple[Text, ...], Field(min_length=1)]
    answers: tuple[EditionAnswer, ...] = ()
    batch_form: Id | None = None

    @field_validator("zone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"unknown zone {value}")
        return value

    @field_validator("bands")
    @classmethod
    def _check_bands(cls, value: tuple[EditionBand, ...]) -> tuple[EditionBand, ...]:
        for band in value:
            if band.oldest < band.youngest:
                raise ValueError(f"{band.id} ends before it begins")
        for before, after in pairwise(value):
            if after.youngest != before.oldest + 1:
                raise ValueError(f"{after.id} must begin at {before.oldest + 1}, after {before.id}")
        return value

    @model_validator(mode="after")
    def _check_whole(self) -> CompetitionEdition:
        if not self.opens_at < self.closes_at < self.reveals_at:
            raise ValueError("opens_at, closes_at and reveals_at must follow one another")
        for name in ("opens_at", "closes_at", "reveals_at"):
            self._check_offset(name, getattr(self, name))
        if not self.bands[0].youngest < self.enters_alone_from <= self.bands[-1].oldest:
            raise ValueError("enters_alone_from must lie within the ages of the bands")
        for name in ("themes", "bands", "criteria", "awards", "rounds", "answers"):
            check_unique(name, (one.id for one in getattr(self, name)))
        self._check_rounds()
        return self

    @property
    def clock(self) -> ZoneInfo:
        """The organiser's time zone."""
        return ZoneInfo(self.zone)

    def with_moments(self, moments: Mapping[str, datetime]) -> CompetitionEdition:
        """The edition with other moments, checked as when it is read.

        Args:
            moments: aware moments by their names, see `youcheng.domain.edition_dates.moments_of`;
                those that are not named stay.

        Raises:
            ValueError: it may not be so.
        """
        own = {name: moment.astimezone(self.clock) for name, moment in moments.items()}
        rounds = tuple(
            one.model_copy(
                update={
                    key: own[name]
                    for key in ("opens_at", "closes_at")
                    if (name := round_moment(one.id, key)) in own
                }
            )
            for one in self.rounds
        )
        named = {name: own[name] for name in EDITION_MOMENTS if name in own}
        return CompetitionEdition.model_validate({**dict(self), **named, "rounds": rounds})

    def _check_offset(self, name: str, moment: datetime) -> None:
        if moment.utcoffset() != moment.astimezone(self.clock).utcoffset():
            raise ValueError(f"{name} has another offset than {self.zone} has then")

    def _check_rounds(self) -> None:
        """Rounds follow one another between deadline and reveal, each with fewer entries, and the
        last leaves enough for the awards."""
        before, most = self.closes_at, None
        for one in self.rounds:
            for name in ("opens_at", "closes_at"):
                self._check_offset(f"{name} of the round {one.id}", getattr(one, name))
            if not before <= one.opens_at < one.closes_at <= self.reveals_at:
                raise ValueError(f"the round {one.id} must lie after what comes before it")
            if one.countries > one.jurors:
                raise ValueError(f"the round {one.id} asks for more countries than jurors")
            if most is not None and one.shortlist >= most:
                raise ValueError(f"the round {one.id} must leave fewer than the one before")
            before, most = one.closes_at, one.shortlist
        given = sum(one.count or 0 for one in self.awards if one.share == "band")
        if self.rounds[-1].shortlist < given:
            raise ValueError(f"the last round must leave {given} or more for the awards")

    @property
    def rules(self) -> Edition:
        """What the domain knows of the edition."""
        return Edition(
            id=self.id,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            reveals_at=self.reveals_at,
            zone=self.zone,
            bands=tuple(Band(one.id, one.youngest, one.oldest) for one in self.bands),
            works_per_child=self.works_per_child,
            batch_limit=self.batch_limit,
            enters_alone_from=self.enters_alone_from,
            criteria=tuple(Criterion(one.id, one.weight) for one in self.criteria),
            awards=tuple(Award(one.id, one.share, one.count) for one in self.awards),
            entry_form=self.entry_form,
            rounds=tuple(
                Round(
                    one.id,
                    one.opens_at,
                    one.closes_at,
                    Quorum(one.jurors, one.countries),
                    one.shortlist,
                )
                for one in self.rounds
            ),
        )


def check_editions(
    editions: Sequence[CompetitionEdition], places: Mapping[str, Place]
) -> Iterator[Problem]:
    """Yield every problem between editions; `places` tells the file and table of each id."""
    for before, after in pairwise(sorted(editions, key=lambda one: one.opens_at)):
        if after.opens_at < before.closes_at:
            file, table = places[after.id]
            yield Problem(file, table, "opens_at", f"lies before the deadline of {before.id}")
