"""Plain pages whose address or content is one person's own: kept by nobody, found by no search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from youcheng.i18n.catalogues import Translator
from youcheng.markup.meta import Meta
from youcheng.web.documents import Document, assemble
from youcheng.web.replies import html_reply

HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    # Not no-referrer: with it browsers send no Origin with a form, and the site asks for one.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def private_reply(
    request: Request,
    t: Translator,
    body: Markup,
    *,
    title: str,
    page_id: str | None = None,
    status: int = 200,
    is_public: bool = False,
    description: str = "",
    kept: Mapping[str, str] | None = None,
    with_app: bool = False,
) -> Response:
    """A reply with a whole page, header and footer included, that no cache keeps.

    Args:
        request: what is answered.
        t: the texts of the language.
        body: inside of the main element.
        title: of the page, without the site's name.
        page_id: the page of the site's table that the header marks, if it is one.
        status: of the reply; an error's title says so.
        is_public: the page holds nothing of anybody: search engines may show it.
        description: for search engines, where it is public.
        kept: parameters that the language links keep.
        with_app: whether the app takes over after the first paint.
    """
    shown = title if status < 400 else f"{t.gettext('Error:')} {title}"
    html = assemble(
        t=t,
        meta=Meta(f"{shown} · {t.gettext('Youcheng')}", description),
        body=body,
        page_id=page_id,
        parameters={name: [value] for name, value in (kept or {}).items()},
        with_app=with_app,
        private=not is_public,
    )
    reply = html_reply(Document(html), t.language, request, status)
    for name, value in HEADERS.items():
        if name != "X-Robots-Tag" or not is_public:
            reply.headers[name] = value
    return reply
