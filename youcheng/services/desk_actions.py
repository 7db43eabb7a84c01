"""What staff do to one submission. Each verb names the version that the actor saw.

Every verb returns the version after it and raises, without having changed anything:

    NotAllowed: the actor may not do this, see its attribute `code`.
    Outdated: the submission has changed since that version; it says what has happened.
    TransitionRefused: not now: the state does not allow it, or a guard does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.desk import LONGEST_NOTE, LONGEST_QUESTION, Question, Tag
from youcheng.domain.form_definitions import UNASKABLE
from youcheng.domain.outbox import MailState
from youcheng.domain.permissions import Area
from youcheng.domain.states import PendingState
from youcheng.domain.workflow.rows import Action
from youcheng.services.desk_access import Opened, require_working
from youcheng.services.desk_acts import (
    Act,
    Acted,
    Unchanged,
    Verb,
    acting,
    commit_act,
    keep_note,
    note,
    perform_step,
    require_act,
    require_role,
    transit,
)
from youcheng.services.desk_queue import clean_name
from youcheng.services.ports import Services, UnitOfWork


def take(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Take over what was sent: the actor looks after it, and the submitter edits it no more."""
    return _act(services, actor, code, version, Act(Verb.TAKE))


def assign(
    services: Services, /, *, actor: Actor, code: str, version: int, assignee: Actor | None
) -> Acted:
    """Give it to somebody to look after, or to nobody. `assignee` as the store knows them."""
    return _act(services, actor, code, version, Act(Verb.ASSIGN, assignee=assignee))


def tag(services: Services, /, *, actor: Actor, code: str, version: int, tag: str) -> Acted:
    """Put a tag on, by its id. Raises ValueError too: there is no such tag."""
    return _act(services, actor, code, version, Act(Verb.TAG, tag=tag))


def untag(services: Services, /, *, actor: Actor, code: str, version: int, tag: str) -> Acted:
    """Take a tag off, by its id. Raises ValueError too: there is no such tag."""
    return _act(services, actor, code, version, Act(Verb.UNTAG, tag=tag))


def start_review(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Say that all that is needed is there."""
    return _act(services, actor, code, version, Act(Verb.START_REVIEW))


def propose(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    decision: PendingState,
    comment: str,
) -> Acted:
    """Propose a decision; the comment is kept as a note."""
    act = Act(Verb.PROPOSE, decision=decision, comment=comment)
    return _act(services, actor, code, version, act)


def approve(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Apply the decision that waits, or confirm an award that somebody else proposed."""
    return _act(services, actor, code, version, Act(Verb.APPROVE))


def mark_spam(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Mark it as spam; nobody is told."""
    return _act(services, actor, code, version, Act(Verb.MARK_SPAM))


def unmark_spam(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Bring back what is no spam, within 30 days."""
    return _act(services, actor, code, version, Act(Verb.UNMARK_SPAM))


def add_note(services: Services, /, *, actor: Actor, code: str, version: int, text: str) -> Acted:
    """Write something for the staff; it never leaves the desk.

    Raises:
        ValueError: it is empty or too long.
    """
    if not 0 < len(text.strip()) <= LONGEST_NOTE:
        raise ValueError(f"a note has 1 to {LONGEST_NOTE} characters")
    with acting(services, actor, code) as (uow, opened):
        opened.require(Area.NOTES)
        opened.require_version(version)
        keep_note(uow, opened, text)
        note(uow, opened, "note.added")
        return commit_act(uow, opened)


def request_changes(
    services: Services,
    /,
    *,
    actor: Actor,
    code: str,
    version: int,
    questions: Mapping[str, str],
) -> Acted:
    """Ask the submitter about single fields; the mail that says so leaves at once.

    Args:
        questions: what is asked, by the id of the field.

    Raises:
        ValueError: a field that the submitter is not asked, or a question empty or too long.
    """
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.REQUEST_CHANGES)
        opened.require_version(version)
        _check_questions(services, opened, questions)
        waiting = replace(opened.submission, waiting_since=opened.now, reminders_sent=0)
        # The mail names the fields that are asked about.
        for field, text in questions.items():
            uow.questions.add(
                Question(
                    uuid4().hex, waiting.id, field, text.strip(), actor.id, asked_at=opened.now
                )
            )
        cause = transit(
            services,
            uow,
            replace(opened, submission=waiting),
            Action.REQUEST_CHANGES,
            {"notes": len(questions)},
            fields=tuple(questions),
        )
        _send_held(services, uow, waiting.id, cause)
        return commit_act(uow, opened)


def refer(services: Services, /, *, actor: Actor, code: str, version: int, city: str) -> Acted:
    """Refer it to a city, whose liaison sees it from now on.

    Args:
        city: id of one of Jiangsu's cities.

    Raises:
        ValueError: there is no such city.
    """
    if city not in {one.id for one in services.content.cities}:
        raise ValueError("there is no such city")
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.REFER)
        opened.require_version(version)
        transit(services, uow, opened, Action.REFER, details={"city": city})
        _put_referral(uow, opened, city)
        return commit_act(uow, opened)


