"""What a form is: steps of fields with their limits, conditions and visibility classes."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default_of
from enum import StrEnum
from typing import Final, TypeAlias

Answers: TypeAlias = Mapping[str, object]
"""Answers by field id, as JSON can hold them. `normalise` says which shape each kind has."""


class Kind(StrEnum):
    """What is asked for, and so how it is shown, cleaned and checked."""

    TEXT = "text"
    TEXTAREA = "textarea"
    EMAIL = "email"
    TEL = "tel"
    URL = "url"
    NUMBER = "number"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    CHECKBOX = "checkbox"
    CONSENT = "consent"
    DATE = "date"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    MONTHS = "months"
    ROWS = "rows"
    FILE = "file"
    PHOTO = "photo"
    HONEYPOT = "honeypot"
    HIDDEN = "hidden"


CHOICES: Final = frozenset({Kind.SELECT, Kind.RADIO, Kind.CHECKBOXES, Kind.HIDDEN})
"""Kinds whose answers are among the options."""

UNSEEN: Final = frozenset({Kind.HIDDEN, Kind.HONEYPOT})
"""Kinds that nobody is asked, and so nobody is shown."""

UNASKABLE: Final = UNSEEN | {Kind.CONSENT}
"""Kinds about whose answers the staff ask nothing."""

AGREE: Final = "agree"
REFUSE: Final = "refuse"
TICKED: Final = "yes"
UNTICKED: Final = "no"
"""What a checkbox counts as in a condition; the answer itself is True, or is not there."""


class VisibilityClass(StrEnum):
    """Who may see an answer."""

    PUB = "PUB"
    """Everybody, after acceptance and with the consent that `Field.public_with` names."""
    JURY = "JURY"
    """The blind jury."""
    STAFF = "STAFF"
    """The programme's staff."""
    RESTR = "RESTR"
    """Named officers only; every view is logged."""
    SYS = "SYS"
    """The system itself: consents, language, traps for robots."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold for the answer to another field of the same form.

    Exactly one of the tests is given. None of them holds while that field is unanswered or
    hidden; a checkbox that is shown always has an answer, `TICKED` or `UNTICKED`. An age on the
    closing day is told by `age_on`.

    Attributes:
        field: id of the field asked about.
        among: the answer, or one of several ticked, is among these values.
        not_among: the answer is none of these values.
        above: the answer is a number greater than this.
        age_above: the answer is a year of birth, and the age reached in this year is greater.
        age_from: the answer is a month of birth, and the age on the form's closing day is this or
            greater.
        age_below: the same, and the age is less.
    """

    field: str
    among: tuple[str, ...] = ()
    not_among: tuple[str, ...] = ()
    above: int | None = None
    age_above: int | None = None
    age_from: int | None = None
    age_below: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer. None or an empty tuple means no bound; which apply: `APPLICABLE`.

    Attributes:
        min_length, max_length: Unicode code points of the normalised text.
        min_value, max_value: bounds of a number.
        min_year, max_year: bounds of a number that is a year, counted from the current year.
        min_days, max_days: bounds of a date, counted in days from today.
        min_months, max_months: bounds of a month, counted from the current month.
        min_age, max_age: bounds of a month of birth: whole years on the form's closing day.
        max_span: most months of a range, its first and last included.
        min_count, max_count: entries of a list: choices, months, rows, files, lines.
        exclusive: the option that no other may stand beside.
        file_kinds: allowed kinds of file: "pdf", "jpg", "png", "webp", "heic".
        max_bytes: size of one file.
        at_most, at_least: id of a field whose number or date is the upper or lower bound.
        unlike: ids of fields that must have another answer.
        refuse: what a text must not hold: "email", "url", "digits" (a run of five or more).
        ascending: the column of a row whose values must not go back from row to row.
    """

    min_length: int | None = None
    max_length: int | None = None
    min_value: int | None = None
    max_value: int | None = None
    min_year: int | None = None
    max_year: int | None = None
    min_days: int | None = None
    max_days: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    max_span: int | None = None
    min_count: int | None = None
    max_count: int | None = None
    exclusive: str | None = None
    file_kinds: tuple[str, ...] = ()
    max_bytes: int | None = None
    at_most: str | None = None
    at_least: str | None = None
    unlike: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    ascending: str | None = None


_LENGTHS: Final = frozenset({"min_length", "max_length", "refuse", "unlike"})
_COUNTS: Final = frozenset({"min_count", "max_count"})
_MONTHS: Final = frozenset({"min_months", "max_months"})
APPLICABLE: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.TEXT: _LENGTHS | {"max_count"},
    Kind.TEXTAREA: _LENGTHS,
    Kind.EMAIL: frozenset({"unlike"}),
    Kind.TEL: frozenset(),
    Kind.URL: frozenset({"max_length", "max_count"}),
    Kind.NUMBER: frozenset(
        {"min_value", "max_value", "min_year", "max_year", "at_most", "at_least"}
    ),
    Kind.SELECT: frozenset(),
    Kind.RADIO: frozenset(),
    Kind.CHECKBOXES: _COUNTS | {"exclusive"},
    Kind.CHECKBOX: frozenset(),
    Kind.CONSENT: frozenset(),
    Kind.DATE: frozenset({"min_days", "max_days", "at_most", "at_least"}),
    Kind.MONTH: _MONTHS | {"min_age", "max_age"},
    Kind.MONTH_RANGE: _MONTHS | {"max_span"},
    Kind.MONTHS: _MONTHS | _COUNTS,
    Kind.ROWS: _COUNTS | {"ascending"},
    Kind.FILE: frozenset({"max_count", "file_kinds", "max_bytes"}),
    Kind.PHOTO: frozenset(),
    Kind.HONEYPOT: frozenset(),
    Kind.HIDDEN: frozenset(),
}
"""Which limits mean something for which kind."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Options that move with the calendar: the next `count` of the given months, "2027-03"."""

    months: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    Attributes:
        id: name of the answer; the same in every language, for good.
        visibility: the classes that may see the answer.
        required: must be answered wherever it is shown.
        required_when: must be answered where all of these hold.
        when: shown only where all of these hold.
        limits: bounds of the answer.
        options: values to choose among, in order.
        terms: further options, which move with the calendar and come first.
        must_agree: a consent without which the form cannot be sent.
        public_with: id of the consent that a PUB answer needs before anybody else sees it.
        guards: what `find_warnings` looks for: "patient_data".
        columns: the questions of one row, for rows.
    """

    id: str
    kind: Kind
    visibility: frozenset[VisibilityClass]
    required: bool = False
    required_when: tuple[Condition, ...] = ()
    when: tuple[Condition, ...] = ()
    limits: Limits = Limits()
    options: tuple[str, ...] = ()
    terms: Terms | None = None
    must_agree: bool = False
    public_with: str | None = None
    guards: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether a text or an address may be given several times, each on a line of its own."""
        return self.kind in {Kind.TEXT, Kind.URL} and (self.limits.max_count or 1) > 1


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form: one group of questions."""

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for those whose answers meet all conditions.

    A stop ends the form there: it cannot be sent with these answers. An advice is only shown.
    """

    id: str
    stops: bool
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class FormDefinition:
    """A form: its steps in order and the notices that may interrupt it.

    A condition or a bound names only fields that stand before it.

    Attributes:
        id: name of the form.
        version: counts up with every change that old answers feel.
        steps: what the submitter is asked, page by page.
        notices: texts that some answers call up.
        guardian_steps: what a guardian alone is asked, on the page that the mailed link opens.
        closing_day: the day on which ages are counted; None if the form has none.
    """

    id: str
    version: int
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...] = ()
    guardian_steps: tuple[Step, ...] = ()
    closing_day: dt.date | None = None

    @functools.cached_property
    def submitter_fields(self) -> tuple[Field, ...]:
        """Every field that the submitter is asked, in order."""
        return tuple(one for step in self.steps for one in step.fields)

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field of every step in order, the guardian's last."""
        guarded = (one for step in self.guardian_steps for one in step.fields)
        return (*self.submitter_fields, *guarded)

    @functools.cached_property
    def _by_id(self) -> dict[str, Field]:
        return {one.id: one for one in self.fields}

    def field(self, field_id: str) -> Field:
        """Return the field `field_id`. Raises KeyError for an unknown id."""
        return self._by_id[field_id]

    def step_of(self, field_id: str) -> Step:
        """Return the step that asks for `field_id`. Raises KeyError for an unknown id."""
        for step in (*self.steps, *self.guardian_steps):
            if any(one.id == field_id for one in step.fields):
                return step
        raise KeyError(field_id)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer: a code of `CODES` and what its message needs to be told.

    Attributes:
        field: id of the field.
        code: key of `CODES`.
        values: for the message, by the names that `CODES` lists.
        at: where in the answer: number of the row, file or line from 0, then column or part.
    """

    field: str
    code: str
    values: Mapping[str, int | str] = default_of(default_factory=dict)
    at: tuple[int | str, ...] = ()

    @property
    def anchor(self) -> str:
        """Id of the control that an error summary leads to, such as "timeline-0-month"."""
        return "-".join([self.field, *map(str, self.at)])


CODES: Final[Mapping[str, frozenset[str]]] = {
    "required": frozenset(),
    "must_agree": frozenset(),
    "type": frozenset(),
    "too_short": frozenset({"min", "length"}),
    "too_long": frozenset({"max", "length"}),
    "holds_email": frozenset(),
    "holds_url": frozenset(),
    "holds_digits": frozenset(),
    "email": frozenset(),
    "same_as": frozenset({"other"}),
    "phone": frozenset(),
    "url": frozenset(),
    "url_https": frozenset(),
    "number": frozenset(),
    "too_low": frozenset({"min"}),
    "too_high": frozenset({"max"}),
    "more_than": frozenset({"other"}),
    "less_than": frozenset({"other"}),
    "bikram_sambat": frozenset(),
    "choice": frozenset(),
    "choice_alone": frozenset({"option"}),
    "too_many": frozenset({"max"}),
    "too_few": frozenset({"min"}),
    "date_missing": frozenset({"part"}),
    "date_unreal": frozenset(),
    "date_too_early": frozenset({"min"}),
    "date_too_late": frozenset({"max"}),
    "before_other": frozenset({"other"}),
    "after_other": frozenset({"other"}),
    "month_missing": frozenset({"part"}),
    "month_unreal": frozenset(),
    "month_too_early": frozenset({"min"}),
    "month_too_late": frozenset({"max"}),
    "range_backwards": frozenset(),
    "range_too_long": frozenset({"max"}),
    "rows_backwards": frozenset(),
    "file_kind": frozenset({"kinds"}),
    "file_too_big": frozenset({"max"}),
    "file_empty": frozenset(),
    "file_missing": frozenset(),
    "photo_missing": frozenset({"row"}),
    "photo_spare": frozenset(),
    "fixed": frozenset(),
    "not_empty": frozenset(),
}
"""Every code that `validate` gives, with the names of the values that come with it.

