"""What stands in the files under data/forms, before the parts of a form are put together."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from youcheng.content.forms import Reader
from youcheng.content.sources import Id, check_unique
from youcheng.content.texts import Model, Text
from youcheng.domain.forms import Condition, Kind, Limits, Terms, VisibilityClass

FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")]
OptionId = Id
Count = Annotated[int, Field(ge=1)]
Month = Annotated[int, Field(ge=1, le=12)]
FileKind = Literal["pdf", "jpg", "png", "webp", "heic"]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_moment(value: Any) -> Any:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise ValueError("must be a time with its zone, such as 2027-09-14T17:00:00+08:00")
    return value


Moment = Annotated[dt.datetime, BeforeValidator(_as_moment)]
"""A moment with its offset from UTC; deadlines are decided by it, on the server's clock."""


class ConditionEntry(Model):
    """A condition: the field, and one of `in`, `not_in`, `above` and the tests of an age."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    field: FieldId
    among: tuple[str, ...] = Field(default=(), alias="in")
    not_among: tuple[str, ...] = Field(default=(), alias="not_in")
    above: int | None = None
    age_above: int | None = None
    age_from: int | None = None
    age_below: int | None = None

    @model_validator(mode="after")
    def _check_one_test(self) -> ConditionEntry:
        numbers = [self.above, self.age_above, self.age_from, self.age_below]
        given = [self.among or None, self.not_among or None, *numbers]
        if sum(test is not None for test in given) != 1:
            raise ValueError(
                "needs exactly one of in, not_in, above, age_above, age_from and age_below"
            )
        return self

    def condition(self) -> Condition:
        """Return what the domain knows of it."""
        return Condition(**self.model_dump())


class LimitsEntry(Model):
    """Bounds; `youcheng.domain.forms.Limits` says what each one means."""

    min_length: Count | None = None
    max_length: Count | None = None
    min_value: int | None = None
    max_value: int | None = None
    min_year: int | None = None
    max_year: int | None = None
    min_days: int | None = None
    max_days: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    min_age: Count | None = None
    max_age: Count | None = None
    max_span: Count | None = None
    min_count: Count | None = None
    max_count: Count | None = None
    exclusive: OptionId | None = None
    file_kinds: tuple[FileKind, ...] = ()
    max_bytes: Count | None = None
    at_most: FieldId | None = None
    at_least: FieldId | None = None
    unlike: Annotated[tuple[FieldId, ...], BeforeValidator(_as_list)] = ()
    refuse: tuple[Literal["email", "url", "digits"], ...] = ()
    ascending: FieldId | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> LimitsEntry:
        for what in ("length", "value", "year", "days", "months", "age", "count"):
            low, high = getattr(self, f"min_{what}"), getattr(self, f"max_{what}")
            if low is not None and high is not None and low > high:
                raise ValueError(f"min_{what} is greater than max_{what}")
        for what in ("min", "max"):
            if getattr(self, f"{what}_value") is not None and (
                getattr(self, f"{what}_year") is not None
            ):
                raise ValueError(f"{what}_value and {what}_year are the same bound: give one")
        return self

    def limits(self) -> Limits:
        """Return what the domain knows of them."""
        return Limits(**self.model_dump())


class TermsEntry(Model):
    """Options that move with the calendar: the next `count` of these months."""

    months: Annotated[tuple[Month, ...], Field(min_length=1)]
    count: Count

    def terms(self) -> Terms:
        """Return what the domain knows of them."""
        return Terms(self.months, self.count)


class Part(Model):
    """Something that only some forms have: those with the part, or those without it."""

    only_with: FieldId | None = None
    only_without: FieldId | None = None


class OptionEntry(Part):
    """A value that may be chosen."""

    id: OptionId
    label: Text


class PointEntry(Model):
    """One paragraph of what is agreed to."""

    id: OptionId
    text: Text


class GuardianEntry(Model):
    """A consent in the words of a guardian, who agrees for somebody of 16 or 17.

    It stands by itself: its own version and all its points. Only the label may be the field's.
    """

    version: Count
    label: Text | None = None
    statement: Text
    points: Annotated[tuple[PointEntry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_points(self) -> GuardianEntry:
        check_unique("points", (point.id for point in self.points))
        return self


class ColumnEntry(Model):
    """One question of a row, or what every question has."""

    id: FieldId
    kind: Kind
    required: bool = False
    label: Text
    hint: Text | None = None
    options: tuple[OptionEntry, ...] = ()
    options_from: str | None = None
    limits: LimitsEntry = LimitsEntry()

    @model_validator(mode="after")
    def _check_options(self) -> ColumnEntry:
        check_unique("options", (option.id for option in self.options))
        return self


class FieldEntry(ColumnEntry, Part):
    """One question."""

    visibility: Annotated[
        frozenset[VisibilityClass], BeforeValidator(_as_list), Field(min_length=1)
    ]
    required_when: tuple[ConditionEntry, ...] = ()
    when: tuple[ConditionEntry, ...] = ()
    terms: TermsEntry | None = None
    must_agree: bool = False
    public_with: FieldId | None = None
    guards: tuple[Literal["patient_data"], ...] = ()
    statement: Text | None = None
    points: tuple[PointEntry, ...] = ()
    version: Count | None = None
    guardian: GuardianEntry | None = None
    autocomplete: str | None = None
    columns: tuple[ColumnEntry, ...] = ()

    @model_validator(mode="after")
    def _check_once(self) -> FieldEntry:
        check_unique("points", (point.id for point in self.points))
        check_unique("columns", (column.id for column in self.columns))
        if self.required and self.required_when:
            raise ValueError("required and required_when contradict each other: give one")
        return self


class StepEntry(Model):
    """One page. In common.toml, `place` says where it stands among a programme's own steps.

    What `reader` "guardian" has stands on no page of the form: a guardian alone is asked.
    """

    id: OptionId
    place: Literal["first", "last"] | None = None
    reader: Reader = "submitter"
    title: Text
    intro: Text | None = None
    fields: tuple[FieldEntry, ...] = ()


class AddedFields(Model):
    """Fields of a programme's form that join a step of common.toml, after those there."""

    id: OptionId
    fields: Annotated[tuple[FieldEntry, ...], Field(min_length=1)]


