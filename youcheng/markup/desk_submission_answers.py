"""The answers of a submission as staff read them: in the groups of its form, each by its class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from youcheng.content.forms import Form, FormField, FormStep
from youcheng.domain.desk import Question
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.forms import UNASKABLE, UNSEEN, Kind
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Moment, Names, show_moment
from youcheng.markup.desk_submission_files import ShownFile, show_file, show_revealed_files
from youcheng.markup.desk_submission_overlays import (
    Laid,
    day_of,
    lay_out,
    list_changes,
    value_of,
)
from youcheng.markup.desk_words import class_words
from youcheng.markup.form_summary import answer_lines
from youcheng.services.answering import Replaced
from youcheng.services.desk_answers import Answer
from youcheng.services.desk_view import SubmissionView


@dataclass(frozen=True, slots=True)
class Revealed:
    """A restricted answer that was just read, for this one page.

    Attributes:
        reason: for what reason.
        answer: with what is laid over it.
    """

    reason: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Mark:
    """The class of an answer: its code, and a word for it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a field: its text, when it was asked, when it was answered if it was."""

    text: str
    at: Moment
    answered: Moment | None


@dataclass(frozen=True, slots=True)
class Row:
    """One answer.

    Attributes:
        field: id of the field.
        label: as the form asks.
        marks: its classes.
        hidden: it is restricted and was not read.
        revealed: for what reason it was read for this page, if it is restricted; else empty.
        lines: the answer that counts, in words.
        files: what was sent along.
        questions: what was asked about it.
        laid: what is laid over it.
    """

    field: str
    label: str
    marks: tuple[Mark, ...]
    hidden: bool
    revealed: str
    lines: tuple[str, ...]
    files: tuple[ShownFile, ...]
    questions: tuple[Asked, ...]
    laid: Laid


@dataclass(frozen=True, slots=True)
class Seen:
    """What the answers are shown with.

    Attributes:
        revealed: a restricted answer that was just read.
        replaced: what the submitter changed when answering questions.
        names: what ids stand for.
        now: the server's clock.
    """

    revealed: Revealed | None
    replaced: Sequence[Replaced]
    names: Names
    now: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one step of the form."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Askable:
    """A field that the submitter can be asked about."""

    field: str
    label: str


def group_answers(view: SubmissionView, seen: Seen, t: Translator) -> tuple[Group, ...]:
    """The answers that the reader may know of, by the steps of the form."""
    form = seen.names.form
    if form is None:
        return ()
    steps = (*form.steps, *form.guardian_steps)
    groups = (Group(one.id, one.title.get(t.language.code), ()) for one in steps)
    found = (
        Group(group.id, group.title, tuple(_rows(view, step, seen, t)))
        for group, step in zip(groups, steps, strict=True)
    )
    return tuple(group for group in found if group.rows)


def list_askable(form: Form | None, t: Translator) -> tuple[Askable, ...]:
    """The fields that the submitter can be asked about, in the order of the form."""
    fields: Iterable[FormField] = () if form is None else (f for s in form.steps for f in s.fields)
    return tuple(
        Askable(one.id, one.label.get(t.language.code))
        for one in fields
        if one.rules.kind not in UNASKABLE
    )


def _rows(view: SubmissionView, step: FormStep, seen: Seen, t: Translator) -> Iterable[Row]:
    known = {one.id: one for one in step.fields}
    for answer in view.answers:
        asked = known.get(answer.field)
        if answer.step == step.id and asked is not None and asked.rules.kind not in UNSEEN:
            yield _row(view, asked, answer, seen, t)


def _row(view: SubmissionView, one: FormField, plain: Answer, seen: Seen, t: Translator) -> Row:
    revealed = seen.revealed
    read = plain.restricted and revealed is not None and revealed.answer.field == one.id
    reason = revealed.reason if read and revealed is not None else ""
    answer = revealed.answer if read and revealed is not None else plain
    hidden, is_file = plain.restricted and not read, one.rules.kind is Kind.FILE
    files = [show_file(view.code, file, t) for file in view.attachments if file.field == one.id]
    if is_file and read:
        files = show_revealed_files(view.code, answer.value, reason, t)
    order = (name for name in VisibilityClass if name in one.rules.visibility)
    replaced = [each for each in seen.replaced if each.field == one.id]
    day = day_of(view.sent_at, seen.now)
    return Row(
        field=one.id,
        label=one.label.get(t.language.code),
        marks=tuple(Mark(str(name), class_words(name, t)) for name in order),
        hidden=hidden,
        revealed=reason,
        lines=() if hidden or is_file else answer_lines(one, value_of(answer), t),
        files=tuple(files),
        questions=tuple(_asked(question, t) for question in _about(view, one.id)),
        laid=Laid(changes=list_changes(replaced, t))
        if hidden
        else lay_out(one, answer, replaced, seen.names, t, sent_on=day),
    )


def _about(view: SubmissionView, name: str) -> Iterable[Question]:
    return (one for one in view.questions if one.field == name)


def _asked(one: Question, t: Translator) -> Asked:
    answered = None if one.answered_at is None else show_moment(one.answered_at, t)
    return Asked(one.text, show_moment(one.asked_at, t), answered)
