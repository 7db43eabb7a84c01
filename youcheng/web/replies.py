"""The reply that carries an HTML document in the visitor's encoding."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from youcheng.domain.site_map import LANGUAGE
from youcheng.i18n.languages import BY_CODE, COOKIE, Language
from youcheng.settings import get_settings
from youcheng.web.documents import Document
from youcheng.web.encodings import accepted_encoding

_YEAR = 31_536_000


def html_reply(
    document: Document, language: Language, connection: HTTPConnection, status: int = 200
) -> Response:
    """A reply with the document in the best encoding that the browser takes; it remembers the
    language."""
    encoding = accepted_encoding(connection.headers.get("accept-encoding", ""), ("br", "gzip"))
    headers = {
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
        "Content-Language": language.html,
    }
    if encoding:
        headers["Content-Encoding"] = encoding
        content = document.brotli if encoding == "br" else document.gzip
    else:
        content = document.plain
    reply = Response(content, status, headers, media_type="text/html")
    remember_language(reply, connection)
    return reply


def remember_language(reply: Response, connection: HTTPConnection) -> None:
    """Keep the language that the address asks for in a cookie, as the one of the next pages."""
    asked = connection.query_params.get(LANGUAGE)
    if asked in BY_CODE and connection.cookies.get(COOKIE) != asked:
        reply.set_cookie(
            COOKIE,
            asked,
            max_age=_YEAR,
            samesite="lax",
            secure=get_settings().encrypted,
        )
