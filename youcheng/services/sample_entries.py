"""One entry of the sample edition on its way through the transition table.

A sample entry holds no e-mail address, so nobody is mailed. What the table asks for besides (a
guardian's link, a jury's round, the reveal) is given as facts: the edition is played to its end in
the moment in which it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from youcheng.domain import forms
from youcheng.domain.actors import Role
from youcheng.domain.attachments import Attachment, clean_name
from youcheng.domain.audit import Via
from youcheng.domain.consents import agreed, consent_of
from youcheng.domain.gallery import Words
from youcheng.domain.guards import Check, Facts, IneligibleReason
from youcheng.domain.lifetimes import CONSENT, DRAFT
from youcheng.domain.pictures import Edit
from youcheng.domain.states import Consent, ConsentAnswer
from youcheng.domain.submissions import SAMPLE, Submission
from youcheng.domain.workflow import TRANSITIONS
from youcheng.domain.workflow.rows import Action
from youcheng.services.consenting import compose_request, record_answers
from youcheng.services.drafts import begin_draft
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.pictures import Prepared, asks_for_picture, keep_picture
from youcheng.services.ports import Services, UnitOfWork

_MODERATED: Final[Mapping[str, object]] = {"moderation_passed": True, "alt_text": True}
_FACTS: Final[Mapping[Action, Mapping[str, object]]] = {
    Action.SAVE_DRAFT: {"in_window": True},
    Action.REQUEST_CONSENT: {"in_window": True, "valid": True},
    Action.GIVE_CONSENT: {"link_open": True},
    Action.REFUSE_CONSENT: {"link_open": True},
    Action.TAKE: {"assigned": True},
    Action.REQUEST_CHANGES: {"notes": 1},
    Action.PASS_MODERATION: {"other_school": True, "checklist": frozenset(Check)},
    Action.FAIL_MODERATION: {
        "actor": "sample",
        "second": "sample-2",
        "reason": IneligibleReason.COPIED,
    },
    Action.OPEN_ROUND: {"assignment_ready": True},
    Action.SHORTLIST: {"quorum_met": True},
    Action.PASS_OVER: {"quorum_met": True},
    Action.PROPOSE_AWARDED: {"sheet_signed": True},
    Action.PROPOSE_PARTICIPATED: {"sheet_signed": True},
    Action.CONFIRM_AWARD: {"sheet_signed": True, "actor": "sample", "proposer": "sample-2"},
    Action.APPLY_DECISION: {"preview_accepted": True},
    Action.SCHEDULE: _MODERATED,
    Action.PUBLISH: _MODERATED,
    Action.ARCHIVE: {"certificate_issued": True},
    Action.WITHDRAW: {"link_open": True},
}
"""What is so when a sample entry is moved, by the names of `youcheng.domain.guards.Facts`."""
_WAITED: Final = {
    Action.EXPIRE_DRAFT: DRAFT.length,
    Action.EXPIRE_CONSENT: CONSENT.length,
    Action.GIVE_CONSENT: timedelta(),
}
"""How long the wait is said to have been that the action ends."""


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """An entry as it is to be made.

    Attributes:
        key: names it among all sample entries; the same key is never added twice.
        form: id of the entry form.
        language: code of the language in which it is written.
        answers: by field id as they would be typed, without picture and addresses.
        refused: the consents that its guardian refuses.
        actions: what happens to it after its first saving, in order.
        translations: the words of staff for it, by language; kept when it passes the moderation.
        name: what its picture is called.
        paint: writes the picture into a folder and returns the file, or returns one that is there.
    """

    key: str
    form: str
    language: str
    answers: Mapping[str, object]
    refused: frozenset[Consent]
    actions: tuple[Action, ...]
    translations: Mapping[str, Words]
    name: str
    paint: Callable[[Path], Path]


class Play:
    """One entry on its way through the table, in one unit of work."""

    def __init__(self, services: Services, uow: UnitOfWork, via: Via, entry: SampleEntry) -> None:
        self._services = services
        self._uow = uow
        self._via = via
        self._entry = entry
        self._now = services.clock()
        self._submission: Submission

    def begin(self, submission_id: str, folder: str) -> None:
        """Begin the draft."""
        self._submission = begin_draft(
            self._services,
            self._uow,
            programme=self._entry.form,
            language=self._entry.language,
            facts=Facts(now=self._now, within_limits=True, in_window=True),
            mover=Mover(Role.PUBLIC, "public", self._via),
            submission_id=submission_id,
            folder=folder,
            flags=(SAMPLE,),
        )

    def save(self, key: str, prepared: Prepared) -> None:
        """Save the answers with the picture."""
        definition = self._services.content.form(self._entry.form).definition
        photo = next(one for one in definition.fields if asks_for_picture(one))
        intake = prepared.intake
        original = Attachment(
            id=uuid4().hex,
            submission=self._submission.id,
            field=photo.id,
            key=key,
            name=clean_name(self._entry.name, intake.kind),
            kind=intake.kind,
            bytes=intake.bytes,
            flags=tuple(sorted(intake.hints)),
            added_at=self._now,
        )
        self._uow.attachments.add(original)
        keep_picture(self._uow, original, prepared, Edit())
        typed = forms.normalise(
            definition, {**self._submission.draft.answers, **self._entry.answers}
        )
        answers = forms.prune(definition, {**typed, photo.id: [dict(original.answer())]})
        draft = replace(
            self._submission.draft,
            answers=answers,
            revisions=dict.fromkeys(answers, 1),
            revision=1,
        )
        self._submission = replace(self._submission, draft=draft)
        self.act(Action.SAVE_DRAFT, fields=answers)

    def act(self, action: Action, *, fields: Iterable[str] = ()) -> None:
        """Do one action as whoever the table names for it."""
        if action is Action.REQUEST_CONSENT:
            self._change(
                sent=self._submission.draft.answers, sent_at=self._now, waiting_since=self._now
            )
        elif action in {Action.GIVE_CONSENT, Action.REFUSE_CONSENT}:
            fields = self._answer()
            self._change(waiting_since=None)
        elif action is Action.PASS_MODERATION:
            for language, words in self._entry.translations.items():
                self._uow.translations.put(self._submission.id, language, words)
        elif action is Action.REQUEST_CHANGES:
            self._change(waiting_since=self._now)
        self._submission = move_sample(
            self._services, self._uow, self._submission, action, via=self._via, fields=fields
        )

    def _change(self, **values: object) -> None:
        self._submission = replace(self._submission, **values)  # type: ignore[arg-type]

    def _answer(self) -> list[str]:
        """Answer the consents as the guardian; return their fields."""
        written = self._entry.language
        request = compose_request(self._services, self._submission, self._now, written)
        answers = {
            one.id: ConsentAnswer.REFUSE
            if consent_of(one.id) in self._entry.refused
            else ConsentAnswer.AGREE
            for one in request.fields
        }
        record_answers(self._uow, request, answers, written)
        return [*answers]


def move_sample(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    action: Action,
    *,
    via: Via,
    fields: Iterable[str] = (),
) -> Submission:
    """Do an action of the table as whoever may, with the facts it asks for; the caller commits.

    Raises:
        KeyError: the table has no such action from here.
        TransitionRefused: a consent that it needs was refused.
    """
    role = min(TRANSITIONS[submission.kind, submission.review, action].roles)
    now = services.clock()
    known: dict[str, object] = {"now": now, "reveal_at": now, **_FACTS.get(action, {})}
    if action in _WAITED:
        known["since"] = now - _WAITED[action]
    standing = agreed(uow.agreements.of(submission.id))
    return move(
        services,
        uow,
        submission,
        action,
        mover=Mover(role, f"{role}:{SAMPLE}", via),
        facts=gather_facts(services, submission, agreed=standing, **known),
        fields=fields,
    )
