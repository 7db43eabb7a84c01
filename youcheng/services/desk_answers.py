"""The answers of a submission as staff read them, each by its class, with what was laid over it.

What is of class RESTR is not among them: it is read one answer at a time, with a reason, and every
such reading is in the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.corrections import (
    Correction,
    StaffTranslation,
    correctable,
    is_translatable,
)
from youcheng.domain.form_conditions import prune
from youcheng.domain.form_definitions import Field, FormDefinition, Kind, VisibilityClass
from youcheng.domain.permissions import Area, Reading, may_correct
from youcheng.services.desk_access import REVEALED, NotAllowed, Opened, open_submission
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.ports import Services, UnitOfWork

REASONS: Final = ("review", "contact", "identity", "safeguarding", "legal_request")
"""Codes of why a restricted answer is read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in a view.

    Attributes:
        field: id of the field.
        step: id of the step that asks for it.
        restricted: it is read with `reveal_answer` only; all that follows is empty until then.
        value: as it was sent.
        correction: what counts in its place; who did it and why only for those who read notes.
        translations: into languages of the staff, by language.
        can_correct, can_translate: whether the actor may do that.
    """

    field: str
    step: str
    restricted: bool
    value: object = part(repr=False)
    correction: Correction | None = None
    translations: tuple[StaffTranslation, ...] = ()
    can_correct: bool = False
    can_translate: bool = False


def list_answers(services: Services, uow: UnitOfWork, opened: Opened) -> Iterator[Answer]:
    """What the actor reads of the answers, in the order of the form."""
    for one, answer in _answers(services, uow, opened):
        found = {opened.reads(Area(name)) for name in one.visibility}
        if Reading.YES in found:
            yield answer
        elif Reading.LOGGED in found:
            yield Answer(answer.field, answer.step, restricted=True, value=None)


def reveal_answer(
    services: Services, /, *, actor: Actor, code: str, field: str, reason: str
) -> Answer:
    """One restricted answer; the reading is in the log before it is told.

    Args:
        actor, code: who reads of which submission.
        field: id of the field.
        reason: one of `REASONS`.

    Raises:
        NotAllowed: `desk`, `submission`, or `area`: not theirs to read even so.
        ValueError: no such reason.
        KeyError: there is no such answer, or it is not restricted.
    """
    if reason not in REASONS:
        raise ValueError(f"{reason} is no reason for reading what is restricted")
    with services.records.write() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        if opened.reads(Area.RESTR) is not Reading.LOGGED:
            raise NotAllowed("area")
        found = {
            one.id: answer
            for one, answer in _answers(services, uow, opened)
            if VisibilityClass.RESTR in one.visibility
        }
        if field not in found:
            raise KeyError(field)
        note_event(
            uow,
            at=opened.now,
            actor=f"staff:{actor.id}",
            via=Via.DESK,
            kind=REVEALED,
            subject=submission_subject(opened.submission.id),
            fields=[field],
            details={"reason": reason},
        )
        uow.commit()
    return replace(found[field], restricted=True)


def _answers(services: Services, uow: UnitOfWork, opened: Opened) -> Iterator[tuple[Field, Answer]]:
    """All that was sent, with the field that asked for it."""
    try:
        definition = services.content.form(opened.submission.programme).definition
    except KeyError:
        # The form of an edition that the site has no longer.
        return
    submission, works = opened.submission, opened.reads(Area.NOTES) is Reading.YES
    sent = prune(definition, submission.sent or {})
    may = correctable(definition) if may_correct(opened.actor, opened.scope) else frozenset()
    corrections = {
        one.field: one for one in uow.corrections.of(submission.id).get(submission.id, ())
    }
    translations = uow.staff_translations.of(submission.id) if works else ()
    for one, step in _asked(definition):
        if one.id not in sent:
            continue
        correction = corrections.get(one.id)
        if correction is not None and not works:
            correction = replace(correction, reason="", comment="", author="")
        yield (
            one,
            Answer(
                field=one.id,
                step=step,
                restricted=False,
                value=sent[one.id],
                correction=correction,
                translations=tuple(each for each in translations if each.field == one.id),
                can_correct=one.id in may,
                can_translate=works and is_translatable(one),
            ),
        )


def _asked(definition: FormDefinition) -> Iterator[tuple[Field, str]]:
    for step in (*definition.steps, *definition.guardian_steps):
        for one in step.fields:
            if one.kind is not Kind.HONEYPOT:
                yield one, step.id
