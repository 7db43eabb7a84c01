"""The HTML of every public page, before Streamlit is asked: first paint, head, and a true 404."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from anyio import to_thread
from starlette.datastructures import URL
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from youcheng.domain.site_map import BY_PATH
from youcheng.markup.pages import HOME
from youcheng.web.documents import not_found_document, page_document
from youcheng.web.form_documents import FORM_PAGES, TOKEN, form_reply
from youcheng.web.gallery_documents import GALLERY, gallery_reply
from youcheng.web.replies import html_reply

_STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/")


class Shell:
    """Answers the address of every page with its own document, and unknown addresses with 404.

    Args:
        app: what comes after.
        routes: the site's own routes; what they serve is passed on untouched.
        paths: further addresses that are answered after it.
    """

    def __init__(
        self, app: ASGIApp, routes: Sequence[BaseRoute], paths: Collection[str] = ()
    ) -> None:
        self.app = app
        self.routes = routes
        self.paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer pages and unknown addresses; pass everything else on."""
        if scope["type"] != "http" or self._is_passed_on(scope):
            await self.app(scope, receive, send)
            return
        await (await self._reply(scope))(scope, receive, send)

    def _is_passed_on(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if path.startswith(_STREAMLIT) or path in self.paths:
            return True
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)

    async def _reply(self, scope: Scope) -> Response:
        connection = HTTPConnection(scope)
        path: str = scope["path"]
        if page := BY_PATH.get(path):
            if scope["method"] not in {"GET", "HEAD"}:
                return Response(status_code=405, headers={"Allow": "GET, HEAD"})
            if page.id in FORM_PAGES and TOKEN in connection.query_params:
                return await to_thread.run_sync(form_reply, Request(scope), page.id)
            if page.id == GALLERY:
                return await to_thread.run_sync(gallery_reply, Request(scope), page.id)
            if page.id == HOME:
                document, language = await to_thread.run_sync(page_document, page.id, connection)
            else:
                document, language = page_document(page.id, connection)
            return html_reply(document, language, connection)
        if path.rstrip("/") in BY_PATH and not path.startswith("//"):
            return RedirectResponse(URL(scope=scope).replace(path=path.rstrip("/")), 308)
        document, language = not_found_document(connection)
        return html_reply(document, language, connection, 404)
