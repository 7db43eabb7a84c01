"""The answers of a submission as staff read them: in the groups of its form, each by its class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as part

from youcheng.content.forms import Form, FormField, FormStep
from youcheng.domain.desk import Question
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.forms import Kind
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_submission_files import ShownFile, show_file, show_revealed_files
from youcheng.markup.desk_words import class_words
from youcheng.markup.form_summary import UNSEEN, answer_lines
from youcheng.services.desk_answers import Answer
from youcheng.services.desk_view import SubmissionView


@dataclass(frozen=True, slots=True)
class Revealed:
    """A restricted answer that was just read, for this one page.

    Attributes:
        field: id of the field.
        reason: for what reason.
        value: as it was sent.
    """

    field: str
    reason: str
    value: object = part(repr=False)


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
        revealed: it is restricted and was read for this page.
        lines: the answer in words.
        files: what was sent along.
        questions: what was asked about it.
    """

    field: str
    label: str
    marks: tuple[Mark, ...]
    hidden: bool
    revealed: bool
    lines: tuple[str, ...]
    files: tuple[ShownFile, ...]
    questions: tuple[Asked, ...]


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


_UNASKABLE = UNSEEN | {Kind.CONSENT}


def group_answers(
    view: SubmissionView, form: Form | None, revealed: Revealed | None, t: Translator
) -> tuple[Group, ...]:
    """The answers that the reader may know of, by the steps of the form."""
    if form is None:
        return ()
    steps = (*form.steps, *form.guardian_steps)
    groups = (Group(one.id, one.title.get(t.language.code), ()) for one in steps)
    found = (
        Group(group.id, group.title, tuple(_rows(view, step, revealed, t)))
        for group, step in zip(groups, steps, strict=True)
    )
    return tuple(group for group in found if group.rows)


def list_askable(form: Form | None, t: Translator) -> tuple[Askable, ...]:
    """The fields that the submitter can be asked about, in the order of the form."""
    fields: Iterable[FormField] = () if form is None else (f for s in form.steps for f in s.fields)
    return tuple(
        Askable(one.id, one.label.get(t.language.code))
        for one in fields
        if one.rules.kind not in _UNASKABLE
    )


def _rows(
    view: SubmissionView, step: FormStep, revealed: Revealed | None, t: Translator
) -> Iterable[Row]:
    known = {one.id: one for one in step.fields}
    for answer in view.answers:
        asked = known.get(answer.field)
        if answer.step == step.id and asked is not None and asked.rules.kind not in UNSEEN:
            yield _row(view, asked, answer, revealed, t)


def _row(
    view: SubmissionView, one: FormField, answer: Answer, revealed: Revealed | None, t: Translator
) -> Row:
    read = revealed if revealed is not None and revealed.field == one.id else None
    value = read.value if read is not None and answer.restricted else answer.value
    is_file = one.rules.kind is Kind.FILE
    hidden = answer.restricted and read is None
    files = [show_file(view.code, file, t) for file in view.attachments if file.field == one.id]
    if is_file and read is not None and answer.restricted:
        files = show_revealed_files(view.code, value, read.reason, t)
    order = (name for name in VisibilityClass if name in one.rules.visibility)
    return Row(
        field=one.id,
        label=one.label.get(t.language.code),
        marks=tuple(Mark(str(name), class_words(name, t)) for name in order),
        hidden=hidden,
        revealed=answer.restricted and read is not None,
        lines=() if hidden or is_file else answer_lines(one, value, t),
        files=tuple(files),
        questions=tuple(_asked(question, t) for question in _about(view, one.id)),
    )


def _about(view: SubmissionView, name: str) -> Iterable[Question]:
    return (one for one in view.questions if one.field == name)


def _asked(one: Question, t: Translator) -> Asked:
    answered = None if one.answered_at is None else show_moment(one.answered_at, t)
    return Asked(one.text, show_moment(one.asked_at, t), answered)
