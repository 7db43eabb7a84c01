"""Opens a form for its holder: with the answers so far, and whether they may be changed now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from youcheng.content.forms import Form
from youcheng.content.subjects import edition_of, entry_form_id
from youcheng.domain.deadlines import NANJING, AccessCode, Window
from youcheng.domain.form_tokens import sign_form
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.domain.submissions import Submission
from youcheng.services.access import Opened, open_token
from youcheng.services.pictures import PictureView, asks_for_picture, view_pictures
from youcheng.services.ports import Services, UnitOfWork

EDITABLE: Final = frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED})
"""States in which the holder changes answers; once staff have taken it, they ask for changes."""


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
    """

    submission: Submission
    form: Form
    window: Window
    now: datetime
    form_token: str
    opened: Opened
    pictures: Mapping[str, PictureView] = field(default_factory=dict)
    entry_form: Form | None = None

    @property
    def answers(self) -> Mapping[str, object]:
        """The working answers; those to questions that are hidden now are among them."""
        return self.submission.draft.answers

    @property
    def is_sent(self) -> bool:
        """True once it has left the person's hands, even if a guardian is still to agree."""
        return self.submission.sent is not None

    @property
    def is_editable(self) -> bool:
        """True while answers may be changed."""
        return self.submission.review in EDITABLE and self.window.is_open(self.now)

    @property
    def closes_at(self) -> datetime | None:
        """The deadline of this submission; None for none."""
        return self.window.effective_close(self.now)

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
    form = services.content.form(submission.programme)
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
