"""Why something was not done, in words: a whole sentence, or two, that say what to do now.

One place for every refusal of the services, so that the app, the plain pages and the upload route
say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from youcheng.domain.attachments import AttachmentRefused
from youcheng.domain.codes import CodeRefused
from youcheng.domain.deadlines import NANJING, AccessRefused
from youcheng.domain.limits import LimitReached
from youcheng.domain.tokens import TokenState
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n import formats
from youcheng.i18n.catalogues import Translator
from youcheng.services.access import AccessDenied
from youcheng.services.attachments import Slot
from youcheng.services.consenting import AnswersMissing
from youcheng.services.drafts import DraftTooLarge, NoAddress, NotEditable, StoreFull
from youcheng.services.opening import FormGone
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.submitting import FormRefused
from youcheng.services.tracking import CodeWrong

REFUSALS: Final = (
    AccessDenied,
    AccessRefused,
    AnswersMissing,
    AttachmentRefused,
    CodeRefused,
    CodeWrong,
    DraftTooLarge,
    FileMissing,
    FormGone,
    FormRefused,
    LimitReached,
    NoAddress,
    NotEditable,
    StoreBusy,
    StoreDown,
    StoreFull,
    TransitionRefused,
)
"""Every exception by which a service refuses; `refusal_sentence` has words for each."""

_MINUTE: Final = 60
_HOUR: Final = 3600


def refusal_sentence(error: Exception, t: Translator, *, slot: Slot | None = None) -> str:
    """What is said of a refusal.

    Args:
        error: one of `REFUSALS`.
        t: the texts of the language.
        slot: what the field takes, where a file was refused: the sentence then names its kinds
            and size.

    Raises:
        TypeError: it is no refusal.
        KeyError: its code or problem has no words.
    """
    match error:
        case AccessDenied(state=state):
            return _denied(t)[state]
        case AttachmentRefused(code=code):
            return _file(code, t, slot)
        case LimitReached(retry_after=seconds):
            return _too_often(seconds, t)
        case NotEditable():
            return _not_editable(error, t)
        case CodeRefused(problem=problem):
            return _code(t)[problem]
        case AccessRefused(problem=found):
            return _access_code(t)[found]
        case TransitionRefused(code=code):
            return _moved_on(code, t)
        case FormRefused():
            return _form(error, t)
    return _plain(error, t)


def broken_sentence(reference: str, t: Translator) -> str:
    """What is said of a mistake of the site.

    Args:
        reference: number under which it stands in the log.
        t: the texts of the language.
    """
    return t.gettext(
        "Something went wrong on our side. Please reload the page. If it happens again, "
        "tell us this number: {reference}"
    ).format(reference=reference)


def _plain(error: Exception, t: Translator) -> str:
    sentences: Mapping[type[Exception], str] = {
        AnswersMissing: t.gettext("Choose “Agree” or “Refuse” for each point."),
        CodeWrong: t.gettext(
            "This one-time code does not open anything. Check the six digits in our latest mail, "
            "or ask for a new code."
        ),
        DraftTooLarge: t.gettext(
            "That is more than this form can hold. Shorten your longest answers, and try again."
        ),
        FileMissing: t.gettext(
            "This file is not in our store. Remove it from the form and add it again, or write to "
            "us."
        ),
        FormGone: t.gettext(
            "The form of this submission is not on the site at present, so it cannot be shown. "
            "Nothing is lost: what you sent is kept, and the link in our mails withdraws it as "
            "before. Please come back in a few days, or write to us."
        ),
        NoAddress: t.gettext("Give an e-mail address to which we can write, and try again."),
        StoreBusy: t.gettext(
            "Our server is very busy just now, and this was not saved. Try again in a moment."
        ),
        StoreDown: t.gettext(
            "Our file store does not answer just now. Nothing was changed. Try again in a few "
            "minutes."
        ),
        StoreFull: t.gettext(
            "Our server has no room for anything more just now, and this was not saved. Please "
            "try again tomorrow, or write to us."
        ),
    }
    for kind, sentence in sentences.items():
        if isinstance(error, kind):
            return sentence
    raise TypeError(f"{type(error).__name__} is no refusal")


def _denied(t: Translator) -> Mapping[TokenState | None, str]:
    return {
        None: t.gettext(
            "This link does not open anything. It may have been cut off: copy the whole address "
            "from our mail."
        ),
        TokenState.USED: t.gettext("This link works only once, and it has been used already."),
        TokenState.EXPIRED: t.gettext(
            "This link has expired. On the status page you get a new one with your reference code "
            "and your e-mail address."
        ),
        TokenState.REVOKED: t.gettext(
            "This link no longer works: a newer one has taken its place, or what it belonged to "
            "has ended. Look for our latest mail."
        ),
    }


def _file(code: str, t: Translator, slot: Slot | None) -> str:
    match code:
        case "file_kind" if slot is not None and slot.kinds:
            kinds = formats.format_list([one.upper() for one in sorted(slot.kinds)], t.language)
            return t.gettext(
                "This file is of a kind that cannot be taken here. Choose one of these kinds: "
                "{kinds}."
            ).format(kinds=kinds)
        case "file_too_big" if slot is not None and slot.max_bytes:
            return t.gettext(
                "This file is too big: it can have at most {max}. Make it smaller, or choose "
                "another one."
            ).format(max=formats.format_size(slot.max_bytes, t.language))
    return {
        "file_kind": t.gettext(
            "This file is of a kind that cannot be taken here. Choose another one."
        ),
        "file_too_big": t.gettext("This file is too big. Make it smaller, or choose another one."),
        "file_empty": t.gettext("This file is empty. Choose another one."),
        "file_broken": t.gettext(
            "This file cannot be read: it seems to be damaged. Open it on your device, save it "
            "anew, and add the new file."
        ),
        "file_too_many_pixels": t.gettext(
            "This picture has too many pixels. Save it smaller, and add the smaller one."
        ),
        "file_too_small": t.gettext(
            "This photo is too small: its longer side needs at least 1,600 pixels. Take it with "
            "the camera, not from a screen, and crop less."
        ),
        "file_too_costly": t.gettext(
            "This picture takes too long to read. Open it on your device, save it anew as JPEG, "
            "and add the new file."
        ),
        "file_animated": t.gettext("This picture moves. Choose one that stands still."),
        "too_many": t.gettext(
            "There are as many files here as there can be. Remove one before you add another."
        ),
        "file_missing": t.gettext("This file has not arrived. Add it again."),
    }[code]


def _too_often(seconds: int, t: Translator) -> str:
    if seconds < _MINUTE:
        return t.ngettext(
            "This was done too often in a short time. Try again in {number} second.",
            "This was done too often in a short time. Try again in {number} seconds.",
            seconds,
        ).format(number=seconds)
    if seconds < 2 * _HOUR:
        minutes = -(-seconds // _MINUTE)
        return t.ngettext(
            "This was done too often in a short time. Try again in {number} minute.",
            "This was done too often in a short time. Try again in {number} minutes.",
            minutes,
        ).format(number=minutes)
    hours = -(-seconds // _HOUR)
    return t.ngettext(
        "This was done too often today. Try again in {number} hour.",
        "This was done too often today. Try again in {number} hours.",
        hours,
    ).format(number=hours)


def _not_editable(error: NotEditable, t: Translator) -> str:
    if error.closed_at is None:
        return t.gettext(
            "This submission cannot be changed now. Its status page says how far it is."
        )
    closed = error.closed_at.astimezone(NANJING)
    return t.gettext(
        "The form closed on {day}, {hour} Nanjing time, so nothing can be changed any more."
    ).format(
        day=formats.format_date(closed.date(), t.language),
        hour=formats.format_time(closed, NANJING.key, t.language),
    )


def _code(t: Translator) -> Mapping[str, str]:
    slip = t.gettext(
        "There is a slip in this code: a character is wrong, or two have changed places. Compare "
        "it with our mail."
    )
    return {
        "empty": t.gettext("Type in the code."),
        "length": t.gettext(
            "This code is too short or too long. Compare it with our mail, character by character."
        ),
        "character": t.gettext(
            "There is a character in this code that our codes never have. Compare it with our mail."
        ),
        "prefix": t.gettext("This is none of our codes: they begin with JS."),
        "year": slip,
        "check": slip,
    }


def _access_code(t: Translator) -> Mapping[str, str]:
    return {
        "unknown": t.gettext(
            "This access code does not open this form. Compare it with the letter that you have, "
            "and check that you are at the right programme."
        ),
        "not_yet": t.gettext("This access code does not open yet. Try it later."),
        "expired": t.gettext(
            "This access code has expired. Ask whoever gave it to you for a new one."
        ),
        "used_up": t.gettext(
            "This access code has been used as often as it can be. Ask whoever gave it to you for "
            "a new one."
        ),
        "revoked": t.gettext(
            "This access code has been withdrawn. Ask whoever gave it to you for a new one."
        ),
    }


def _moved_on(code: str, t: Translator) -> str:
    sentences = {
        "in_window": t.gettext("The form is not open now. The programme’s page says when it is."),
        "readdressing_left": t.gettext(
            "The guardian’s address was corrected as often as it can be. Write to us, and we help "
            "you."
        ),
        "within_limits": t.gettext("This was done too often in a short time. Try again later."),
    }
    return sentences.get(code) or t.gettext(
        "This is not possible any more, because the submission has moved on. Open its status page "
        "to see how far it is."
    )


def _form(error: FormRefused, t: Translator) -> str:
    if error.retry_after:
        return t.ngettext(
            "That was faster than anybody can read. Try again in {number} second.",
            "That was faster than anybody can read. Try again in {number} seconds.",
            error.retry_after,
        ).format(number=error.retry_after)
    if error.stop:
        return t.gettext(
            "With these answers the form cannot be sent. Read why, and what you can do."
        )
    if error.problems:
        return t.gettext(
            "Something in the form is missing or wrong. Correct it, and send it again."
        )
    return t.gettext("Look at the questions that we ask about your answers, and send it again.")
