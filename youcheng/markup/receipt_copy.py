"""The words of the copy that a person keeps, from the submission as it was sent."""

from __future__ import annotations

from datetime import datetime

from youcheng.content.forms import GUARDIAN
from youcheng.content.models import Content
from youcheng.content.subjects import subject_of
from youcheng.documents.receipt import Agreement, Answer, Copy, Section
from youcheng.domain.consents import Agreement as Agreed
from youcheng.domain.lifetimes import CONSENT
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address
from youcheng.markup.form_summary import answer_lines
from youcheng.markup.receipt_page import aim_day
from youcheng.markup.status_words import state_sentence
from youcheng.services.copies import AgreedText, SentCopy


def write_copy(
    sent: SentCopy, content: Content, t: Translator, *, public_url: str, contact: str
) -> Copy:
    """What the copy says; texts that were agreed to stay in the language in which they were read.

    Args:
        sent: the submission as it was sent.
        content: for the programme's name and the operator.
        t: the texts of the reader's language.
        public_url: address of the site, without a slash at the end.
        contact: e-mail address of the operator; empty for none.
    """
    submission, code = sent.submission, t.language.code
    return Copy(
        title=t.gettext("Copy of your submission"),
        programme=subject_of(content, submission.programme).name.get(code),
        code=str(submission.code),
        status_address=public_url + address("/track", code, code=str(submission.code)),
        sent_at=_moment(sent.sent_at, sent, t),
        created_at=sent.sent_at,
        next_step=_next_step(sent, content, t),
        sections=tuple(
            Section(
                step.title.get(code),
                tuple(
                    Answer(one.label.get(code), answer_lines(one, sent.answers.get(one.id), t))
                    for one in fields
                ),
            )
            for step, fields in sent.sections
        ),
        agreements=tuple(_agreement(one, sent, t) for one in sent.agreements),
        footer=tuple(filter(None, (content.operator.name.get(code), contact))),
    )


def _moment(moment: datetime, sent: SentCopy, t: Translator) -> str:
    return " · ".join(write_moment(moment, zone=sent.submission.zone, t=t))


def _next_step(sent: SentCopy, content: Content, t: Translator) -> str:
    submission, review = sent.submission, sent.review
    if review is ReviewState.AWAITING_GUARDIAN:
        until = CONSENT.ends_at(submission.waiting_since or sent.sent_at)
        asked = t.gettext(
            "We have written to the parent or guardian and asked for consent. They can answer "
            "until:"
        )
        after = t.gettext(
            "When they have agreed, the staff of the programme get your form, and you get a "
            "confirmation."
        )
        return f"{asked} {_moment(until, sent, t)}\n{after}"
    sentence = state_sentence(review, t)
    if review is not ReviewState.SUBMITTED:
        return sentence
    days = content.operator.reply_days
    aim = t.ngettext(
        "We aim to answer by %(day)s, %(num)s weekday after you sent it. This is our aim, not a "
        "promise.",
        "We aim to answer by %(day)s, %(num)s weekdays after you sent it. This is our aim, not a "
        "promise.",
        days,
    ) % {"num": days, "day": formats.format_date(aim_day(sent.sent_at, days), t.language)}
    return f"{sentence}\n{aim}"


def _agreement(one: AgreedText, sent: SentCopy, t: Translator) -> Agreement:
    given = one.agreement
    return Agreement(
        title=_title(given, sent, t),
        answer=t.gettext("Agreed") if given.answer is ConsentAnswer.AGREE else t.gettext("Refused"),
        text=one.text,
        version=given.version,
        text_hash=given.text_hash,
        agreed_at=_moment(given.at, sent, t),
    )


def _title(given: Agreed, sent: SentCopy, t: Translator) -> str:
    asked, code = sent.form.field(given.field), t.language.code
    if given.by != GUARDIAN:
        return asked.label.get(code)
    label = (asked.guardian or asked).label.get(code)
    return t.gettext("{consent}: answer of the parent or guardian").format(consent=label)
