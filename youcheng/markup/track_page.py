"""The way back to a submission: asking for a one-time code, entering it, and the status.

Plain HTML without a script, so that it works on any phone and with a broken connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup

from youcheng.content.forms import FormField
from youcheng.content.models import Content
from youcheng.content.subjects import edition_of, subject_of
from youcheng.domain.forms import Kind
from youcheng.domain.states import ReviewState
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address, render
from youcheng.markup.form_photos import ShownPhoto, show_photo
from youcheng.markup.form_summary import answer_lines
from youcheng.markup.status_words import event_words, state_sentence, state_title
from youcheng.services.access import form_path, form_query
from youcheng.services.tracking import Status

PATH = "/track"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, and what is wrong with it.

    Attributes:
        code, email: as they were typed.
        problems: a sentence by name of the control; empty for the page as such.
    """

    code: str = ""
    email: str = ""
    problems: dict[str, str] = field(default_factory=dict)


class Told(NamedTuple):
    """One line of the timeline."""

    moments: tuple[str, ...]
    words: str


class AskedAbout(NamedTuple):
    """One question of the staff: the field, what was sent, and the question."""

    label: str
    text: str
    lines: tuple[tuple[str, ShownPhoto | None], ...]


class Given(NamedTuple):
    """One consent: what it is about, whether it stands, and whether it can be withdrawn alone."""

    field: str
    label: str
    stands: bool
    may_withdraw: bool


def render_ask(asked: Asked, t: Translator) -> Markup:
    """The page that asks for reference code and e-mail address."""
    return render("track/ask.html", t, asked=asked, path=PATH)


def render_enter(
    *, challenge: str, minutes: int, problem: str, t: Translator, code: str = ""
) -> Markup:
    """The page that asks for the six digits, whether or not a mail was sent.

    Args:
        challenge: id of the challenge.
        minutes: how long the digits are good.
        problem: what is wrong with what was entered; empty for nothing.
        t: the texts of the language.
        code: the reference code, for asking anew.
    """
    return render(
        "track/enter.html",
        t,
        challenge=challenge,
        minutes=minutes,
        problem=problem,
        code=code,
        path=PATH,
    )


def render_status(
    status: Status,
    content: Content,
    t: Translator,
    *,
    token: str,
    said: str = "",
    problem: str = "",
) -> Markup:
    """How far a submission is, and what its sender may do.

    Args:
        status: as the services tell it.
        content: for the programme's name and the operator's aim.
        t: the texts of the language.
        token: of the status page.
        said: what an act came to; empty for nothing.
        problem: why an act was not done; empty for nothing.
    """
    submission, code = status.submission, t.language.code
    zone = submission.zone
    closes = status.window.effective_close(status.now)
    return render(
        "track/status.html",
        t,
        path=PATH,
        token=token,
        said=said,
        problem=problem,
        status=status,
        code=str(submission.code),
        programme=subject_of(content, submission.programme).name.get(code),
        review=str(status.review),
        title=state_title(status.review, t),
        sentence=state_sentence(status.review, t),
        award=_award(status, content, code),
        reply_days=content.operator.reply_days if status.review in _WITH_STAFF else 0,
        closes=write_moment(closes, zone=zone, t=t) if closes and status.is_editable else (),
        timeline=[
            Told(
                write_moment(one.at, zone=zone, t=t),
                event_words(one.kind, one.review, t),
            )
            for one in reversed(status.timeline)
        ],
        edit=address(
            form_path(submission.kind),
            code,
            **form_query(submission.kind, submission.programme),
            draft=token,
            step="check",
        )
        if status.is_editable
        else "",
        questions=_questions(status, t, token),
        answers_end=write_moment(status.answers_end, zone=zone, t=t) if status.answers_end else (),
        answer=_answer_address(status, t, token),
        certificate=f"/certificate/{token}.pdf" if status.has_certificate else "",
        copy=f"/receipt/{token}.pdf" if submission.sent else "",
        consents=[
            Given(
                one.id,
                one.label.get(code),
                stands,
                stands and not one.rules.must_agree and Action.WITHDRAW_CONSENT in status.actions,
            )
            for one, stands in status.consents
        ],
        may_withdraw=Action.REQUEST_WITHDRAWAL in status.actions,
        may_readdress=Action.READDRESS_GUARDIAN in status.actions,
    )


def _award(status: Status, content: Content, code: str) -> str:
    edition = edition_of(content, status.submission.programme)
    names = {one.id: one.name.get(code) for one in edition.awards} if edition else {}
    return names.get(status.award, "")


def _questions(status: Status, t: Translator, token: str) -> list[AskedAbout]:
    sent = status.submission.sent or {}
    return [
        AskedAbout(
            label=(asked := status.form.field(one.field)).label.get(t.language.code),
            text=one.text,
            lines=tuple(_sent_lines(status, asked, sent.get(one.field), t, token)),
        )
        for one in status.questions
    ]


def _sent_lines(
    status: Status, asked: FormField, value: object, t: Translator, token: str
) -> Iterator[tuple[str, ShownPhoto | None]]:
    """What was sent, a paragraph each, with the photo that it names."""
    files = value if asked.rules.kind is Kind.FILE and isinstance(value, list) else []
    for line, file in zip_longest(answer_lines(asked, value, t), files, fillvalue=None):
        view = status.pictures.get(str(file["key"])) if file else None
        photo = show_photo(view, f"/attachment/{token}/{view.preview}") if view else None
        yield line or "", photo


def _answer_address(status: Status, t: Translator, token: str) -> str:
    """Where the questions are answered; empty once that is over."""
    if not status.is_answerable:
        return ""
    kind, programme = status.submission.kind, status.submission.programme
    query = form_query(kind, programme)
    step = status.steps[0].id
    return address(form_path(kind), t.language.code, **query, draft=token, step=step)


_WITH_STAFF = frozenset(
    {
        ReviewState.SUBMITTED,
        ReviewState.SCREENING,
        ReviewState.UNDER_REVIEW,
        ReviewState.REFERRED,
    }
)