"max" of a file is in bytes; "min" and "max" of a date or month are ISO strings; "other" is the id
of another field, "option" that of an option, "part" day, month or year; "kinds" is a comma-
separated list. Of a batch, "photo_missing" says that no photo is there for the row with the number
"row" (from 1), "photo_spare" that a photo belongs to no row. "file_missing" comes with sending: an
answer names a file that the store does not hold. So does "fixed": an answer that stays as it was
sent.
"""

WARNINGS: Final[Mapping[str, frozenset[str]]] = {
    "email_typo": frozenset({"suggestion"}),
    "looks_like_identity_number": frozenset(),
    "looks_like_birth_date": frozenset(),
    "picture_blurred": frozenset(),
    "picture_dark": frozenset(),
    "picture_small": frozenset(),
}
"""Every code that `find_warnings` gives: the answer may stand once the person confirms it. Those of
pictures come with sending, from what the intake found in the photo."""


def offered(one: Field, *, today: dt.date) -> tuple[str, ...]:
    """Return the values that may be chosen for a field on the day `today`, in order."""
    if one.terms is None:
        return one.options
    return (*_coming_terms(one.terms, today), *one.options)


def _coming_terms(terms: Terms, today: dt.date) -> Iterator[str]:
    found, year, month = 0, today.year, today.month
    while found < terms.count:
        month += 1
        if month > 12:
            year, month = year + 1, 1
        if month in terms.months:
            found += 1
            yield f"{year:04d}-{month:02d}"
