"""The submitter's answers to questions of the staff about single fields.

What was sent before is never changed: it is kept beside what replaces it, its files included, until
the submission is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from youcheng.domain.actors import Actor
from youcheng.domain.answering import EarlierAnswers, only_unlocked
from youcheng.domain.consents import agreed
from youcheng.domain.limits import SEND
from youcheng.domain.permissions import Area, Reading
from youcheng.domain.states import ReviewState, shown_review
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Action
from youcheng.services.attachments import drop_unnamed
from youcheng.services.desk_access import Opened, open_submission
from youcheng.services.drafts import NotEditable, require_editable, require_space, web_mover
from youcheng.services.flagging import DUPLICATE, compute_contact, find_flags
from youcheng.services.limiting import spend
from youcheng.services.moving import gather_facts, move
from youcheng.services.opening import OpenForm, open_for
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.submitting import (
    FormRefused,
    Sent,
    changed_fields,
    check_draft,
    missing_files,
    record_agreements,
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """One answer that was replaced when questions of the staff were answered.

    Attributes:
        field: id of the form field.
        replaced_at: when it was replaced (aware).
        restricted: the values are not plainly the reader's to see, and are None.
        before, after: normalised; None for no answer.
    """

    field: str
    replaced_at: datetime
    restricted: bool
    before: object
    after: object


def send_answers(
    services: Services, /, *, token: str, client: str, confirmed: Collection[str] = ()
) -> Sent:
    """Send the working answers to the fields that the staff asked about.

    Sending again what has been sent changes nothing and gives the same answer, however often it is
    repeated: whoever comes second finds no question open.

    Args:
        token: of the form or of the status page.
        client: network address of the visitor, for the limits.
        confirmed: warnings that the person keeps, see `submitting.check_draft`.

    Raises:
        AccessDenied: the token opens nothing.
        FormRefused: something is wrong with the answers; see its attributes.
        NotEditable: nothing was asked, or the time to answer is over.
        LimitReached: too many from one address.
        StoreFull, StoreBusy: nothing was acknowledged; it may be tried again.
    """
    require_space(services)
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=services.clock())
        submission = found.submission
        if not found.is_answering and _was_answered(uow, submission):
            return Sent(submission.code, _shown(submission), again=True)
        if not found.is_answering:
            raise NotEditable
        require_editable(found)
        spend(services, uow, SEND, client, found.now)
        problems, warnings, stop = check_draft(found, confirmed=confirmed)
        problems += tuple(
            one
            for one in missing_files(services, uow, found, found.answers)
            if found.may_change(one.field)
        )
        if problems or warnings or stop:
            raise FormRefused(problems=problems, warnings=warnings, stop=stop)
        after = _send(services, uow, found)
        uow.commit()
    return Sent(after.code, _shown(after), again=False)


def _was_answered(uow: UnitOfWork, submission: Submission) -> bool:
    return any(one.answered_at is not None for one in uow.questions.of(submission.id))


def _shown(submission: Submission) -> ReviewState:
    return shown_review(submission.state, revealed=False)


def _send(services: Services, uow: UnitOfWork, found: OpenForm) -> Submission:
    submission, answers = found.submission, found.answers
    sent = submission.sent or {}
    changed = changed_fields(sent, answers)
    uow.earlier_answers.add(EarlierAnswers(submission.id, found.now, sent))
    uow.questions.answer(submission.id, found.now)
    # What the submitter answers anew counts before what the staff made of the old answer.
    uow.corrections.end(submission.id, changed, found.now)
    submission = replace(
        submission,
        draft=replace(submission.draft, answers=answers),
        sent=answers,
        contact=compute_contact(services, submission, answers),
        waiting_since=None,
        reminders_sent=0,
    )
    # It has been counted among those of one person already; a new picture may be a copy.
    flags = [one for one in find_flags(services, uow, submission, answers) if one != DUPLICATE]
    submission = replace(submission, flags=tuple(dict.fromkeys([*submission.flags, *flags])))
    standing = agreed(record_agreements(services, uow, found, answers, only=changed))
    facts = gather_facts(
        services,
        submission,
        valid=True,
        only_unlocked=only_unlocked(found.merged, changed),
        agreed=standing,
    )
    after = move(
        services,
        uow,
        submission,
        Action.RESUBMIT,
        mover=web_mover(found),
        facts=facts,
        fields=changed,
    )
    drop_unnamed(services, uow, after)
    return after


def list_replaced(services: Services, /, *, actor: Actor, code: str) -> tuple[Replaced, ...]:
    """What the submitter changed when answering questions, before and after, the oldest first.

    Fields of which the actor reads nothing are left out; of restricted ones only the name is told.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    with services.records.read() as uow:
        opened = open_submission(services, uow, actor=actor, code=code)
        earlier = uow.earlier_answers.of(opened.submission.id)
    return tuple(_replaced(services, opened, earlier))


def _replaced(
    services: Services, opened: Opened, earlier: Collection[EarlierAnswers]
) -> Iterator[Replaced]:
    try:
        definition = services.content.form(opened.submission.programme).definition
    except KeyError:
        # The form of an edition that the site has no longer.
        return
    asked = {one.id: one for one in definition.fields}
    versions = [one.answers for one in earlier] + [opened.submission.sent or {}]
    for number, one in enumerate(earlier):
        before, after = versions[number], versions[number + 1]
        for name in changed_fields(before, after):
            classes = asked[name].visibility if name in asked else ()
            found = {opened.reads(Area(each)) for each in classes}
            if not found & {Reading.YES, Reading.LOGGED}:
                continue
            restricted = Reading.YES not in found
            yield Replaced(
                field=name,
                replaced_at=one.replaced_at,
                restricted=restricted,
                before=None if restricted else before.get(name),
                after=None if restricted else after.get(name),
            )
