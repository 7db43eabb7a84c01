"""Replies of the pages that a link in a mail opens, and what their forms send back."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from youcheng.domain.limits import LimitReached
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.plain_pages import plain_message
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.web import csp
from youcheng.web.documents import visitor_language
from youcheng.web.encodings import accepted_encoding
from youcheng.web.private_pages import HEADERS

LARGEST: Final = 16_384
"""Bytes of a form: some answers and a name for each."""
_MOST_FIELDS: Final = 50
_PATIENCE: Final = 30
_SOON: Final = 10
_TYPE: Final = "application/x-www-form-urlencoded"


class FieldsRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """What was sent is none of the site's forms.

    Attributes:
        status: 408 (too slow), 413 (too large), 415 (another type) or 400.
    """

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def plain_reply(request: Request, html: Markup, t: Translator, status: int = 200) -> Response:
    """A reply with a document that no cache keeps and no search finds; it sets no cookie.

    Not even this site is told by a referrer that somebody came from it: its address is a secret.
    `youcheng.web.middleware.hosts` takes its form without an Origin therefore.
    """
    headers = {
        **HEADERS,
        "Referrer-Policy": "no-referrer",
        "Content-Language": t.language.html,
        "Content-Security-Policy": csp.PLAIN_PAGES,
        "Vary": "Accept-Encoding",
    }
    content = str(html).encode()
    if accepted_encoding(request.headers.get("accept-encoding", ""), ("gzip",)):
        content = gzip.compress(content, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, status, headers, media_type="text/html")


def refusal_page(request: Request, error: Exception) -> Response:
    """The page for `FieldsRefused`, or for a refusal that has no page of its own."""
    t = translator(visitor_language(request).code)
    if isinstance(error, FieldsRefused):
        said = t.gettext("What has arrived cannot be read. Please try again.")
    else:
        said = refusal_sentence(error, t)
    # What was posted cannot be asked for by a link to another language.
    asks = request.method != "POST"
    title = t.gettext("This does not work just now")
    html = plain_message(t, title, said, is_error=True, switch=asks)
    status, wait = answer_refusal(error)
    reply = plain_reply(request, html, t, status)
    if wait:
        reply.headers["Retry-After"] = str(wait)
    return reply


def answer_refusal(error: Exception) -> tuple[int, int]:
    """The status of a refusal of what a form asked for, and the seconds after which the same may
    be asked again; 0 where that is no use."""
    match error:
        case FieldsRefused(status=status):
            return status, 0
        case LimitReached(retry_after=seconds):
            return 429, seconds
        case StoreBusy() | StoreDown():
            return 503, _SOON
    return 409, 0


async def read_fields(request: Request) -> Mapping[str, str]:
    """The fields of a form by name, the last of each.

    Raises:
        FieldsRefused: it is too large, too slow, or no such form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise FieldsRefused(415)
    content = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.stream():
                content += piece
                if len(content) > LARGEST:
                    raise FieldsRefused(413)
    except TimeoutError:
        raise FieldsRefused(408) from None
    try:
        pairs = parse_qsl(
            content.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise FieldsRefused(400) from None
    return dict(pairs)
