"""Writes mails into the outbox, in the unit of work of their cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from youcheng.domain.answering import answers_end
from youcheng.domain.forms import is_email
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.states import GONE, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.workflow.rows import Recipient, Sending, Template
from youcheng.i18n.languages import BY_CODE, DEFAULT
from youcheng.services.access import (
    WITHDRAWAL_ACCESS,
    form_path,
    form_query,
    issue_token,
    page_address,
)
from youcheng.services.ports import Services, UnitOfWork
from youcheng.tracing import current_request

ONE_TIME_CODE: Final = "one_time_code"
STAFF_NOTICE: Final = "staff_notice"

_TO_FORM: Final = frozenset({Template.RESUME_LINK, Template.DRAFT_REMINDER})
_TO_CONSENT: Final = frozenset({Template.GUARDIAN_REQUEST, Template.GUARDIAN_REMINDER})
_OF_PAINTINGS: Final = frozenset(
    {
        Template.GUARDIAN_REQUEST,
        Template.GUARDIAN_REMINDER,
        Template.YOUNG_PERSON_NOTE,
        Template.RECEIPT,
        Template.CONSENT_RECEIPT,
        Template.CONSENT_ENDED,
    }
)
_NO_WITHDRAWAL: Final = frozenset({Template.WITHDRAWAL_LINK, Template.BATCH_RECEIPT})


def address_of(submission: Submission, recipient: Recipient) -> str:
    """The e-mail address of a recipient; empty for none that mail can go to.

    It stands among the answers that were sent. Before that it is what the draft says, and nobody
    but its writer is told of a draft, whoever else is named in it.
    """
    answers = submission.sent or submission.draft.answers
    email, guardian = _reachable(answers.get("email")), _reachable(answers.get("guardian_email"))
    match recipient:
        case Recipient.SUBMITTER:
            return email or guardian
        case Recipient.GUARDIAN:
            return guardian
        case Recipient.SECOND_GUARDIAN:
            return _reachable(answers.get("guardian_2_email"))
        case Recipient.CONTACT:
            return (guardian or email) if submission.sent else (email or guardian)
        case _:
            return ""


def addresses_of(submission: Submission) -> tuple[str, ...]:
    """Every e-mail address that the answers name, each once, in the case in which they are counted
    and compared."""
    people = (Recipient.SUBMITTER, Recipient.GUARDIAN, Recipient.SECOND_GUARDIAN)
    named = {address_of(submission, one).casefold() for one in people}
    return tuple(named - {""})


def language_of(submission: Submission, address: str) -> str:
    """Code of the language in which mails about `submission` to `address` are written: a guardian's
    own, where the form asks for it."""
    guardians = {submission.text(name) for name in ("guardian_email", "guardian_2_email")}
    return submission.guardian_language if address in guardians else submission.language


def letter_of(template: Template, submission: Submission) -> str:
    """Name of the letter that a mail about `submission` is written as: of paintings some differ."""
    if submission.kind is not SubmissionKind.PAINTING or template not in _OF_PAINTINGS:
        return str(template)
    if template is Template.YOUNG_PERSON_NOTE and submission.text("submitter_role") == "teacher":
        return "painting_teacher_note"
    return f"painting_{template}"


def _reachable(answer: object) -> str:
    return answer if isinstance(answer, str) and is_email(answer) else ""


def queue_letter(
    services: Services,
    uow: UnitOfWork,
    *,
    template: str,
    address: str,
    submission: Submission | None,
    now: datetime,
    cause: int = 0,
    facts: Mapping[str, str] | None = None,
    state: MailState = MailState.QUEUED,
    language: str = "",
) -> None:
    """Write one mail into the outbox; it leaves after the commit.

    Args:
        services, uow: a unit of work that writes.
        template: name of the letter.
        address: to whom; an empty one writes nothing.
        submission: what it is about.
        now: the server's clock, aware.
        cause: sequence number of the event that causes it; 0 for none.
        facts: what the letter names besides code and programme.
        state: `HELD` for a draft of the staff.
        language: code; empty for the submission's.
    """
    if not address:
        return
    told = {name: value for name, value in (facts or {}).items() if value}
    if submission is not None:
        told |= {
            "code": str(submission.code),
            "programme": submission.programme,
            "zone": submission.zone,
        }
    code = language or (submission.language if submission else "")
    uow.outbox.add(
        OutboxMail(
            id=uuid4().hex,
            cause=cause,
            submission="" if submission is None else submission.id,
            template=template,
            language=code if code in BY_CODE else DEFAULT.code,
            address=address,
            facts=told,
            created_at=now,
            next_at=now,
            state=state,
            request=current_request(),
        )
    )
    if state is MailState.QUEUED:
        uow.after_commit(services.wake)


def queue_mail(
    services: Services,
    uow: UnitOfWork,
    *,
    template: Template,
    address: str,
    submission: Submission,
    now: datetime,
    cause: int,
    sending: Sending = Sending.NOW,
) -> None:
    """Write the mail that a transition of `submission` causes, with the links it needs.

    Args: as of `queue_letter`; `submission` as it stands after the transition.
    """
    if not address:
        return
    language = language_of(submission, address)
    queue_letter(
        services,
        uow,
        template=letter_of(template, submission),
        address=address,
        submission=submission,
        now=now,
        cause=cause,
        facts=_facts(services, uow, template, submission, now, language),
        state=MailState.QUEUED if sending is Sending.NOW else MailState.HELD,
        language=language,
    )


def _facts(
    services: Services,
    uow: UnitOfWork,
    template: Template,
    submission: Submission,
    now: datetime,
    language: str,
) -> dict[str, str]:
    facts: dict[str, str] = {}
    if template in _TO_FORM:
        facts["link"] = form_address(services, uow, submission=submission, now=now)
        facts["until"] = submission.draft.expires_at.isoformat()
    elif template in _TO_CONSENT:
        begun = submission.waiting_since or now
        left = CONSENT.ends_at(begun) - now
        token = issue_token(
            uow, purpose=Purpose.CONSENT, submission=submission.id, now=now, lifetime=left
        )
        facts["link"] = page_address(services, f"/consent/{token}", language)
        facts["until"] = CONSENT.ends_at(begun).isoformat()
    elif template is Template.WITHDRAWAL_LINK:
        facts["link"] = withdrawal_address(
            services, uow, submission=submission, now=now, language=language, brief=True
        )
        facts["until"] = (now + WITHDRAWAL_ACCESS).isoformat()
    elif template is Template.CONSENT_ENDED:
        facts["link"] = page_address(
            services,
            form_path(submission.kind),
            language,
            **form_query(submission.kind, submission.programme),
        )
    else:
        facts["link"] = page_address(services, "/track", language, code=str(submission.code))
        if template in {Template.CHANGES_REQUESTED, Template.CHANGES_REMINDER}:
            ends = answers_end(submission.waiting_since or now, submission.extended_to)
            facts["until"] = ends.isoformat()
            facts["fields"] = "\n".join(_asked_about(services, uow, submission, language))
        elif template is Template.YOUNG_PERSON_NOTE:
            facts["until"] = CONSENT.ends_at(submission.waiting_since or now).isoformat()
    if submission.review not in GONE and template not in _NO_WITHDRAWAL:
        facts["withdraw_link"] = withdrawal_address(
            services, uow, submission=submission, now=now, language=language, brief=False
        )
    return facts


def _asked_about(
    services: Services, uow: UnitOfWork, submission: Submission, language: str
) -> Iterator[str]:
    """Labels of the fields whose questions wait to be answered, in the order of the form."""
    asked = {one.field for one in uow.questions.of(submission.id) if one.answered_at is None}
    try:
        form = services.content.form(submission.programme)
    except KeyError:
        # The form of an edition that the site has no longer.
        return
    for field in form.fields:
        if field.id in asked:
            yield field.label.get(language)


def form_address(
    services: Services, uow: UnitOfWork, *, submission: Submission, now: datetime
) -> str:
    """A new address of the draft's form; it opens the draft to whoever holds it."""
    token = issue_token(uow, purpose=Purpose.DRAFT, submission=submission.id, now=now)
    return page_address(
        services,
        form_path(submission.kind),
        submission.language,
        **form_query(submission.kind, submission.programme),
        draft=token,
    )


def withdrawal_address(
    services: Services,
    uow: UnitOfWork,
    *,
    submission: Submission,
    now: datetime,
    language: str,
    brief: bool,
) -> str:
    """A new address where the submission can be withdrawn; a brief one works for two days."""
    token = issue_token(
        uow,
        purpose=Purpose.WITHDRAWAL,
        submission=submission.id,
        now=now,
        lifetime=WITHDRAWAL_ACCESS if brief else None,
    )
    return page_address(services, f"/withdraw/{token}", language)
