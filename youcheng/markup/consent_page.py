"""The guardian's page: what is asked, what to know first, and each consent by itself.

Written for somebody who has never heard of this site and reads it on a telephone. It names nobody
and gives none of the young person's answers: the mail may have gone to a wrong address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markupsafe import Markup

from youcheng.content.forms import GUARDIAN, Form
from youcheng.content.models import Content
from youcheng.content.subjects import subject_of
from youcheng.content.texts import Text
from youcheng.domain.forms import UNSEEN
from youcheng.domain.retention import RULES, DataClass
from youcheng.domain.states import ConsentAnswer, ReviewState, SubmissionKind
from youcheng.domain.tokens import TokenState
from youcheng.i18n.catalogues import Translator
from youcheng.mail.clocks import write_moment
from youcheng.markup.environment import address
from youcheng.markup.plain_pages import plain_message, plain_page
from youcheng.markup.privacy import kept, period
from youcheng.services.consenting import ConsentRequest

_LONGEST_SIDE: Final = 320
_KEPT_OF_PAINTINGS: Final = (
    DataClass.GUARDIAN_CONTACT,
    DataClass.ORIGINAL,
    DataClass.PUBLIC_WORK,
)


@dataclass(frozen=True)
class ConsentView:
    """The page as it is shown.

    Attributes:
        request: what is asked.
        answers: what was chosen before, `agree` or `refuse` by field id.
        missing: ids of the consents that were not answered.
        changed: whether the words are others than those that were answered.
        picture_address: where the painting is fetched, if it is about one.
    """

    request: ConsentRequest
    answers: Mapping[str, str] = field(default_factory=dict)
    missing: Collection[str] = ()
    changed: bool = False
    picture_address: str = ""


def consent_page(view: ConsentView, content: Content, t: Translator) -> Markup:
    """The whole document.

    Args:
        view: what is asked and what was answered.
        content: for the programme, its form and the operator.
        t: the texts of the language in which the request was read.
    """
    request, submission = view.request, view.request.submission
    is_painting = submission.kind is SubmissionKind.PAINTING
    heading = (
        t.gettext("A child’s painting needs your answer")
        if is_painting
        else t.gettext("A young person needs your answer")
    )
    wrong = bool(view.missing or view.changed)
    rule = RULES[DataClass.SUBMISSION]
    return plain_page(
        "plain/consent_painting.html" if is_painting else "plain/consent.html",
        t,
        title=f"{t.gettext('Error:')} {heading}" if wrong else heading,
        programme=subject_of(content, submission.programme),
        code=str(submission.code),
        until=write_moment(request.ends_at, zone=submission.zone, t=t),
        questions=_questions(content.form(submission.programme)),
        kept=period(rule, t),
        proposed=rule.proposal,
        kept_rows=kept(t, *_KEPT_OF_PAINTINGS),
        picture=_shown_picture(view),
        marked=period(RULES[DataClass.TOMBSTONE], t),
        status=_status_address(request, t),
        asked=_asked(request, t),
        answers=view.answers,
        missing=view.missing,
        changed=view.changed,
        words=request.digest,
    )


def answered_page(
    request: ConsentRequest,
    answers: Mapping[str, ConsentAnswer],
    review: ReviewState,
    content: Content,
    t: Translator,
) -> Markup:
    """The document that follows an answer: what happens next, or that it ends here.

    Args:
        request: what was asked.
        answers: what was answered, by field id.
        review: where the submission stands now.
        content: for the programme and the operator.
        t: the texts of the language.
    """
    submission = request.submission
    is_painting = submission.kind is SubmissionKind.PAINTING
    if review is not ReviewState.SUBMITTED:
        return plain_message(
            t,
            t.gettext("Thank you for your answer"),
            t.gettext(
                "You have refused, and so it ends here. We have deleted the picture and all that "
                "was written with it."
            )
            if is_painting
            else t.gettext(
                "You have refused, and so it ends here. We have deleted what the young person "
                "wrote, and all files."
            ),
            t.gettext(
                "This says nothing about the child or the painting, and nobody will hold it "
                "against the child."
            )
            if is_painting
            else t.gettext(
                "This says nothing about them or their work, and nobody will hold it against "
                "them. We tell them only that there is no agreement."
            ),
            t.gettext("You do not have to do anything more."),
            switch=False,
        )
    words = {
        ConsentAnswer.AGREE: t.gettext("Agreed"),
        ConsentAnswer.REFUSE: t.gettext("Refused"),
    }
    return plain_page(
        "plain/consent_given_painting.html" if is_painting else "plain/consent_given.html",
        t,
        title=t.gettext("Thank you for your answer"),
        switch=False,
        programme=subject_of(content, submission.programme),
        code=str(submission.code),
        given=[(one.label, words[answers[one.id]]) for one in _asked(request, t)],
        status=_status_address(request, t),
    )


def dead_consent_page(state: TokenState | None, t: Translator) -> Markup:
    """The document for a link that asks for nothing any more, or never did."""
    status = (t.gettext("To the status page"), address("/track", t.language.code))
    match state:
        case TokenState.USED:
            return plain_message(
                t,
                t.gettext("This link has been used"),
                t.gettext(
                    "Somebody has already answered with this link, so it does not open again. If "
                    "it was you, all is well: we have your answer."
                ),
                t.gettext(
                    "If you want to change your answer, use the link in the mail that confirmed "
                    "it, or the status page."
                ),
                t.gettext("If it was not you, please write to us soon."),
                links=(status,),
            )
        case TokenState.EXPIRED:
            return plain_message(
                t,
                t.gettext("The time to answer is over"),
                t.gettext(
                    "We had no answer in time. So the form ends here, and what the young person "
                    "wrote is deleted."
                ),
                t.gettext(
                    "If they would still like to take part, they can fill in the form again. We "
                    "then ask you with a new mail."
                ),
                links=((t.gettext("The six programmes"), address("/programmes", t.language.code)),),
            )
        case TokenState.REVOKED:
            return plain_message(
                t,
                t.gettext("This link no longer works"),
                t.gettext(
                    "A newer mail from us may have taken its place: look for our latest one, and "
                    "use the link in it."
                ),
                t.gettext(
                    "Or there is nothing to answer any more, because the young person has taken "
                    "the form back or the time is over. Then you do not have to do anything."
                ),
            )
    return plain_message(
        t,
        t.gettext("This link does not open anything"),
        t.gettext(
            "It may have been cut off on its way. Open our mail again and press the button in it, "
            "or copy the whole address into your browser."
        ),
        t.gettext("If it still does not work, please write to us."),
        is_error=True,
    )


def _shown_picture(view: ConsentView) -> dict[str, object] | None:
    """The painting at the size at which it is shown."""
    picture = view.request.picture
    if picture is None:
        return None
    scale = min(1.0, _LONGEST_SIDE / max(picture.width, picture.height))
    return {
        "address": view.picture_address,
        "width": round(picture.width * scale),
        "height": round(picture.height * scale),
    }


class _Asked(NamedTuple):
    id: str
    label: str
    paragraphs: list[str]


def _asked(request: ConsentRequest, t: Translator) -> list[_Asked]:
    """The consents as a guardian reads them, the statement first."""
    return [
        _Asked(
            one.id,
            one.words_for(GUARDIAN).label.get(t.language.code),
            request.texts[one.id].split("\n"),
        )
        for one in request.fields
    ]


def _questions(form: Form) -> list[Text]:
    """What a form may ask for, whatever was answered."""
    return [
        one.label for one in form.fields if one.version is None and one.rules.kind not in UNSEEN
    ]


def _status_address(request: ConsentRequest, t: Translator) -> str:
    return address("/track", t.language.code, code=str(request.submission.code))
