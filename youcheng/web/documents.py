"""Whole HTML documents of the public addresses, compressed once and kept for a short while."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from time import monotonic
from typing import Final

import brotli
from markupsafe import Markup
from starlette.requests import HTTPConnection

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.domain.site_map import BY_ID, DRAWN_PAGES, PRIVATE_PAGES
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import COOKIE, DEFAULT, LANGUAGES, Language, negotiate
from youcheng.markup.chrome import footer, header
from youcheng.markup.environment import address, render
from youcheng.markup.home_gallery import WORKS
from youcheng.markup.map_page import map_body, map_list_body
from youcheng.markup.meta import Meta, page_meta
from youcheng.markup.pages import HOME, page_body
from youcheng.services.gallery import choose_works
from youcheng.settings import get_settings
from youcheng.web.frontend import modules

Query = tuple[tuple[str, tuple[str, ...]], ...]

_PRIVATE: Final = frozenset(page.id for page in PRIVATE_PAGES)
_KEPT_SECONDS: Final = 20
_LONGEST_VALUE: Final = 400
"""Longer values fit no parameter; they are cut so that they cannot fill the memory."""


class Document:
    """An HTML document in the encodings that a browser may ask for.

    Only the smallest is kept: many documents are, and nearly every browser takes that one.

    Args:
        html: the document.
    """

    def __init__(self, html: str) -> None:
        self.brotli = brotli.compress(html.encode(), quality=5)

    @property
    def plain(self) -> bytes:
        """Without an encoding."""
        return bytes(brotli.decompress(self.brotli))

    @cached_property
    def gzip(self) -> bytes:
        """For a browser on a line without encryption."""
        return gzip.compress(self.plain, 6, mtime=0)


def visitor_language(connection: HTTPConnection) -> Language:
    """The language that the address, the cookie or the browser asks for, in this order."""
    return negotiate(
        query=connection.query_params.get("lang"),
        cookie=connection.cookies.get(COOKIE),
        header=connection.headers.get("accept-language"),
    )


def query_of(page_id: str, connection: HTTPConnection) -> Query:
    """The values of the page's own parameters, cut to a sane length; all others are left out."""
    known = BY_ID[page_id].parameters
    return tuple(
        (name, tuple(value[:_LONGEST_VALUE] for value in values[:20]))
        for name in known
        if (values := connection.query_params.getlist(name))
    )


def assemble(
    *,
    t: Translator,
    meta: Meta,
    body: Markup,
    page_id: str | None,
    parameters: Mapping[str, Sequence[str]],
    with_app: bool,
    private: bool = False,
    path: str | None = None,
    scripts: Sequence[str] = (),
) -> str:
    """A whole document: head, header, body, footer, and the app's start if it has one.

    Args:
        t: the texts of the language.
        meta: title and description.
        body: inside of the main element.
        page_id: the page, for canonical and alternate addresses; None for an error page.
        parameters: the address's known query.
        with_app: whether the app is loaded after the first paint.
        private: whether the address holds a secret: then it is told to no search engine.
        path: where the page is, if that is not where the table has `page_id`; empty where no search
            engine is to have it.
        scripts: file names of the page's own scripts.
    """
    origin = get_settings().public_url
    canonical, alternates, default = "", [], ""
    if path is None:
        path = BY_ID[page_id].path if page_id else ""
    if path and not private:
        kept = {name: list(values) for name, values in parameters.items() if name != "lang"}
        canonical = origin + address(path, t.language.code, **kept)
        alternates = [(one, origin + address(path, one.code, **kept)) for one in LANGUAGES]
        default = origin + address(path, DEFAULT.code, **kept)
    return render(
        "document.html",
        t,
        meta=meta,
        body=body,
        header=header(page_id, parameters, t, path),
        footer=footer(t),
        canonical=canonical,
        alternates=alternates,
        default_address=default,
        modules=Markup(modules()) if with_app else "",
        scripts=scripts,
    )


@lru_cache(maxsize=384)
def _kept_page(page_id: str, code: str, query: Query, _window: int) -> Document:
    return _page(page_id, code, query)


def _page(page_id: str, code: str, query: Query) -> Document:
    t = translator(code)
    parameters = dict(query)
    content = load_content()
    if page_id == "map":
        body = map_body(parameters, t, content)
    elif page_id == "map-list":
        body = map_list_body(parameters, t, content)
    elif page_id == "partners-list":
        body = page_body("partners", parameters, t, content)
    else:
        works = choose_works(bootstrap.get_services(), number=WORKS) if page_id == HOME else ()
        body = page_body(page_id, parameters, t, content, works=works)
    return Document(
        assemble(
            t=t,
            meta=page_meta(page_id, parameters, t, content),
            body=body,
            page_id=page_id,
            parameters=parameters,
            with_app=any(page.id == page_id for page in DRAWN_PAGES),
            private=page_id in _PRIVATE,
        )
    )


def page_document(page_id: str, connection: HTTPConnection) -> tuple[Document, Language]:
    """The document of a page for this request, and its language.

    That of the home page shows works, for which the database is asked: not for the loop.

    Raises:
        KeyError: there is no such page.
    """
    language, query = visitor_language(connection), query_of(page_id, connection)
    if page_id in _PRIVATE:  # their addresses name submissions: no room of public pages for them
        return _page(page_id, language.code, query), language
    window = int(monotonic() // _KEPT_SECONDS)
    return _kept_page(page_id, language.code, query, window), language


@lru_cache(maxsize=16)
def _message(code: str, kind: str) -> Document:
    t = translator(code)
    titles = {
        "not_found": (
            t.gettext("Page not found"),
            t.gettext(
                "There is nothing at this address. It may have moved, or the link has a slip."
            ),
        ),
    }
    title, text = titles[kind]
    meta = Meta(f"{title} · {t.gettext('Youcheng')}", text)
    body = render("message.html", t, title=title, text=text)
    return Document(
        assemble(t=t, meta=meta, body=body, page_id=None, parameters={}, with_app=False)
    )


def not_found_document(connection: HTTPConnection) -> tuple[Document, Language]:
    """The page for an address that the site does not have, and its language."""
    language = visitor_language(connection)
    return _message(language.code, "not_found"), language
