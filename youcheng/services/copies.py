"""What a person keeps of a submission: the answers as they were sent, and what was agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from youcheng.content.forms import Form, FormField, FormStep
from youcheng.domain.consents import Agreement
from youcheng.domain.forms import UNSEEN, visible_fields
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.services.opening import open_for
from youcheng.services.ports import Services
from youcheng.services.revealing import told_review


class NotSent(Exception):  # noqa: N818 -- a refusal, which is an answer
    """There is nothing to keep a copy of: it was not sent, its answers are deleted, or there is no
    form for them any more."""


class AgreedText(NamedTuple):
    """An answer to a consent or declaration, with the very text that was read."""

    agreement: Agreement
    text: str


@dataclass(frozen=True)
class SentCopy:
    """A submission as it was sent.

    Attributes:
        submission: as the store holds it.
        form: its form as it is today; questions that it has no more are left out.
        review: the state that its sender is told.
        sent_at: when it was first sent (aware).
        sections: the steps with the questions that were asked, consents and declarations apart.
        agreements: the latest answer of each person to each of those, in the order of the form.
    """

    submission: Submission
    form: Form
    review: ReviewState
    sent_at: datetime
    sections: tuple[tuple[FormStep, tuple[FormField, ...]], ...]
    agreements: tuple[AgreedText, ...]

    @property
    def answers(self) -> Mapping[str, object]:
        """The answers as they were sent last."""
        return self.submission.sent or {}


def view_copy(services: Services, /, *, token: str) -> SentCopy:
    """The copy of the submission that `token` opens, by the address of its form or its status.

    Raises:
        AccessDenied: the token opens nothing.
        NotSent: there is nothing to keep a copy of.
    """
    with services.records.read() as uow:
        try:
            found = open_for(services, uow, token=token, now=services.clock())
        except KeyError:  # the programme has no form any more
            raise NotSent from None
        submission = found.submission
        if not submission.sent or submission.sent_at is None:
            raise NotSent
        latest = {(one.field, one.by): one for one in uow.agreements.of(submission.id)}
        review = told_review(services, uow, submission)
        agreements = [
            AgreedText(one, uow.agreements.text(one.text_hash)) for one in latest.values()
        ]
    order = [one.id for one in found.form.fields]
    known = [one for one in agreements if one.agreement.field in order]
    return SentCopy(
        submission=submission,
        form=found.form,
        review=review,
        sent_at=submission.sent_at,
        sections=tuple(_sections(found.form, submission.sent)),
        agreements=tuple(sorted(known, key=lambda one: order.index(one.agreement.field))),
    )


def _sections(
    form: Form, answers: Mapping[str, object]
) -> list[tuple[FormStep, tuple[FormField, ...]]]:
    asked = {one.id for one in visible_fields(form.definition, answers) if one.kind not in UNSEEN}
    found = [
        (step, tuple(one for one in step.fields if one.id in asked and one.version is None))
        for step in form.steps
    ]
    return [(step, fields) for step, fields in found if fields]
