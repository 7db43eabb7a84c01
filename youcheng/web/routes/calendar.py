"""The calendar to subscribe to, in the visitor's language."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.content.editions import FOLDER as COMPETITION
from youcheng.content.loader import load_content
from youcheng.documents.calendar import build_calendar
from youcheng.domain.site_map import LANGUAGE
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import negotiate
from youcheng.paths import DATA
from youcheng.settings import get_settings
from youcheng.web import csp
from youcheng.web.representations import AN_HOUR, Representation, reply_with, represent


@cache
def _representation(code: str) -> Representation:
    files = (DATA / "partners.toml", *(DATA / COMPETITION).glob("*.toml"))
    changed = datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC)
    content = build_calendar(
        content=load_content(),
        t=translator(code),
        origin=get_settings().public_url,
        revised=changed,
    )
    return represent(content, "text/calendar; charset=utf-8")


def _calendar(request: Request) -> Response:
    """The address decides the language, else the calendar program; no cookie is looked at."""
    language = negotiate(
        query=request.query_params.get(LANGUAGE), header=request.headers.get("accept-language")
    )
    return reply_with(
        _representation(language.code),
        request,
        {
            "Cache-Control": AN_HOUR,
            "Content-Disposition": 'inline; filename="youcheng.ics"',
            "Content-Language": language.html,
            "Content-Security-Policy": csp.DATA,
            "Vary": "Accept-Language",
        },
    )


routes = [Route("/calendar.ics", _calendar, methods=["GET"])]
