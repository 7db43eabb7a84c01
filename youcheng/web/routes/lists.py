"""Plain pages for crawlers, old phones and browsers without a script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.domain.site_map import LIGHT_PAGES
from youcheng.web.documents import page_document
from youcheng.web.gallery_documents import HALL, LIST, SELECTION
from youcheng.web.replies import html_reply


def _serve(page_id: str) -> Route:
    async def reply(request: Request) -> Response:
        document, language = page_document(page_id, request)
        return html_reply(document, language, request)

    page = next(page for page in LIGHT_PAGES if page.id == page_id)
    return Route(page.path, reply, methods=["GET", "HEAD"], name=page_id)


routes = [_serve(page.id) for page in LIGHT_PAGES if page.id not in (LIST, HALL, SELECTION)]
