"""Documents of the gallery. They are read anew for every request: what is taken down is gone."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from youcheng import bootstrap
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.environment import render
from youcheng.markup.gallery_page import gallery_body, read_choice, read_ends
from youcheng.markup.meta import Meta, page_meta
from youcheng.markup.work_page import work_body, work_meta
from youcheng.services.gallery import view_gallery, view_work
from youcheng.services.ports import StoreBusy
from youcheng.services.showing import UnknownWork, WorkGone, has_card
from youcheng.web.documents import assemble, pack, query_of, visitor_language
from youcheng.web.refused_pages import refused_reply
from youcheng.web.replies import html_reply

GALLERY = "gallery"
LIST = "gallery-list"
"""Ids of the wall and of its plain twin in the table of pages."""


def gallery_reply(request: Request, page_id: str) -> Response:
    """The wall (`GALLERY`) or its list (`LIST`) as the address asks for it; asks the database, so
    not for the loop."""
    t = translator(visitor_language(request).code)
    parameters = dict(query_of(page_id, request))
    after, before = read_ends(parameters)
    services = bootstrap.get_services()
    try:
        page = view_gallery(services, choice=read_choice(parameters), after=after, before=before)
    except StoreBusy as busy:
        return refused_reply(request, busy)
    html = assemble(
        t=t,
        meta=page_meta(page_id, parameters, t, services.content),
        body=gallery_body(page, t, services.content, plain=page_id == LIST),
        page_id=page_id,
        parameters=parameters,
        with_app=page_id == GALLERY,
    )
    return html_reply(pack(html), t.language, request)


def work_reply(request: Request, code: str) -> Response:
    """The page of the work `code`: 404 for what is not on show, 410 for what is gone."""
    t = translator(visitor_language(request).code)
    services = bootstrap.get_services()
    choice = read_choice(dict(query_of(GALLERY, request)))
    try:
        view = view_work(services, code=code, choice=choice)
        drawn = has_card(services, work=view.work)
    except WorkGone:
        return _message(
            request,
            t,
            t.gettext("This work is no longer on show"),
            t.gettext("It was taken down. Whoever made it, or a guardian, may ask for that."),
            410,
        )
    except UnknownWork:
        return _message(
            request,
            t,
            t.gettext("No work is on show here"),
            t.gettext("The address may have a slip, or the work is not on show yet."),
            404,
        )
    except StoreBusy as busy:
        return refused_reply(request, busy)
    meta = work_meta(view.work, t, services.content, services.public_url, has_card=drawn)
    body = work_body(view, choice, t, services.content)
    return _document(request, t, meta, body, path=f"/art/{view.work.code}")


def _message(request: Request, t: Translator, title: str, text: str, status: int) -> Response:
    meta = Meta(f"{title} · {t.gettext('Youcheng')}", text)
    body = render("message.html", t, title=title, text=text)
    return _document(request, t, meta, body, path="", status=status)


def _document(
    request: Request, t: Translator, meta: Meta, body: Markup, *, path: str, status: int = 200
) -> Response:
    html = assemble(
        t=t, meta=meta, body=body, page_id=GALLERY, parameters={}, with_app=False, path=path
    )
    reply = html_reply(pack(html), t.language, request, status)
    if status != 200:
        reply.headers["Cache-Control"] = "no-store"
    return reply
