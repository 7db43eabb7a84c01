"""What the staff's files and figures have in common: who asks, and how they are refused."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from youcheng import bootstrap
from youcheng.domain.actors import Actor
from youcheng.markup.environment import address
from youcheng.markup.staff_pages import SIGN_IN
from youcheng.services.staff import find_actor
from youcheng.web import csp
from youcheng.web.private_pages import HEADERS
from youcheng.web.staff_sessions import session_of

SHOWN: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": csp.DATA,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of a picture that a page of the staff shows."""

_SOON: Final = "10"


def asking_actor(request: Request) -> Actor:
    """Whoever of the staff asks; their session counts as used.

    Raises:
        SignedOut: nobody of them.
        StoreBusy: it cannot be told now.
    """
    return find_actor(bootstrap.get_services(), session=session_of(request))


def sign_in_first(code: str) -> Response:
    """To the sign-in page, in the language with this code."""
    return RedirectResponse(address(SIGN_IN, code), 303, headers=HEADERS)


def refuse(status: int) -> Response:
    """A refusal in place of a file: 403, 404, or 503 for try again in a moment."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": csp.DATA}
    if status == 503:
        headers["Retry-After"] = _SOON
    return PlainTextResponse(f"{status}\n", status, headers)
