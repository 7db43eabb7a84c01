"""Staff correct single answers, and translate them for one another. What was sent stays as it is.

Every verb names the version that the actor saw and raises, without having changed anything:

    NotAllowed: the actor may not do this, see its attribute `code`.
    Outdated: the submission has changed since that version; it says what has happened.
    KeyError: there is no such answer, or none of that kind.
    ValueError: a reason, a language or a text that is none.
"""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.corrections import (
    CORRECTION_REASONS,
    LONGEST_TRANSLATION,
    Correction,
    StaffTranslation,
    correctable,
    is_translatable,
    lay_over,
)
from youcheng.domain.deadlines import NANJING
from youcheng.domain.desk import LONGEST_NOTE
from youcheng.domain.form_definitions import Field, FormDefinition, Problem
from youcheng.domain.forms import clean_text, normalise, prune, validate
from youcheng.domain.permissions import Area, Reading, may_correct
from youcheng.domain.states import Visibility
from youcheng.i18n.languages import BY_CODE
from youcheng.services.desk_access import NotAllowed, Opened
from youcheng.services.desk_acts import Acted, Unchanged, acting, commit_act, note
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.queueing import settle_queue
from youcheng.services.works import settle_work

CORRECTED: Final = "answer.corrected"
RESTORED: Final = "answer.restored"
TRANSLATED: Final = "answer.translated"


class CorrectionRefused(ValueError):  # noqa: N818 -- a refusal, which is an answer
    """The form would not take this answer.

    Attributes:
        programme: whose form it is.
        problems: what is wrong, as the form's check says it.
    """

    def __init__(self, programme: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("the form refuses the answer")
        self.programme = programme
        self.problems = problems


def correct_answer(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    field: str,
    value: object,
    reason: str,
    comment: str = "",
) -> Acted:
    """Lay a correction over one answer; it counts from now on.

    Args:
        field: id of the field; see `youcheng.domain.corrections.correctable`.
        value: as it is typed; empty for no answer.
        reason: one of `CORRECTION_REASONS`; the log tells it.
        comment: more about it, for the staff alone.

    Raises:
        CorrectionRefused: the form would not take it, or another answer would be wrong beside it.
        Unchanged: it is the answer that counts already.
    """
    if reason not in CORRECTION_REASONS or len(comment) > LONGEST_NOTE:
        raise ValueError("a correction has a reason, and a comment that is not too long")
    with acting(services, actor, code) as (uow, opened):
        _require_correcting(opened)
        opened.require_version(version)
        definition, _ = _asked(services, opened, field)
        if field not in correctable(definition):
            raise KeyError(field)
        corrected = _check(uow, opened, definition, field, value)
        uow.corrections.end(opened.submission.id, [field], opened.now)
        # What is as it was sent needs no correction any more.
        if corrected != (opened.submission.sent or {}).get(field):
            uow.corrections.add(
                Correction(
                    id=uuid4().hex,
                    submission=opened.submission.id,
                    field=field,
                    value=corrected,
                    reason=reason,
                    comment=comment.strip(),
                    author=actor.id,
                    at=opened.now,
                )
            )
        note(uow, opened, CORRECTED, fields=[field], reason=reason)
        return _settle(services, uow, opened)


def restore_answer(
    services: Services, /, *, actor: Actor, code: str, version: int, field: str
) -> Acted:
    """Take a correction back: what was sent counts again."""
    with acting(services, actor, code) as (uow, opened):
        _require_correcting(opened)
        opened.require_version(version)
        if all(one.field != field for one in _counting(uow, opened)):
            raise KeyError(field)
        uow.corrections.end(opened.submission.id, [field], opened.now)
        note(uow, opened, RESTORED, fields=[field])
        return _settle(services, uow, opened)


def translate_answer(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    field: str,
    language: str,
    text: str,
) -> Acted:
    """Write an answer down in a language of the staff; an empty text takes the translation away."""
    cleaned = clean_text(text, keep_lines=True)
    if language not in BY_CODE or len(cleaned) > LONGEST_TRANSLATION:
        raise ValueError("a translation has a language of the site, and is not too long")
    with acting(services, actor, code) as (uow, opened):
        opened.require(Area.NOTES)
        opened.require_version(version)
        _, asked = _asked(services, opened, field)
        if not is_translatable(asked):
            raise KeyError(field)
        submission = opened.submission.id
        if cleaned:
            uow.staff_translations.put(
                StaffTranslation(submission, field, language, cleaned, actor.id, opened.now)
            )
        else:
            uow.staff_translations.drop(submission, field, language)
        note(uow, opened, TRANSLATED, fields=[field], language=language)
        return commit_act(uow, opened)


def _require_correcting(opened: Opened) -> None:
    if not may_correct(opened.actor, opened.scope):
        raise NotAllowed("role")


def _asked(services: Services, opened: Opened, field: str) -> tuple[FormDefinition, Field]:
    """The form and the field of an answer that was sent.

    Raises:
        NotAllowed: `area`: not the actor's to read.
        KeyError: there is no such answer.
    """
    definition = services.content.form(opened.submission.programme).definition
    if field not in prune(definition, opened.submission.sent or {}):
        raise KeyError(field)
    asked = definition.field(field)
    if all(opened.reads(Area(name)) is Reading.NO for name in asked.visibility):
        raise NotAllowed("area")
    return definition, asked


def _counting(uow: UnitOfWork, opened: Opened) -> list[Correction]:
    return [*uow.corrections.of(opened.submission.id).get(opened.submission.id, ())]


def _check(
    uow: UnitOfWork, opened: Opened, definition: FormDefinition, field: str, value: object
) -> object:
    """The corrected answer as it is kept; None for no answer."""
    submission = opened.submission
    now = lay_over(definition, submission.sent or {}, _counting(uow, opened))
    corrected = normalise(definition, {field: value}).get(field)
    if corrected == now.get(field):
        raise Unchanged
    after = {name: old for name, old in now.items() if name != field}
    if corrected is not None:
        after[field] = corrected
    # The form is asked as on the day of sending: what lay ahead then may be over by now.
    day = (submission.sent_at or opened.now).astimezone(NANJING).date()
    known = {(one.field, one.code) for one in validate(definition, now, today=day)}
    found = validate(definition, after, today=day)
    fresh = tuple(one for one in found if one.field == field or (one.field, one.code) not in known)
    if fresh:
        raise CorrectionRefused(submission.programme, fresh)
    return corrected


def _settle(services: Services, uow: UnitOfWork, opened: Opened) -> Acted:
    """Let what is made of the answers follow them."""
    settle_queue(services, uow, opened.submission, opened.now)
    if opened.submission.state.visibility is Visibility.PUBLIC:
        settle_work(services, uow, opened.submission, opened.now)
    return commit_act(uow, opened)
