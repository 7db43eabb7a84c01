"""The page on which all answers are checked, and an answer in words, which the PDF shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from markupsafe import Markup

from youcheng.content.forms import Form, FormField, FormStep
from youcheng.domain.batches import match_photos
from youcheng.domain.forms import (
    AGREE,
    UNSEEN,
    Answers,
    Kind,
    Problem,
    read_date,
    read_month,
    visible_fields,
)
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import render
from youcheng.markup.form_photos import ShownPhoto, shows_photos
from youcheng.markup.form_problems import problem_sentence
from youcheng.markup.form_step import problem_links, step_progress


@dataclass(frozen=True, slots=True)
class SummaryView:
    """All answers, to be checked before they are sent.

    Attributes:
        programme: name of the programme in the reader's language.
        form: the form.
        answers: normalised.
        change: gives the address at which an answer is changed, by ids of step and field.
        problems: why it cannot be sent, if that was tried.
        editing: whether it was sent before and is now changed.
        photo: gives what is seen of a photo by its key, None for a file that is none.
        steps: the steps that are shown, where these are not all of the form's.
        questions: what the staff ask about single fields, by field id; the form then has these
            alone.
        before: while the staff ask, the answers as they were sent.
        status: address of the status page; empty where leaving is something else.
    """

    programme: str
    form: Form
    answers: Answers
    change: Callable[[str, str], str]
    problems: tuple[Problem, ...] = ()
    editing: bool = False
    photo: Callable[[str], ShownPhoto | None] = lambda _: None
    steps: tuple[FormStep, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    before: Answers = field(default_factory=dict)
    status: str = ""


class _Line(NamedTuple):
    text: str
    photo: ShownPhoto | None


class _Row(NamedTuple):
    label: str
    lines: tuple[_Line, ...]
    address: str
    sentences: tuple[str, ...]
    wrong: bool
    question: str
    before: tuple[_Line, ...]
    same: bool


class _Group(NamedTuple):
    id: str
    title: str
    rows: list[_Row]


def render_summary(view: SummaryView, t: Translator) -> Markup:
    """The check page: every answer by step, with a link that leads to its control."""
    code = t.language.code
    steps = view.steps or view.form.steps
    visible = {one.id for one in visible_fields(view.form.definition, view.answers)}

    def link(problem: Problem) -> str:
        step = view.form.definition.step_of(problem.field)
        return view.change(step.id, problem.field)

    groups = [
        _Group(
            step.id,
            step.title.get(code),
            [
                _row(view, step.id, one, t)
                for one in step.fields
                if one.id in visible and one.rules.kind not in UNSEEN
            ],
        )
        for step in steps
    ]
    return render(
        "form/summary.html",
        t,
        view=view,
        groups=groups,
        summary=problem_links(view.problems, view.form, t, address=link),
        summary_title=t.gettext("There is a problem"),
        go="send",
        go_label=_go_label(view, t),
        back=True,
        **step_progress(steps, len(steps) + 1, t),
    )


def _go_label(view: SummaryView, t: Translator) -> str:
    if view.questions:
        return t.gettext("Send my answers")
    return t.gettext("Save the changes") if view.editing else t.gettext("Confirm and send")


def _row(view: SummaryView, step: str, one: FormField, t: Translator) -> _Row:
    sentences = tuple(
        dict.fromkeys(
            problem_sentence(problem, view.form, t)
            for problem in view.problems
            if problem.field == one.id
        )
    )
    return _Row(
        label=one.label.get(t.language.code),
        lines=_lines(view, one, view.answers, t),
        address=view.change(step, one.id),
        sentences=sentences,
        wrong=bool(sentences),
        question=view.questions.get(one.id, ""),
        before=_lines(view, one, view.before, t),
        same=view.answers.get(one.id) == view.before.get(one.id),
    )


def _lines(view: SummaryView, one: FormField, answers: Answers, t: Translator) -> tuple[_Line, ...]:
    photos = _photos(view, one, answers)
    return tuple(map(_Line, answer_lines(one, answers.get(one.id), t), photos))


def _photos(view: SummaryView, one: FormField, answers: Answers) -> Iterator[ShownPhoto | None]:
    """What stands beside each line of an answer, without end: of a file its photo, of a row of a
    batch the photo that belongs to it."""
    files = answers.get(one.id)
    keys: Iterable[str | None] = ()
    if any(column.rules.kind is Kind.PHOTO for column in one.columns):
        keys = match_photos(answers)
    elif one.rules.kind is Kind.FILE and isinstance(files, list) and not shows_photos(view.form):
        keys = (str(file.get("key")) for file in files)
    yield from (view.photo(key) if key else None for key in keys)
    yield from repeat(None)


def answer_lines(one: FormField, value: object, t: Translator) -> tuple[str, ...]:
    """A normalised answer in words, a paragraph each; none for a question that was passed over.

    An answer that is no valid one is given as it was typed. A box that need not be ticked and is
    not says no.
    """
    code, kind = t.language.code, one.rules.kind
    if value is None:
        is_no = kind is Kind.CHECKBOX and not one.rules.required
        return (t.gettext("No"),) if is_no else ()
    match kind:
        case Kind.CHECKBOX:
            return (t.gettext("Yes"),)
        case Kind.CONSENT:
            return (_consent(one, value, t),)
        case Kind.SELECT | Kind.RADIO | Kind.HIDDEN:
            return (one.name(str(value), code),)
        case Kind.CHECKBOXES | Kind.MONTHS if isinstance(value, list):
            return tuple(one.name(str(item), code) for item in value)
        case Kind.DATE | Kind.MONTH:
            return (_moment(value, t),)
        case Kind.MONTH_RANGE if isinstance(value, Mapping):
            return (_range(value, t),)
        case Kind.ROWS if isinstance(value, list):
            return tuple(_row_words(one, row, t) for row in value)
        case Kind.FILE if isinstance(value, list):
            return tuple(
                t.gettext("{name} ({size})").format(
                    name=file["name"], size=formats.format_size(file["bytes"], t.language)
                )
                for file in value
            )
        case Kind.NUMBER if isinstance(value, int) and not _is_year(one):
            return (formats.format_number(value, t.language),)
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return tuple(line for line in str(value).split("\n") if line.strip())


def _is_year(one: FormField) -> bool:
    return one.rules.limits.max_year is not None or one.rules.limits.min_year is not None


def _consent(one: FormField, value: object, t: Translator) -> str:
    if value == AGREE:
        return t.gettext("Agreed (text version {version})").format(version=one.version)
    return t.gettext("Refused (text version {version})").format(version=one.version)


def _moment(value: object, t: Translator) -> str:
    """A day or month written out, or what was typed of it."""
    if (day := read_date(value)) is not None:
        return formats.format_date(day, t.language)
    if (month := read_month(value)) is not None:
        return formats.format_month(month, t.language)
    if isinstance(value, Mapping):
        order = formats.date_order(t.language)
        return " ".join(str(value[part]) for part in order if part in value)
    return str(value)


def _range(value: Mapping[str, object], t: Translator) -> str:
    ends = {name: _moment(value[name], t) if name in value else "…" for name in ("from", "to")}
    return t.gettext("{first} to {last}").format(first=ends["from"], last=ends["to"])


def _row_words(one: FormField, row: object, t: Translator) -> str:
    """The cells of a row, in the order of its columns."""
    cells = row if isinstance(row, Mapping) else {}
    told = (column for column in one.columns if column.rules.kind is not Kind.PHOTO)
    words = [answer_lines(column, cells.get(column.id), t) for column in told]
    return " · ".join(" ".join(lines) for lines in words if lines)
