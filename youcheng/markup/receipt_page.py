"""What a person sees once a form was sent: the code, what comes next, and how to come back."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.content.subjects import subject_of
from youcheng.documents.qr import draw_qr
from youcheng.domain.deadlines import NANJING
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address, render
from youcheng.markup.status_words import state_sentence

_WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A submission that was sent.

    Attributes:
        submission: as the store holds it.
        token: of the form; it opens the PDF copy as well.
        public_url: address of the site, for the QR code.
        can_mail: whether a mail server is set: without one only this page confirms the receipt.
    """

    submission: Submission
    token: str
    public_url: str
    can_mail: bool


def aim_day(sent_at: dt.datetime, working_days: int) -> dt.date:
    """The day by which an answer is aimed at: so many weekdays in Nanjing after the sending."""
    day = sent_at.astimezone(NANJING).date()
    while working_days:
        day += dt.timedelta(days=1)
        working_days -= day.weekday() not in _WEEKEND
    return day


def render_receipt(view: ReceiptView, content: Content, t: Translator) -> Markup:
    """The page that confirms the receipt of a form."""
    submission, code = view.submission, t.language.code
    sent_at = submission.sent_at or submission.created_at
    track = address("/track", code, code=str(submission.code))
    waits = submission.review is ReviewState.AWAITING_GUARDIAN
    qr = draw_qr(view.public_url + track).encode()
    return render(
        "receipt/receipt.html",
        t,
        code=str(submission.code),
        programme=subject_of(content, submission.programme).name.get(code),
        waits=waits,
        mine=submission.review is ReviewState.SUBMITTED,
        sentence=state_sentence(submission.review, t),
        sent=write_moment(sent_at, zone=submission.zone, t=t),
        until=write_moment(
            CONSENT.ends_at(submission.waiting_since or sent_at), zone=submission.zone, t=t
        ),
        aim=aim_day(sent_at, content.operator.reply_days),
        reply_days=content.operator.reply_days,
        email=submission.text("email") if view.can_mail else "",
        can_mail=view.can_mail,
        qr=f"data:image/svg+xml;base64,{base64.b64encode(qr).decode()}",
        track=track,
        copy=f"/receipt/{view.token}.pdf",
    )
