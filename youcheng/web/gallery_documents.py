"""Documents of the gallery. None is older than the last change of a work on show: what is taken
down is gone. The wall and its list are kept under the gallery's mark, which every such change
renews; all others are made anew for every request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from youcheng import bootstrap
from youcheng.domain.gallery import Choice, Facet
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.environment import render
from youcheng.markup.gallery_page import (
    AFTER,
    BEFORE,
    WALL_ALONE,
    choosing_body,
    gallery_body,
    read_choice,
    read_ends,
)
from youcheng.markup.hall_page import hall_body
from youcheng.markup.meta import Meta, page_meta
from youcheng.markup.selection_page import WORKS, read_selection, selection_body
from youcheng.markup.work_page import work_body, work_meta, work_window
from youcheng.services.gallery import (
    Counts,
    count_works,
    list_works,
    newest_edition,
    read_mark,
    view_gallery,
    view_work,
)
from youcheng.services.ports import StoreBusy
from youcheng.services.showing import UnknownWork, WorkGone, has_card
from youcheng.web.documents import Document, Query, assemble, query_of, visitor_language
from youcheng.web.refused_pages import refused_reply
from youcheng.web.replies import html_reply

GALLERY = "gallery"
LIST = "gallery-list"
HALL = "gallery-hall"
SELECTION = "gallery-selection"
"""Ids of the gallery's pages in the table of pages."""
_SCRIPTS = ("gallery.js",)
_WORK_SCRIPTS = ("work.js",)
_WINDOW = ("part", "view")
"""What an address asks for when a work opens in place: the work alone, without head and footer."""
_MOST_KEPT: Final = 512
"""Pages of the wall and its list that are kept, of some 8 kB each."""


def gallery_reply(request: Request, page_id: str) -> Response:
    """The wall (`GALLERY`) or its list (`LIST`) as the address asks for it; asks the database, so
    not for the loop."""
    language, services = visitor_language(request), bootstrap.get_services()
    alone = page_id == GALLERY and _asks_for(request, WALL_ALONE)
    query = query_of(page_id, request)
    try:
        # Read first: a change that comes in between leaves the newer page under the older mark,
        # which nobody asks for again.
        mark = read_mark(services)
        document = _kept(mark, services.public_url, page_id, alone, language.code, query)
    except StoreBusy as busy:
        return refused_reply(request, busy)
    return html_reply(document, language, request)


@lru_cache(maxsize=_MOST_KEPT)
def _kept(mark: str, origin: str, page_id: str, alone: bool, code: str, query: Query) -> Document:
    t, parameters, services = translator(code), dict(query), bootstrap.get_services()
    choice, (after, before) = read_choice(parameters), read_ends(parameters)
    chosen_by = tuple(one for one in query if one[0] not in {AFTER, BEFORE})
    counts, choosing = _kept_choosing(mark, origin, page_id, code, chosen_by)
    body = gallery_body(
        view_gallery(services, choice=choice, after=after, before=before, counts=counts),
        t,
        services.content,
        choosing=choosing,
        plain=page_id == LIST,
        after=after,
        before=before,
    )
    return Document(str(body) if alone else _whole(t, page_id, parameters, body))


@lru_cache(maxsize=_MOST_KEPT // 8)
def _kept_choosing(
    _mark: str, _origin: str, page_id: str, code: str, query: Query
) -> tuple[Counts, Markup]:
    t, services, choice = translator(code), bootstrap.get_services(), read_choice(dict(query))
    counts = count_works(services, choice=choice)
    plain = page_id == LIST
    return counts, choosing_body(choice, counts, t, services.content, plain=plain)


def hall_reply(request: Request) -> Response:
    """A room of the hall of the edition that the address asks for, or of the newest."""
    t = translator(visitor_language(request).code)
    parameters = dict(query_of(HALL, request))
    after, before = read_ends(parameters)
    services = bootstrap.get_services()
    choice = read_choice(parameters)
    try:
        if Facet.EDITION not in choice.facets and (newest := newest_edition(services)):
            choice = Choice({**choice.facets, Facet.EDITION: newest}, choice.query)
        page = view_gallery(services, choice=choice, after=after, before=before)
    except StoreBusy as busy:
        return refused_reply(request, busy)
    return _page(request, t, HALL, parameters, hall_body(page, t, services.content))


def selection_reply(request: Request) -> Response:
    """The selection that an address names, or the page that shows the visitor's own."""
    t = translator(visitor_language(request).code)
    parameters = {WORKS: request.query_params.getlist(WORKS)[-1:]}
    codes = read_selection(parameters)
    services = bootstrap.get_services()
    try:
        works = list_works(services, codes=codes) if codes else None
    except StoreBusy as busy:
        return refused_reply(request, busy)
    body = selection_body(works, t, services.content, services.public_url)
    return _page(request, t, SELECTION, parameters if codes else {}, body)


def _page(
    request: Request,
    t: Translator,
    page_id: str,
    parameters: Mapping[str, Sequence[str]],
    body: Markup,
) -> Response:
    return html_reply(Document(_whole(t, page_id, parameters, body)), t.language, request)


def _whole(
    t: Translator, page_id: str, parameters: Mapping[str, Sequence[str]], body: Markup
) -> str:
    return assemble(
        t=t,
        meta=page_meta(page_id, parameters, t, bootstrap.get_services().content),
        body=body,
        page_id=page_id,
        parameters=parameters,
        with_app=page_id == GALLERY,
        scripts=() if page_id == LIST else _SCRIPTS,
    )


def work_reply(request: Request, code: str) -> Response:
    """The page of the work `code`: 404 for what is not on show, 410 for what is gone."""
    t = translator(visitor_language(request).code)
    services = bootstrap.get_services()
    choice = read_choice(dict(query_of(GALLERY, request)))
    try:
        view = view_work(services, code=code, choice=choice)
        in_window = _asks_for(request, _WINDOW)
        drawn = not in_window and has_card(services, work=view.work)
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
    if in_window:
        window = work_window(view, choice, t, services.content, services.public_url)
        return html_reply(Document(window), t.language, request)
    meta = work_meta(view.work, t, services.content, services.public_url, has_card=drawn)
    body = work_body(view, choice, t, services.content, services.public_url)
    return _document(request, t, meta, body, path=f"/art/{view.work.code}", scripts=_WORK_SCRIPTS)


def _asks_for(request: Request, part: tuple[str, str]) -> bool:
    name, asked = part
    return request.query_params.get(name) == asked


def _message(request: Request, t: Translator, title: str, text: str, status: int) -> Response:
    meta = Meta(f"{title} · {t.gettext('Youcheng')}", text)
    body = render("message.html", t, title=title, text=text)
    if _asks_for(request, _WINDOW):
        reply = html_reply(Document(body), t.language, request, status)
        reply.headers["Cache-Control"] = "no-store"
        return reply
    return _document(request, t, meta, body, path="", status=status)


def _document(
    request: Request,
    t: Translator,
    meta: Meta,
    body: Markup,
    *,
    path: str,
    status: int = 200,
    scripts: Sequence[str] = (),
) -> Response:
    html = assemble(
        t=t,
        meta=meta,
        body=body,
        page_id=GALLERY,
        parameters={},
        with_app=False,
        path=path,
        scripts=scripts,
    )
    reply = html_reply(Document(html), t.language, request, status)
    if status != 200:
        reply.headers["Cache-Control"] = "no-store"
    return reply
