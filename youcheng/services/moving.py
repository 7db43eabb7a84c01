"""Moves a submission by the transition table and writes everything that follows from it.

New state, log events, mails and other effects stand in one unit of work: all of them, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from youcheng.domain.actors import Role
from youcheng.domain.audit import Via
from youcheng.domain.consents import agreed
from youcheng.domain.drafts import Draft
from youcheng.domain.guards import Facts
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.replay import state_details
from youcheng.domain.states import GONE, Consent, SubmissionKind, Visibility
from youcheng.domain.submissions import SAMPLE, Submission
from youcheng.domain.tokens import Grant
from youcheng.domain.transitions import Applied, apply
from youcheng.domain.workflow.rows import Action, Effect
from youcheng.i18n.languages import DEFAULT
from youcheng.services.access import use_up
from youcheng.services.logbook import note_event, submission_subject
from youcheng.services.mailing import STAFF_NOTICE, address_of, queue_letter, queue_mail
from youcheng.services.pictures import forget_picture
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.queueing import settle_queue
from youcheng.services.works import settle_work
from youcheng.tracing import current_request

_LINKS: Final = (Purpose.DRAFT, Purpose.CONSENT, Purpose.WITHDRAWAL, Purpose.BATCH)
"""What opens nothing any more once a submission is gone; an open status page stays, to say so."""
_EXPOSED: Final = frozenset({Visibility.SCHEDULED, Visibility.PUBLIC})


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves a submission, and by what way.

    Attributes:
        role: in which role; the actor must stand in it to this very submission.
        name: what the log calls them.
        via: by what way.
        grant: the token by which they came, if it is used up by the act.
    """

    role: Role
    name: str
    via: Via
    grant: Grant | None = None


def move(
    services: Services,
    uow: UnitOfWork,
    submission: Submission,
    action: Action,
    *,
    mover: Mover,
    facts: Facts,
    fields: Iterable[str] = (),
    details: Mapping[str, str] | None = None,
) -> Submission:
    """Do `action` and store what follows; return the submission as it is then.

    Args:
        services, uow: a unit of work that writes; the caller commits.
        submission: as it was read in this unit of work, with what the action changes besides the
            state (answers, times of waiting).
        action: what is done.
        mover: who does it.
        facts: what is true now.
        fields: names of the fields that are changed or read, for the log.
        details: further codes and ids for the log.

    Raises:
        youcheng.domain.transitions.TransitionRefused: it may not happen; nothing was written.
    """
    if facts.agreed is None and submission.state.visibility in _EXPOSED:
        # Whoever moves what is shown, or is to be, has to know the consents: the jury among them.
        facts = replace(facts, agreed=agreed(uow.agreements.of(submission.id)))
    applied = apply(submission.state, action, role=mover.role, facts=facts)
    request = current_request() or submission.request
    after = replace(submission, state=applied.state, request=request)
    cause = note_applied(
        uow,
        applied,
        after,
        mover=mover,
        facts=facts,
        fields=fields,
        details={"action": str(action), **(details or {})},
    )
    # Old links go before new ones are mailed; addresses are read before answers are forgotten.
    _settle_links(uow, applied, after, mover, facts)
    _queue_mails(services, uow, applied, after, cause, facts)
    if Effect.NOTIFY_STAFF in applied.effects:
        _notify_staff(services, uow, after, cause, facts)
    if Effect.CLOSE_ADDRESSES in applied.effects:
        uow.addresses.close(after.id, facts.now)
    if Effect.PURGE_FILES in applied.effects:
        _revoke_certificates(uow, after, mover, facts)
        after = purge(services, uow, after)
    if after.review in GONE:
        uow.after_commit(partial(services.erasures.note, after.id, str(after.review), facts.now))
    uow.submissions.put(after)
    settle_queue(services, uow, after, facts.now)
    if Visibility.PUBLIC in {submission.state.visibility, after.state.visibility}:
        settle_work(services, uow, after, facts.now)
    return after


def note_applied(
    uow: UnitOfWork,
    applied: Applied,
    after: Submission,
    *,
    mover: Mover,
    facts: Facts,
    fields: Iterable[str] = (),
    details: Mapping[str, str] | None = None,
) -> int:
    """Log the events of a transition; return the sequence number of the first, their cause."""
    names = tuple(fields)
    sequences = [
        note_event(
            uow,
            at=facts.now,
            actor=mover.name,
            via=mover.via,
            kind=kind,
            subject=submission_subject(after.id),
            fields=names,
            details={**state_details(applied.state), **(details or {})},
        ).sequence
        for kind in applied.events
    ]
    return sequences[0]


