"""The guardian's consent: asked by a mailed link, answered once, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from youcheng.content.forms import GUARDIAN, SUBMITTER, FormField
from youcheng.domain import forms
from youcheng.domain.attachments import Attachment
from youcheng.domain.audit import Via
from youcheng.domain.consents import Agreement, agreed, consent_of, hash_text
from youcheng.domain.forms import REFUSE
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.limits import MAIL_LINK, NAMED_IN
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import TokenState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.domain.works import Picture
from youcheng.services.access import AccessDenied, Opened, open_token
from youcheng.services.drafts import NoAddress, web_mover
from youcheng.services.limiting import spend
from youcheng.services.moving import Mover, gather_facts, move
from youcheng.services.opening import open_for
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_files import FileMissing
from youcheng.services.submitting import agreement_fields, agreement_text
from youcheng.services.works import sent_picture

SHOWN_TO_GUARDIAN: Final = "320.webp"
"""Name of the copy on the guardian's page, which has to come quickly to an old phone."""


class AnswersMissing(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Not every consent was answered.

    Attributes:
        fields: ids of those that were not.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True)
class ConsentRequest:
    """What a guardian is asked.

    Attributes:
        submission: as the store holds it.
        fields: the consents, in the order of the form.
        texts: the whole text of each as a guardian reads it, by field id.
        ends_at: until when it can be answered.
        now: the server's clock, aware.
        picture: the painting that it is about, if it is one.
    """

    submission: Submission
    fields: tuple[FormField, ...]
    texts: Mapping[str, str]
    ends_at: datetime
    now: datetime
    picture: Picture | None = None

    @property
    def digest(self) -> str:
        """What stands for the texts; other texts, or the same in another language, differ."""
        return hash_text("\n".join(f"{name}\n{text}" for name, text in self.texts.items()))[:16]


def view_consent(services: Services, /, *, token: str, language: str = "") -> ConsentRequest:
    """What the link `token` asks for; looking uses nothing up, since mail scanners open links.

    Args:
        token: as it was mailed.
        language: code in which the texts are wanted; empty for the submission's.

    Raises:
        AccessDenied: the link was used, is over, was replaced, or never was.
    """
    now = services.clock()
    with services.records.read() as uow:
        opened = _open(uow, token, now)
        picture = sent_picture(uow, opened.submission)
    written = language or opened.submission.guardian_language
    return replace(compose_request(services, opened.submission, now, written), picture=picture)


def read_picture(services: Services, /, *, token: str) -> tuple[Attachment, Iterator[bytes]]:
    """A small copy of the painting that the link `token` asks about, and its bytes.

    Raises:
        AccessDenied: as `view_consent`.
        FileMissing, StoreDown: there is none, or the store does not answer.
    """
    with services.records.read() as uow:
        picture = sent_picture(uow, _open(uow, token, services.clock()).submission)
        copy = None if picture is None else uow.attachments.copy_of(picture.id, SHOWN_TO_GUARDIAN)
    if copy is None:
        raise FileMissing
    return copy, services.files.read(copy.key)


def _open(uow: UnitOfWork, token: str, now: datetime) -> Opened:
    opened = open_token(uow, token=token, purposes=(Purpose.CONSENT,), now=now)
    if opened.submission.review is not ReviewState.AWAITING_GUARDIAN:
        raise AccessDenied(TokenState.USED)
    return opened


def compose_request(
    services: Services, submission: Submission, now: datetime, language: str
) -> ConsentRequest:
    """What a guardian is asked about `submission`, in `language`; the picture is left out."""
    form = services.content.form(submission.programme)
    answers = forms.prune(form.definition, submission.draft.answers)
    asked = tuple(
        form.field(one.id)
        for one in forms.guardian_fields(form.definition, answers)
        if consent_of(one.id) is not None
    )
    return ConsentRequest(
        submission=submission,
        fields=asked,
        texts={one.id: agreement_text(services, one, language, GUARDIAN) for one in asked},
        ends_at=CONSENT.ends_at(submission.waiting_since or now),
        now=now,
    )


def record_answers(
    uow: UnitOfWork,
    request: ConsentRequest,
    answers: Mapping[str, ConsentAnswer],
    language: str,
) -> None:
    """Keep what a guardian answered, each answer with the text that was read.

    Args:
        uow: a unit of work that writes.
        request: what was asked.
        answers: one for each field of the request.
        language: code in which the texts were read.
    """
    given = [
        Agreement(
            field=one.id,
            answer=answers[one.id],
            by=GUARDIAN,
            version=str(one.words_for(GUARDIAN).version),
            text_hash=hash_text(request.texts[one.id]),
            language=language,
            at=request.now,
        )
        for one in request.fields
    ]
    uow.agreements.add(request.submission.id, *((one, request.texts[one.field]) for one in given))


