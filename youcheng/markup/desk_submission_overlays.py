"""What is laid over an answer, as the page of a submission shows it: the correction of the staff,
what the submitter changed, translations, and the forms for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from youcheng.content.forms import FormField
from youcheng.domain.corrections import Correction, StaffTranslation
from youcheng.domain.deadlines import NANJING
from youcheng.domain.forms import Kind
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_language_name
from youcheng.markup.desk_history import Moment, Names, name_actor, show_moment
from youcheng.markup.desk_words import correction_words
from youcheng.markup.form_summary import answer_lines
from youcheng.markup.names import language_tag
from youcheng.services.answering import Replaced
from youcheng.services.desk_answers import Answer

_INPUTS: Final = {
    Kind.TEXT: "text",
    Kind.TEL: "tel",
    Kind.URL: "url",
    Kind.NUMBER: "text",
    Kind.DATE: "date",
    Kind.MONTH: "month",
}


@dataclass(frozen=True, slots=True)
class Over:
    """A correction that counts: what was sent, and why, by whom and when it was corrected.

    Attributes:
        sent: the answer as it was sent, in words.
        why, comment, who: empty where they are not the reader's to know.
    """

    sent: tuple[str, ...]
    why: str
    comment: str
    who: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the submitter's.

    Attributes:
        told: what stood before may be read here.
        before: that, in words.
        at: when it was replaced.
    """

    told: bool
    before: tuple[str, ...]
    at: Moment


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation: its language by tag and name, and whether the answer has changed since."""

    tag: str
    language: str
    text: str
    who: str
    at: Moment
    outdated: bool


@dataclass(frozen=True, slots=True)
class Control:
    """How a corrected answer is entered.

    Attributes:
        id: fit for ids of elements; another once the correction is another.
        shape: how the value is sent: `one`, `lines` or `many`.
        input: type of the input; `area`, `select` or `checks` for what is none.
        values: the answer that counts.
        choices: values with their labels.
        required: it cannot be empty.
    """

    id: str
    shape: str
    input: str
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """All that is laid over one answer.

    Attributes:
        over: the correction that counts.
        changes: of the submitter, the oldest first.
        translations: by language.
        control: for a correction; None where the reader makes none.
        translating: id of the form for a translation into the reader's language; empty for none.
        own: the text of that translation.
        rows: lines of the translation's control.
    """

    over: Over | None = None
    changes: tuple[Change, ...] = ()
    translations: tuple[Translated, ...] = ()
    control: Control | None = None
    translating: str = ""
    own: str = ""
    rows: int = 2


def lay_out(
    one: FormField,
    answer: Answer,
    replaced: Iterable[Replaced],
    names: Names,
    t: Translator,
    *,
    sent_on: dt.date,
) -> Laid:
    """What is laid over an answer that may be read.

    Args:
        one: its field.
        answer: with its correction and translations.
        replaced: what the submitter changed in this field.
        names: what ids stand for.
        t: the texts of the language.
        sent_on: the day for which choices are offered.
    """
    code = t.language.code
    found = [*replaced]
    changed = [change.replaced_at for change in found]
    if answer.correction is not None:
        changed.append(answer.correction.at)
    translations = tuple(
        _translated(each, max(changed, default=None), names, t) for each in answer.translations
    )
    own = next((each for each in answer.translations if each.language == code), None)
    stamp = f"{own.at:%Y%m%d%H%M%S%f}" if own is not None else "0"
    return Laid(
        over=None if answer.correction is None else _over(one, answer, answer.correction, names, t),
        changes=tuple(_change(one, each, t) for each in found),
        translations=translations,
        control=_control(one, answer, code, sent_on) if answer.can_correct else None,
        translating=f"{one.id}-{stamp}" if answer.can_translate else "",
        own="" if own is None else own.text,
        rows=6 if one.rules.kind is Kind.TEXTAREA else 2,
    )


def list_changes(replaced: Iterable[Replaced], t: Translator) -> tuple[Change, ...]:
    """When an answer was changed that may not be read plainly."""
    moments = (show_moment(each.replaced_at, t) for each in replaced)
    return tuple(Change(told=False, before=(), at=at) for at in moments)


def value_of(answer: Answer) -> object:
    """The answer that counts."""
    return answer.value if answer.correction is None else answer.correction.value


def day_of(sent_at: dt.datetime | None, now: dt.datetime) -> dt.date:
    """The day by Nanjing's clock on which a submission was sent."""
    return (sent_at or now).astimezone(NANJING).date()


def _change(one: FormField, replaced: Replaced, t: Translator) -> Change:
    before = () if replaced.restricted else answer_lines(one, replaced.before, t)
    return Change(not replaced.restricted, before, show_moment(replaced.replaced_at, t))


def _over(
    one: FormField, answer: Answer, correction: Correction, names: Names, t: Translator
) -> Over:
    return Over(
        sent=answer_lines(one, answer.value, t),
        why=correction_words(correction.reason, t) if correction.reason else "",
        comment=correction.comment,
        who=name_actor(f"staff:{correction.author}", names, t) if correction.author else "",
        at=show_moment(correction.at, t),
    )


def _translated(
    one: StaffTranslation, changed: dt.datetime | None, names: Names, t: Translator
) -> Translated:
    return Translated(
        tag=language_tag(one.language),
        language=format_language_name(one.language, t.language),
        text=one.text,
        who=name_actor(f"staff:{one.author}", names, t),
        at=show_moment(one.at, t),
        outdated=changed is not None and one.at < changed,
    )


def _control(one: FormField, answer: Answer, code: str, sent_on: dt.date) -> Control:
    kind, value = one.rules.kind, value_of(answer)
    values: Sequence[object] = value if isinstance(value, list) else [value]
    texts = tuple(str(each) for each in values if each is not None)
    stamp = "0" if answer.correction is None else answer.correction.id
    choices: tuple[tuple[str, str], ...] = ()
    shape, entered = "one", _INPUTS.get(kind, "area")
    if one.rules.is_list:
        shape, entered = "lines", "area"
    elif kind in {Kind.SELECT, Kind.RADIO, Kind.CHECKBOXES}:
        offered = one.choices(code, today=sent_on)
        known = {name for name, _ in offered}
        choices = (*offered, *((each, one.name(each, code)) for each in texts if each not in known))
        shape, entered = ("many", "checks") if kind is Kind.CHECKBOXES else ("one", "select")
    return Control(f"{one.id}-{stamp}", shape, entered, texts, choices, one.rules.required)