class NoticeEntry(Part):
    """A text for those whose answers meet all conditions; a stop ends the form."""

    id: OptionId
    stops: bool
    when: Annotated[tuple[ConditionEntry, ...], Field(min_length=1)]
    title: Text
    text: Text


class AdaptedGuardian(Model):
    """Another statement of a programme in the words of a guardian."""

    statement: Text


class AdaptedField(Model):
    """Other words of a programme for a field of common.toml."""

    id: FieldId
    label: Text | None = None
    hint: Text | None = None
    statement: Text | None = None
    guardian: AdaptedGuardian | None = None


class FormEntry(Model):
    """A programme's form: what it adds to common.toml, and which parts of that it takes.

    Without `opens_at` it has always been open, without `closes_at` it never closes. The entry form
    of the competition takes nothing from common.toml, and its window from the edition.
    """

    id: OptionId
    version: Count
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    parts: tuple[FieldId, ...] = ()
    not_asked: Text | None = None
    steps: tuple[StepEntry, ...] = ()
    added: tuple[AddedFields, ...] = ()
    adapted: tuple[AdaptedField, ...] = ()
    notices: tuple[NoticeEntry, ...] = ()

    @model_validator(mode="after")
    def _check_window(self) -> FormEntry:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValueError("closes_at must lie after opens_at")
        return self


class CommonEntry(Model):
    """What all programme forms share, and the names of the parts that a form may take."""

    parts: tuple[FieldId, ...] = ()
    steps: Annotated[tuple[StepEntry, ...], Field(min_length=1)]
    notices: tuple[NoticeEntry, ...] = ()


class OptionList(Model):
    """Options that several fields share."""

    id: OptionId
    options: Annotated[tuple[OptionEntry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_options(self) -> OptionList:
        check_unique("options", (option.id for option in self.options))
        return self


class CountryName(Model):
    """The name of a country or region where ours is not CLDR's."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text


class OptionsFile(Model):
    """Shared option lists, and names of countries and regions."""

    lists: tuple[OptionList, ...] = ()
    countries: tuple[CountryName, ...] = ()
