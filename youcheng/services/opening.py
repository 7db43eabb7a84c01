"""Opens a form for its holder: with the answers so far, and whether they may be changed now."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from youcheng.content.forms import Form, FormStep
from youcheng.content.subjects import edition_of, entry_form_id
from youcheng.domain.answering import Merged, answers_end, merge_answers
from youcheng.domain.deadlines import NANJING, AccessCode, Window
from youcheng.domain.desk import Question
from youcheng.domain.form_tokens import sign_form
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.access import Opened, open_token
from youcheng.services.pictures import PictureView, asks_for_picture, view_pictures
from youcheng.services.ports import Services, UnitOfWork

EDITABLE: Final = frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED})
"""States in which the holder changes answers; once staff have taken it, they ask for changes."""

_ASKING: Final = frozenset(
    {ReviewState.CHANGES_REQUESTED, ReviewState.MODERATION, ReviewState.SCREENING}
)
"""Where the staff ask about single fields, and where the answers come back to."""


class FormGone(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The content has the form of this submission no more; `doctor` tells the operator of it."""


@dataclass(frozen=True)
class OpenForm:
    """A form as its holder sees it now.

    Attributes:
        submission: as the store holds it.
        form: its form.
        window: when it may be changed.
        now: the server's clock, aware.
        form_token: the signed moment of its beginning; comes back with sending.
        opened: by what token.
        pictures: what is seen of each photo, by the id that its answer gives.
        entry_form: of a batch, the form that each of its rows becomes an answer to.
        questions: what the staff ask about single fields and wait to be answered.
        was_answered: earlier questions were answered, and the staff look at the answers.
    """

    submission: Submission
    form: Form
    window: Window
    now: datetime
    form_token: str
    opened: Opened
    pictures: Mapping[str, PictureView] = field(default_factory=dict)
    entry_form: Form | None = None
    questions: tuple[Question, ...] = ()
    was_answered: bool = False

    @property
    def answers(self) -> Mapping[str, object]:
        """The working answers; those to questions that are hidden now are among them. While the
        staff ask about single fields, what was sent with the changes that they allow."""
        return self.merged.answers if self.is_answering else self.submission.draft.answers

    @functools.cached_property
    def merged(self) -> Merged:
        """What was sent with the changes to the fields asked about."""
        return self.merge_with({})

    def merge_with(self, changes: Mapping[str, object]) -> Merged:
        """As `merged`, with further cleaned `changes` of the working answers."""
        return merge_answers(
            self.form.definition,
            sent=self.submission.sent or {},
            working={**self.submission.draft.answers, **changes},
            asked={one.field for one in self.questions},
        )

    @property
    def is_sent(self) -> bool:
        """True once it has left the person's hands, even if a guardian is still to agree."""
        return self.submission.sent is not None

    @property
    def is_answering(self) -> bool:
        """True while the staff wait for answers to their questions."""
        return self.submission.review is ReviewState.CHANGES_REQUESTED

    @property
    def is_editable(self) -> bool:
        """True while answers may be changed; those to some fields alone where staff ask."""
        if self.is_answering:
            return bool(self.questions) and self.now < self._answers_end
        return self.submission.review in EDITABLE and self.window.is_open(self.now)

    @property
    def closes_at(self) -> datetime | None:
        """The deadline of this submission; None for none."""
        if self.is_answering:
            return self._answers_end
        return self.window.effective_close(self.now)

    @property
    def _answers_end(self) -> datetime:
        """Until when the staff wait."""
        submission = self.submission
        return answers_end(submission.waiting_since or self.now, submission.extended_to)

    def may_change(self, field: str) -> bool:
        """Whether the answer to this field may be changed, as long as any may."""
        return not self.is_answering or field in self.merged.unlocked

    @functools.cached_property
    def steps(self) -> tuple[FormStep, ...]:
        """The pages of the form; while the staff ask about single fields, these alone."""
        if not self.is_answering:
            return self.form.steps
        narrowed = (
            replace(step, fields=tuple(one for one in step.fields if self.may_change(one.id)))
            for step in self.form.steps
        )
        return tuple(step for step in narrowed if step.fields)

    @property
    def today(self) -> dt.date:
        """The organiser's day, which counts for every date in a form."""
        return self.now.astimezone(NANJING).date()


def open_form(services: Services, /, *, token: str) -> OpenForm:
    """The form that `token` opens, by the address of a draft or of a status page.

    Raises:
        youcheng.services.access.AccessDenied: it opens nothing.
        KeyError: its programme has no form any more.
    """
    with services.records.read() as uow:
        return open_for(services, uow, token=token, now=services.clock())


def open_for(
    services: Services,
    uow: UnitOfWork,
    *,
    token: str,
    now: datetime,
    purposes: tuple[Purpose, ...] = (Purpose.DRAFT, Purpose.STATUS),
) -> OpenForm:
    """As `open_form`, in a unit of work of the caller's."""
    opened = open_token(uow, token=token, purposes=purposes, now=now)
    submission = opened.submission
    try:
        form = services.content.form(submission.programme)
    except KeyError:
        raise FormGone(submission.programme) from None
    questions = uow.questions.of(submission.id) if submission.review in _ASKING else ()
    access = (
        uow.access_codes.find(submission.access, submission.programme)
        if submission.access
        else None
    )
    return OpenForm(
        submission=submission,
        form=form,
        window=window_of(form, submission, access),
        now=now,
        form_token=sign_form(form=submission.id, key=services.key, now=submission.created_at),
        opened=opened,
        pictures=view_pictures(uow, submission) if _takes_pictures(form) else {},
        entry_form=_entry_form(services, submission),
        questions=tuple(one for one in questions if one.answered_at is None),
        was_answered=any(one.answered_at is not None for one in questions),
    )


def _entry_form(services: Services, submission: Submission) -> Form | None:
    edition = edition_of(services.content, submission.programme)
    if edition is None or submission.kind is not SubmissionKind.BATCH:
        return None
    return services.content.form(entry_form_id(edition))


def _takes_pictures(form: Form) -> bool:
    return any(asks_for_picture(one) for one in form.definition.fields)


def window_of(
    form: Form, submission: Submission | None = None, access: AccessCode | None = None
) -> Window:
    """When a submission of `form` may be made or changed."""
    extended = None if submission is None else submission.extended_to
    if access is not None and submission is not None and submission.sent_at is not None:
        # Its own use stays its own: whoever had the last one may still correct what was sent.
        access = replace(access, limit=access.limit + 1)
    return replace(form.window, extended_to=extended, access=access)
