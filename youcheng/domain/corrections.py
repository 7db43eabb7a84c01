"""What staff lay over an answer: a correction that counts in its place, or a translation beside it.

What was sent is never edited. Nobody but the submitter corrects what decides which questions are
asked, where letters go, and what was agreed to: other answers and consents rest on those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as part
from datetime import datetime
from typing import Final

from youcheng.domain.consents import consent_of
from youcheng.domain.form_conditions import prune
from youcheng.domain.form_definitions import Answers, Condition, Field, FormDefinition, Kind
from youcheng.domain.states import Consent

CORRECTION_REASONS: Final = ("slip", "told_us", "document", "wording")
"""Codes of why an answer is corrected: a slip, the submitter told us, a document says so, or it is
not fit to be shown as it is."""
LONGEST_TRANSLATION: Final = 8000
"""Characters: twice the longest answer."""
_CORRECTABLE: Final = frozenset(
    {
        Kind.TEXT,
        Kind.TEXTAREA,
        Kind.TEL,
        Kind.URL,
        Kind.NUMBER,
        Kind.SELECT,
        Kind.RADIO,
        Kind.CHECKBOXES,
        Kind.DATE,
        Kind.MONTH,
    }
)
_TRANSLATABLE: Final = frozenset({Kind.TEXT, Kind.TEXTAREA})


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that counts in the place of the one that was sent.

    Attributes:
        id: 32 random hexadecimal digits.
        submission: id of the submission.
        field: id of the form field.
        value: normalised; None for no answer.
        reason: one of `CORRECTION_REASONS`.
        comment: more about it, for the staff; may be empty.
        author: id of the account.
        at: aware time.
        ended_at: when it was taken back, or replaced by another correction or answer; None while it
            counts.
    """

    id: str
    submission: str
    field: str
    value: object = part(repr=False)
    reason: str
    comment: str
    author: str
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffTranslation:
    """An answer in a language of the staff; it is never shown outside the desk.

    Attributes:
        submission: id of the submission.
        field: id of the form field.
        language: code of the language.
        text: the translation.
        author: id of the account that wrote it last.
        at: aware time.
    """

    submission: str
    field: str
    language: str
    text: str = part(repr=False)
    author: str
    at: datetime


def correctable(definition: FormDefinition) -> frozenset[str]:
    """Ids of the fields whose answers staff may correct.

    A name under which a child is shown is not among them: a guardian has agreed to that very name.
    """
    deciding = {one.field for one in _conditions(definition)}
    return frozenset(
        one.id
        for one in definition.submitter_fields
        if one.kind in _CORRECTABLE
        and one.id not in deciding
        and consent_of(one.public_with or "") is not Consent.SHOW_NAME
    )


def is_translatable(asked: Field) -> bool:
    """Whether the answers to a field are words of the submitter's own."""
    return asked.kind in _TRANSLATABLE


def lay_over(
    definition: FormDefinition, sent: Answers, corrections: Iterable[Correction]
) -> dict[str, object]:
    """The answers that count: what was sent, by the order of the form, and corrections over it.

    Args:
        definition: the form.
        sent: the answers as they were sent.
        corrections: those that count.
    """
    answers = prune(definition, sent)
    allowed = correctable(definition)
    for one in corrections:
        if one.field not in answers or one.field not in allowed:
            continue
        if one.value is None:
            del answers[one.field]
        else:
            answers[one.field] = one.value
    return answers


def _conditions(definition: FormDefinition) -> Iterator[Condition]:
    for one in definition.fields:
        yield from (*one.when, *one.required_when)
    for notice in definition.notices:
        yield from notice.when
