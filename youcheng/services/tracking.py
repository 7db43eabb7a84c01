"""The way back to a submission without an account: reference code, e-mail address, one-time code.

A wrong code and an unknown address get the same answer after the same work: a challenge is stored
in both cases, and one that nobody was sent is answered by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import uuid4

from youcheng.content.forms import Form, FormField, FormStep
from youcheng.domain.actors import Role
from youcheng.domain.audit import Event
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.consents import Agreement, agreed
from youcheng.domain.deadlines import Window
from youcheng.domain.desk import Question
from youcheng.domain.limits import (
    ENTER_CODE_FROM,
    MAIL_CODE,
    MAIL_CODE_FROM,
    MAILS_TO,
)
from youcheng.domain.one_time_codes import Answer, Purpose, answer_challenge, draw_challenge
from youcheng.domain.outbox import MailState
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.domain.transitions import open_actions
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import STATUS_ACCESS, issue_token
from youcheng.services.certificates import certified
from youcheng.services.limiting import spend
from youcheng.services.logbook import submission_subject
from youcheng.services.mailing import ONE_TIME_CODE, addresses_of, queue_letter
from youcheng.services.opening import open_for
from youcheng.services.pictures import PictureView
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.revealing import told_award, told_review

_CHALLENGE: Final = re.compile(r"[0-9a-f]{32}")
DECOY: Final = "decoy"
"""Template and address of a mail that is never sent: it stands where a real one would have been
written."""


class CodeWrong(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The one-time code does not open anything; why is not told."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a one-time code leads.

    Attributes:
        token: opens the status, or the form of a draft.
        kind, programme: of the submission.
        to_form: it is still a draft: the token opens its form.
    """

    token: str
    kind: SubmissionKind
    programme: str
    to_form: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """One entry of the timeline.

    Attributes:
        at: when (aware).
        kind: kind of the log event, such as `submission.submitted`.
        review: where the submission stood then; None where the event tells none.
    """

    at: datetime
    kind: str
    review: ReviewState | None


@dataclass(frozen=True)
class Status:
    """A submission as the person who sent it may see it.

    Attributes:
        submission: as the store holds it.
        form: its form.
        review: the state that is told; before a reveal it may be an earlier one.
        timeline: what has happened, the oldest first.
        actions: what the person may do now.
        window: when it may be changed.
        waits_for_mail: a mail about it has not left yet.
        consents: the consents that were answered, in the order of the form, and which of them
            stand.
        now: the server's clock, aware.
        questions: what the staff ask about single fields and wait to be answered.
        steps: the pages on which they are answered, in order.
        answers_end: until when they may be answered; None where nothing is asked.
        has_begun_answer: answers to the questions are saved and not sent.
        pictures: what is seen of each photo, by the id that its answer gives.
        has_certificate: its certificate can be downloaded.
        award: id of the award that it won, as far as it is told; empty for none.
    """

    submission: Submission
    form: Form
    review: ReviewState
    timeline: tuple[Passed, ...]
    actions: frozenset[Action]
    window: Window
    waits_for_mail: bool
    consents: tuple[tuple[FormField, bool], ...]
    now: datetime
    questions: tuple[Question, ...] = ()
    steps: tuple[FormStep, ...] = ()
    answers_end: datetime | None = None
    has_begun_answer: bool = False
    pictures: Mapping[str, PictureView] = field(default_factory=dict)
    has_certificate: bool = False
    award: str = ""

    @property
    def is_answerable(self) -> bool:
        """True while the person may answer the questions."""
        return self.answers_end is not None and bool(self.questions) and self.now < self.answers_end

    @property
    def is_editable(self) -> bool:
        """True while the person may change the answers."""
        return Action.EDIT in self.actions and self.window.is_open(self.now)


TOLD: Final = frozenset(
    {
        "batch.finished",
        "batch.sent",
        "draft.created",
        "submission.submitted",
        "submission.edited",
        "consent.requested",
        "consent.readdressed",
        "consent.given",
        "consent.refused",
        "consent.expired",
        "consent.changed",
        "changes.requested",
        "changes.resubmitted",
        "referral.sent",
        "referral.returned",
        "decision.applied",
        "state.changed",
        "withdrawal.requested",
        "submission.withdrawn",
        "draft.expired",
    }
)
"""Events that the timeline tells; nothing of the desk's own work is among them."""


