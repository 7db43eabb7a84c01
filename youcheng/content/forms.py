"""A programme's form as it is shown: the domain's definition with its texts in every language."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from youcheng.content.texts import Text
from youcheng.domain.deadlines import Window
from youcheng.domain.forms import Field, FormDefinition, Kind, Notice, offered
from youcheng.i18n.formats import format_month
from youcheng.i18n.languages import BY_CODE
from youcheng.i18n.territories import sort_key

Reader = Literal["submitter", "guardian"]
"""Who reads a consent: whoever fills in the form, or the guardian who is asked afterwards."""
SUBMITTER: Final = "submitter"
GUARDIAN: Final = "guardian"


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen, with its label."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Point:
    """One paragraph of what a person agrees to: who, what, why, how long …"""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """What one reader agrees to or declares.

    Attributes:
        label: what it is about.
        statement: one sentence, with `points` below it.
        version: counts the wordings of statement and points, from 1.
    """

    label: Text
    statement: Text
    points: tuple[Point, ...]
    version: int


@dataclass(frozen=True)
class FormField:
    """A field with its texts.

    Attributes:
        rules: what the domain knows of the field.
        options: labels of the options; those from number `pinned` on are sorted by their label.
        statement: what is agreed to or declared, in one sentence, with `points` below it.
        version: counts the wordings of statement and points, from 1.
        guardian: a consent as a guardian reads it.
        autocomplete: the HTML autofill token, such as "email".
        columns: the questions of one row, for rows.
    """

    rules: Field
    label: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    pinned: int | None = None
    statement: Text | None = None
    points: tuple[Point, ...] = ()
    version: int | None = None
    guardian: AgreementWords | None = None
    autocomplete: str | None = None
    columns: tuple[FormField, ...] = ()

    @property
    def id(self) -> str:
        """Name of the answer."""
        return self.rules.id

    def choices(self, code: str, *, today: dt.date) -> tuple[tuple[str, str], ...]:
        """Return the values offered on the day `today` with their labels in the language `code`.

        Raises KeyError for an unknown language.
        """
        return tuple((value, self.name(value, code)) for value in self._in_order(code, today))

    def _in_order(self, code: str, today: dt.date) -> tuple[str, ...]:
        values = offered(self.rules, today=today)
        if self.pinned is None:
            return values
        language = BY_CODE[code]
        rest = sorted(
            values[self.pinned :], key=lambda one: sort_key(self.name(one, code), language)
        )
        return (*values[: self.pinned], *rest)

    def name(self, value: str, code: str) -> str:
        """Return the label of a value that was offered once, in the language `code`.

        A value that is offered no longer is its own label.
        """
        label = self._labels.get(value)
        if label is not None:
            return label.get(code)
        if self.rules.terms is not None or self.rules.kind is Kind.MONTHS:
            try:
                return format_month(dt.date.fromisoformat(f"{value}-01"), BY_CODE[code])
            except ValueError:
                return value
        return value

    @functools.cached_property
    def _labels(self) -> Mapping[str, Text]:
        return {option.id: option.label for option in self.options}

    def words_for(self, reader: Reader) -> AgreementWords:
        """Return what `reader` agrees to or declares.

        Raises ValueError if the field asks this reader for nothing.
        """
        found = self.guardian if reader == GUARDIAN else self.own_words
        if found is None:
            raise ValueError(f"{self.id} has no words for a {reader}")
        return found

    @property
    def own_words(self) -> AgreementWords | None:
        """What the field itself asks to be agreed to or declared, if anything."""
        if self.statement is None or self.version is None:
            return None
        return AgreementWords(self.label, self.statement, self.points, self.version)

    def agreement(
        self, code: str, *, operator: str, country: str, reader: Reader = SUBMITTER
    ) -> str:
        """Return the whole text that `reader` agrees to: statement and points, a paragraph each.

        What is shown, what the receipt prints and what the stored hash covers is this text.
        Raises ValueError as `words_for` does.
        """
        words = self.words_for(reader)
        texts = [words.statement, *(point.text for point in words.points)]
        whole = "\n".join(text.get(code) for text in texts)
        return whole.replace("{operator}", operator).replace("{country}", country)


@dataclass(frozen=True, slots=True)
class FormStep:
    """One page of the form."""

    id: str
    title: Text
    intro: Text | None
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class FormNotice:
    """The text of a stop or an advice."""

    rules: Notice
    title: Text
    text: Text

    @property
    def id(self) -> str:
        """Name of the notice."""
        return self.rules.id


@dataclass(frozen=True)
class Form:
    """The form of a programme, or the entry form of an edition of the competition.

    The lookups raise KeyError for an unknown id.

    Attributes:
        definition: what the domain knows of it.
        steps: the submitter's pages, in order.
        notices: texts that some answers call up.
        not_asked: what is not asked now, and when it will be or that it never is.
        window: when the form is open to everybody, without one submission's extension or access
            code.
        guardian_steps: what a guardian alone is asked, on a page of their own.
    """

    definition: FormDefinition
    steps: tuple[FormStep, ...]
    notices: tuple[FormNotice, ...]
    not_asked: Text | None
    window: Window
    guardian_steps: tuple[FormStep, ...] = ()

    @property
    def id(self) -> str:
        """Id of the programme, or that of the edition behind the name of its entry form."""
        return self.definition.id

    @functools.cached_property
    def fields(self) -> tuple[FormField, ...]:
        """Every field of every step in order, the guardian's last."""
        return tuple(one for step in (*self.steps, *self.guardian_steps) for one in step.fields)

    @functools.cached_property
    def _fields_by_id(self) -> Mapping[str, FormField]:
        return {one.id: one for one in self.fields}

    def field(self, field_id: str) -> FormField:
        """Return the field `field_id`."""
        return self._fields_by_id[field_id]

    def notice(self, notice_id: str) -> FormNotice:
        """Return the notice `notice_id`."""
        return {one.id: one for one in self.notices}[notice_id]