def _revoke_certificates(uow: UnitOfWork, after: Submission, mover: Mover, facts: Facts) -> None:
    number = uow.certificates.revoke(after.id, facts.now)
    if number:
        note_event(
            uow,
            at=facts.now,
            actor=mover.name,
            via=mover.via,
            kind="certificate.revoked",
            subject=submission_subject(after.id),
            details={"count": str(number)},
        )


def _settle_links(
    uow: UnitOfWork, applied: Applied, after: Submission, mover: Mover, facts: Facts
) -> None:
    if Effect.USE_UP_LINK in applied.effects and mover.grant is not None:
        use_up(uow, mover.grant, facts.now)
    if Effect.REVOKE_LINKS in applied.effects:
        # A corrected address: what went to the wrong one neither agrees nor withdraws any more.
        purposes = _LINKS if after.review in GONE else (Purpose.CONSENT, Purpose.WITHDRAWAL)
        uow.grants.revoke(after.id, purposes, facts.now)


def _queue_mails(
    services: Services,
    uow: UnitOfWork,
    applied: Applied,
    after: Submission,
    cause: int,
    facts: Facts,
) -> None:
    """One address gets one mail of a template. A juror's and an institution's address are not the
    submission's to know: their mails are written by the services that know them."""
    wanted = {
        (mail.template, address): mail
        for mail in applied.mails
        if (address := address_of(after, mail.to))
    }
    for (template, address), mail in wanted.items():
        queue_mail(
            services,
            uow,
            template=template,
            address=address,
            submission=after,
            now=facts.now,
            cause=cause,
            sending=mail.sending,
        )


def _notify_staff(
    services: Services, uow: UnitOfWork, after: Submission, cause: int, facts: Facts
) -> None:
    queue_letter(
        services,
        uow,
        template=STAFF_NOTICE,
        address=services.staff_mail,
        submission=after,
        now=facts.now,
        cause=cause,
        language=DEFAULT.code,
    )


def purge(services: Services, uow: UnitOfWork, submission: Submission) -> Submission:
    """Forget the answers and remove the files; the rows go with the commit, the files after it."""
    for picture in uow.pictures.of(submission.id):
        forget_picture(services, uow, picture)
    for one in uow.attachments.of(submission.id):
        uow.attachments.remove(one.id)
        uow.after_commit(partial(services.files.delete, one.key))
    uow.translations.remove(submission.id)
    uow.notes.remove(submission.id)
    uow.questions.remove(submission.id)
    uow.earlier_answers.remove(submission.id)
    uow.corrections.remove(submission.id)
    uow.staff_translations.remove(submission.id)
    uow.tags.remove(submission.id)
    uow.jury.forget(submission.id)
    blank = Draft(saved_at=submission.draft.saved_at, revision=submission.draft.revision)
    return replace(
        submission,
        draft=blank,
        sent=None if submission.sent is None else {},
        contact="",
        zone="",
        flags=(SAMPLE,) if submission.is_sample else (),
    )


def gather_facts(services: Services, submission: Submission, **known: object) -> Facts:
    """What is true of `submission` now, as far as its records say; `known` adds what the caller
    found out, by the names of `youcheng.domain.guards.Facts`."""
    adult = {"18-plus": True, "16-17": False}.get(submission.text("adult"))
    email, guardian = submission.text("email"), submission.text("guardian_email")
    second = submission.text("guardian_2_email")
    required = {Consent.PROCESS}
    if submission.text("country") != services.content.operator.country:
        required.add(Consent.CROSS_BORDER)
    values: dict[str, object] = {
        "now": services.clock(),
        "adult": None if submission.kind is SubmissionKind.PAINTING else adult,
        "required": frozenset(required),
        "readdressings": submission.readdressings,
        "reminders_sent": submission.reminders_sent,
        "since": submission.waiting_since,
        "mail_known": bool(email or guardian),
        # The teacher of a batch hears once of all its paintings, and watches over them on a page.
        "guardian_apart": bool(guardian)
        and bool(email)
        and guardian != email
        and not submission.batch,
        "second_guardian": bool(second) and second != guardian,
        **known,
    }
    return Facts(**values)  # type: ignore[arg-type]