def answer_consent(
    services: Services,
    /,
    *,
    token: str,
    answers: Mapping[str, ConsentAnswer],
    language: str = "",
) -> ReviewState:
    """Answer what the link asks; the link is used up.

    Agreeing to what is necessary sends the submission to the staff; refusing it ends the
    submission and removes what was written and its files. Everything else is the guardian's choice.

    Args:
        token: as it was mailed.
        answers: AGREE or REFUSE by field id.
        language: code in which the texts were read; empty for the submission's.

    Returns:
        Where the submission stands now: `SUBMITTED` or `WITHDRAWN`.

    Raises:
        AccessDenied: the link was used, is over, was replaced, or never was.
        AnswersMissing: not every consent was answered; nothing was changed.
    """
    now = services.clock()
    with services.records.write() as uow:
        opened = _open(uow, token, now)
        submission = opened.submission
        written = language or submission.guardian_language
        request = compose_request(services, submission, now, written)
        missing = tuple(one.id for one in request.fields if one.id not in answers)
        if missing:
            raise AnswersMissing(missing)
        record_answers(uow, request, answers, written)
        facts = gather_facts(
            services,
            submission,
            link_open=True,
            agreed=agreed(uow.agreements.of(submission.id)),
        )
        needed = all(
            answers[one.id] is ConsentAnswer.AGREE for one in request.fields if one.rules.must_agree
        )
        after = move(
            services,
            uow,
            replace(submission, waiting_since=None) if needed else submission,
            Action.GIVE_CONSENT if needed else Action.REFUSE_CONSENT,
            mover=Mover(opened.role, opened.name, Via.LINK, opened.grant),
            facts=facts,
            fields=[one.id for one in request.fields],
        )
        uow.commit()
    return after.review


def withdraw_consent(services: Services, /, *, token: str, field: str) -> None:
    """Withdraw one consent that was given; what it allowed ends at once.

    What the submission cannot do without is not withdrawn alone: that is the withdrawal of the
    whole (`services.withdrawing`).

    Args:
        token: of the status page or the form.
        field: id of the form field that asked for the consent.

    Raises:
        AccessDenied: the token opens nothing.
        KeyError: the form asks for no such consent, or for one that is necessary.
        TransitionRefused: `consent_withdrawn`: it does not stand; or there is nothing sent.
    """
    now = services.clock()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        submission = found.submission
        asked = {one.id: one for one in agreement_fields(found.form)}[field]
        consent = consent_of(field)
        if consent is None or asked.rules.must_agree:
            raise KeyError(field)
        given = uow.agreements.of(submission.id)
        if consent not in agreed(given):
            raise TransitionRefused("consent_withdrawn", Action.WITHDRAW_CONSENT)
        # A status page does not tell which of the two withdraws: it counts as the submitter's act.
        answered = [one for one in given if one.field == field]
        latest = next((one for one in reversed(answered) if one.by == SUBMITTER), answered[-1])
        refusal = replace(latest, answer=ConsentAnswer.REFUSE, at=now)
        uow.agreements.add(submission.id, (refusal, uow.agreements.text(latest.text_hash)))
        facts = gather_facts(
            services,
            submission,
            withdrawn_consent=consent,
            agreed=agreed(uow.agreements.of(submission.id)),
        )
        answers = {**submission.draft.answers, field: REFUSE}
        move(
            services,
            uow,
            replace(
                submission,
                draft=replace(submission.draft, answers=answers),
                sent=None if submission.sent is None else {**submission.sent, field: REFUSE},
            ),
            Action.WITHDRAW_CONSENT,
            mover=web_mover(found),
            facts=facts,
            fields=[field],
            details={"consent": str(consent)},
        )
        uow.commit()


def readdress_guardian(services: Services, /, *, token: str, email: str) -> None:
    """Correct the guardian's address: a new request is mailed, the old link dies.

    Raises:
        AccessDenied: the token (of the form or the status page) opens nothing.
        NoAddress: no address that mail can go to, or the submitter's own.
        TransitionRefused: `state`, or `readdressing_left`: three times is enough.
        LimitReached: too many mails about this submission, or to this address.
    """
    now = services.clock()
    typed = email.strip()
    with services.records.write() as uow:
        found = open_for(services, uow, token=token, now=now)
        submission = found.submission
        if not forms.is_email(typed) or typed.casefold() == submission.text("email").casefold():
            raise NoAddress
        spend(services, uow, MAIL_LINK, submission.id, now)
        spend(services, uow, NAMED_IN, typed.casefold(), now)
        answers = {**submission.draft.answers, "guardian_email": typed}
        facts = gather_facts(services, submission)
        move(
            services,
            uow,
            replace(
                submission,
                draft=replace(submission.draft, answers=answers),
                sent=answers,
                readdressings=submission.readdressings + 1,
                waiting_since=now,
                reminders_sent=0,
            ),
            Action.READDRESS_GUARDIAN,
            mover=web_mover(found),
            facts=facts,
            fields=["guardian_email"],
        )
        uow.commit()