def request_code(services: Services, /, *, code: str, email: str, client: str) -> str:
    """Mail a one-time code to the address that belongs to a reference code, if it does.

    Args:
        code: the reference code as it was typed.
        email: the address as it was typed.
        client: network address of the visitor, for the limits.

    Returns:
        The id of a challenge, whether or not a mail was written.

    Raises:
        CodeRefused: the text is no reference code (a slip is known without looking anything up).
        LimitReached: it was asked for too often.
    """
    wanted = parse_reference_code(code)
    typed = email.strip().casefold()
    now = services.clock()
    with services.records.write() as uow:
        spend(services, uow, MAIL_CODE_FROM, client, now)
        spend(services, uow, MAIL_CODE, f"{wanted}:{typed}", now)
        submission = uow.submissions.find_code(wanted)
        # After the submission, as wherever else a mail goes: two that wait for one another stop.
        spend(services, uow, MAILS_TO, typed, now)
        known = submission is not None and typed in addresses_of(submission)
        purpose = _purpose(submission) if submission is not None and known else Purpose.STATUS
        digits, challenge = draw_challenge(
            id=uuid4().hex, purpose=purpose, key=services.key, now=now
        )
        uow.challenges.add(challenge, submission.id if submission and known else "")
        queue_letter(
            services,
            uow,
            template=ONE_TIME_CODE if known else DECOY,
            address=typed if known else DECOY,
            submission=submission if known else None,
            now=now,
            facts={"one_time_code": digits, "until": challenge.expires_at.isoformat()},
            state=MailState.QUEUED if known else MailState.DISCARDED,
        )
        uow.commit()
    return challenge.id


def _purpose(submission: Submission) -> Purpose:
    return Purpose.DRAFT if submission.review is ReviewState.DRAFT else Purpose.STATUS


def enter_code(services: Services, /, *, challenge: str, text: str, client: str) -> Way:
    """Answer a challenge with the digits that were mailed.

    Raises:
        CodeWrong: wrong, used, over, tried too often, or never sent: which is not told.
        LimitReached: too many tries from one address.
    """
    now = services.clock()
    way: Way | None = None
    with services.records.write() as uow:
        spend(services, uow, ENTER_CODE_FROM, client, now)
        known = _CHALLENGE.fullmatch(challenge) is not None
        stored, submission_id = (uow.challenges.find(challenge) if known else None) or (None, "")
        purpose = stored.purpose if stored is not None else Purpose.STATUS
        answer, after = answer_challenge(
            stored if submission_id else None, text, purpose=purpose, key=services.key, now=now
        )
        if after is not None:
            uow.challenges.put(after)
        submission = uow.submissions.find(submission_id) if submission_id else None
        if answer is Answer.RIGHT and submission is not None:
            way = _open_way(uow, submission, now)
        uow.commit()
    if way is None:
        raise CodeWrong
    return way


def _open_way(uow: UnitOfWork, submission: Submission, now: datetime) -> Way:
    to_form = submission.review is ReviewState.DRAFT
    token = issue_token(
        uow,
        purpose=Purpose.DRAFT if to_form else Purpose.STATUS,
        submission=submission.id,
        now=now,
        lifetime=None if to_form else STATUS_ACCESS,
    )
    return Way(token, submission.kind, submission.programme, to_form)


def view_status(services: Services, /, *, token: str) -> Status:
    """The submission that `token` opens, as its sender may see it.

    Raises:
        AccessDenied: the token opens nothing.
        KeyError: its programme has no form any more.
    """
    now = services.clock()
    with services.records.read() as uow:
        found = open_for(services, uow, token=token, now=now)
        submission = found.submission
        mails = uow.outbox.of(submission.id)
        review = told_review(services, uow, submission)
        return Status(
            submission=submission,
            form=found.form,
            review=review,
            timeline=tuple(_timeline(uow.log.of(submission_subject(submission.id)))),
            actions=frozenset(open_actions(submission.state, [Role.SUBMITTER])),
            window=found.window,
            waits_for_mail=any(mail.state in _WAITING for mail in mails),
            consents=_consents(found.form, uow.agreements.of(submission.id)),
            now=now,
            questions=found.questions,
            steps=found.steps,
            answers_end=found.closes_at if found.is_answering else None,
            has_begun_answer=found.is_answering and found.answers != submission.sent,
            pictures=found.pictures,
            has_certificate=certified(uow, [submission]),
            award=told_award(uow, submission, review),
        )


_WAITING: Final = frozenset({MailState.QUEUED, MailState.SENDING})


def _consents(form: Form, agreements: Sequence[Agreement]) -> tuple[tuple[FormField, bool], ...]:
    standing = agreed(agreements)
    answered = {one.field: one.consent for one in agreements if one.consent is not None}
    return tuple((one, answered[one.id] in standing) for one in form.fields if one.id in answered)


def _timeline(events: Sequence[Event]) -> list[Passed]:
    told = []
    for event in events:
        if event.kind not in TOLD:
            continue
        review = dict(event.details).get("review")
        told.append(Passed(event.at, event.kind, ReviewState(review) if review else None))
    return told
