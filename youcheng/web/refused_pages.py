"""The page that says why an address that holds a token gives nothing."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.environment import render
from youcheng.markup.refusals import REFUSALS, broken_sentence, refusal_sentence
from youcheng.services.access import AccessDenied
from youcheng.services.certificates import RevokedCertificate
from youcheng.services.copies import NotSent
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.web.documents import visitor_language
from youcheng.web.private_pages import private_reply

ANSWERED: Final = (*REFUSALS, NotSent)
"""What `refused_reply` has a page for."""

_SOON: Final = "10"


def refused_reply(request: Request, error: Exception) -> Response:
    """The page for one of `ANSWERED`, or for `RevokedCertificate`: 404 for what never was, 410 for
    what is over, 503 for what may be tried again."""
    t = translator(visitor_language(request).code)
    status = refused_status(error)
    title, text = _words(error, t)
    body = render("refused.html", t, title=title, text=text)
    reply = private_reply(request, t, body, title=title, status=status)
    if status == 503:
        reply.headers["Retry-After"] = _SOON
    return reply


def broken_reply(request: Request, reference: str) -> Response:
    """The page for a mistake of the site: 500, with the number under which it stands in the log."""
    t = translator(visitor_language(request).code)
    title = t.gettext("This does not work just now")
    text = broken_sentence(reference, t)
    body = render("refused.html", t, title=title, text=text)
    return private_reply(request, t, body, title=title, status=500)


def refused_status(error: Exception) -> int:
    """The status of a refusal where a link opens nothing or a store does not answer."""
    match error:
        case AccessDenied(state=None) | NotSent() | FileMissing():
            return 404
        case StoreBusy() | StoreDown():
            return 503
    return 410


def _words(error: Exception, t: Translator) -> tuple[str, str]:
    match error:
        case NotSent():
            return t.gettext("There is no copy yet"), t.gettext(
                "You can keep a copy once the form has been sent, and until it is withdrawn."
            )
        case AccessDenied():
            return t.gettext("This link does not open"), refusal_sentence(error, t)
        case RevokedCertificate():
            return t.gettext("This certificate is no longer valid"), t.gettext(
                "It was withdrawn, or what it was for has been deleted."
            )
        case FileMissing():
            return t.gettext("This file is not there"), refusal_sentence(error, t)
    return t.gettext("This does not work just now"), refusal_sentence(error, t)