def return_referral(services: Services, /, *, actor: Actor, code: str, version: int) -> Acted:
    """Give it back from the city, or call it back."""
    with acting(services, actor, code) as (uow, opened):
        require_role(opened, Action.RETURN_REFERRAL)
        opened.require_version(version)
        transit(services, uow, opened, Action.RETURN_REFERRAL)
        return commit_act(uow, opened)


def extend_deadline(
    services: Services, /, *, actor: Actor, code: str, version: int, until: datetime
) -> Acted:
    """Give this submission alone a later deadline.

    Args:
        until: aware.

    Raises:
        ValueError: it has passed, or has no time zone.
    """
    if until.tzinfo is None or until <= services.clock():
        raise ValueError("a deadline lies ahead and has a time zone")
    with acting(services, actor, code) as (uow, opened):
        opened.require(Area.NOTES)
        opened.require_version(version)
        uow.submissions.put(replace(opened.submission, extended_to=until))
        moment = until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        note(uow, opened, "deadline.extended", until=moment)
        return commit_act(uow, opened)


def create_tag(services: Services, /, *, actor: Actor, name: str) -> Tag:
    """The tag of this name, which is made where there is none.

    Raises:
        NotAllowed: `desk`.
        ValueError: the name is empty or too long.
    """
    require_working(actor)
    cleaned = clean_name(name)
    with services.records.write() as uow:
        new = Tag(uuid4().hex, cleaned)
        if uow.tags.named(cleaned) is None:
            uow.tags.add(new)
        found = uow.tags.named(cleaned)
        uow.commit()
    return found or new


def list_tags(services: Services, /, *, actor: Actor) -> Sequence[Tag]:
    """Every tag by name.

    Raises:
        NotAllowed: `desk`.
    """
    require_working(actor)
    with services.records.read() as uow:
        return uow.tags.all()


def _act(services: Services, actor: Actor, code: str, version: int, act: Act) -> Acted:
    with acting(services, actor, code) as (uow, opened):
        require_act(uow, opened, act)
        opened.require_version(version)
        batch = uuid4().hex
        try:
            perform_step(services, uow, opened, act, batch=batch)
        except Unchanged:
            return Acted(code, opened.version)
        return commit_act(uow, opened, batch=batch)


def _check_questions(services: Services, opened: Opened, questions: Mapping[str, str]) -> None:
    form = services.content.form(opened.submission.programme)
    askable = {one.id for one in form.definition.submitter_fields if one.kind not in UNASKABLE}
    if not questions.keys() <= askable:
        raise ValueError("the submitter is not asked for such a field")
    if not all(0 < len(text.strip()) <= LONGEST_QUESTION for text in questions.values()):
        raise ValueError(f"a question has 1 to {LONGEST_QUESTION} characters")


def _send_held(services: Services, uow: UnitOfWork, submission: str, cause: int) -> None:
    """Let the mails of a cause leave that staff confirm by the act itself."""
    for mail in uow.outbox.of(submission):
        if mail.cause == cause and mail.state is MailState.HELD:
            uow.outbox.put(replace(mail, state=MailState.QUEUED))
            uow.after_commit(services.wake)


def _put_referral(uow: UnitOfWork, opened: Opened, city: str) -> None:
    entry = uow.queue.find(opened.submission.id)
    if entry is not None:
        uow.queue.put(replace(entry, referred_to=city), before=entry)
