"""The page on which a submission is withdrawn, and those that say that it is, or cannot be."""

from __future__ import annotations

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.content.subjects import name_subject
from youcheng.domain.codes import ReferenceCode
from youcheng.domain.states import ReviewState
from youcheng.domain.submissions import Submission
from youcheng.domain.tokens import TokenState
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address
from youcheng.markup.plain_pages import plain_message, plain_page


def withdrawal_page(submission: Submission, content: Content, t: Translator) -> Markup:
    """The document that asks whether to withdraw; nothing has happened yet."""
    is_draft = submission.review is ReviewState.DRAFT
    return plain_page(
        "plain/withdrawal.html",
        t,
        title=t.gettext("Withdraw"),
        programme=name_subject(content, submission.programme, t.language.code),
        code=str(submission.code),
        is_draft=is_draft,
        status=address("/track", t.language.code, code=str(submission.code)),
    )


def withdrawn_page(code: ReferenceCode, t: Translator) -> Markup:
    """The document that says that it is done."""
    return plain_message(
        t,
        t.gettext("It has been withdrawn"),
        t.gettext(
            "We have withdrawn {code}. Its answers and files are deleted. You do not have to do "
            "anything more."
        ).format(code=code),
        t.gettext("You are welcome to send something new at any time that the form is open."),
        links=(_programmes(t),),
        switch=False,
    )


def dead_withdrawal_page(state: TokenState | None, t: Translator) -> Markup:
    """The document for a link that withdraws nothing any more, or never did."""
    match state:
        case TokenState.USED:
            return plain_message(
                t,
                t.gettext("It has been withdrawn"),
                t.gettext(
                    "This link has done what it is for: the submission is withdrawn, and its "
                    "answers and files are deleted. You do not have to do anything more."
                ),
                t.gettext("If it was not you who withdrew it, please write to us soon."),
                links=(_programmes(t),),
            )
        case TokenState.EXPIRED:
            return plain_message(
                t,
                t.gettext("This link has expired"),
                t.gettext(
                    "Nothing was withdrawn with it. If you still want to withdraw, ask for a new "
                    "link on the status page."
                ),
                links=(_status(t),),
            )
        case TokenState.REVOKED:
            return plain_message(
                t,
                t.gettext("There is nothing to withdraw any more"),
                t.gettext(
                    "It has been withdrawn already, or it has ended by itself. Its answers and "
                    "files are deleted. You do not have to do anything more."
                ),
                links=(_programmes(t),),
            )
    return plain_message(
        t,
        t.gettext("This link does not open anything"),
        t.gettext(
            "It may have been cut off on its way. Open our mail again and press the button in it, "
            "or copy the whole address into your browser."
        ),
        t.gettext("You can also ask for a new link on the status page."),
        links=(_status(t),),
        is_error=True,
    )


def _status(t: Translator) -> tuple[str, str]:
    return t.gettext("To the status page"), address("/track", t.language.code)


def _programmes(t: Translator) -> tuple[str, str]:
    return t.gettext("The six programmes"), address("/programmes", t.language.code)
