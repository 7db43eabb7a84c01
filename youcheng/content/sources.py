"""Sources, the references to their passages, and the checks that all content types share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from youcheng.content.texts import Model, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
SectionId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:\.[a-z]+)*$")]
Standing = Literal["verified", "article", "unverified"]
"""verified: a public page or data package other than the article says it. article: according to
the article. unverified: a single weak source, or sources that contradict each other."""


class SourceRef(Model):
    """A passage of a source: section and sentence count from 1, as in the printed text."""

    id: Id
    section: SectionId | None = None
    sentence: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _check_sentence_has_section(self) -> SourceRef:
        if self.sentence is not None and self.section is None:
            raise ValueError("a sentence needs its section")
        return self


Sources = Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Section(Model):
    """A part of a source and the number of its sentences."""

    id: SectionId
    title: Text
    sentences: Annotated[int, Field(ge=1)]


class Source(Model):
    """A document that statements rest on: the article, a public page, or a data package."""

    id: Id
    kind: Literal["article", "page", "data"]
    title: Text
    publisher: Annotated[str, StringConstraints(min_length=1)]
    address: str | None = None
    sections: tuple[Section, ...] = ()
    note: Text | None = None

    @field_validator("address")
    @classmethod
    def _check_address(cls, value: str | None) -> str | None:
        return value if value is None else check_address(value)


class Conflict(Model):
    """A value that another source gives instead."""

    value: Text
    source: Sources


def check_address(value: str) -> str:
    """Return `value` if it is a web address without spaces; ValueError otherwise."""
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
        raise ValueError("must be an http or https address")
    return value


def check_unique(name: str, values: Iterable[str]) -> None:
    """Raise ValueError if `values` holds one value twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{name} holds {value} twice")
        seen.add(value)


def check_date_in_year(year: int | None, date: dt.date | None) -> None:
    """Raise ValueError if a day is given without its year or with another year."""
    if date is not None and date.year != year:
        raise ValueError("date needs the same year in year")
