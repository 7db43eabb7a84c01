"""What crawlers are told."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.settings import get_settings
from youcheng.web.representations import AN_HOUR, Representation, reply_with, represent


@cache
def _rules() -> Representation:
    """Everything may be read but the app's own plumbing, which holds no text, and what a link in a
    mail opens, which is for one person."""
    lines = [
        "User-agent: *",
        "Disallow: /_stcore/",
        "Disallow: /media/",
        "Disallow: /component/",
        "Disallow: /uploads",
        "Disallow: /receipt/",
        "Disallow: /attachment/",
        "Disallow: /consent/",
        "Disallow: /withdraw/",
        "Disallow: /certificate/",
        "Disallow: /certificates/",
        "Disallow: /verify/",
        "Disallow: /staff/",
        "Disallow: /desk",
        "Disallow: /jury",
        "",
        f"Sitemap: {get_settings().public_url}/sitemap.xml",
        "",
    ]
    return represent("\n".join(lines).encode(), "text/plain; charset=utf-8")


async def _robots(request: Request) -> Response:
    return reply_with(_rules(), request, {"Cache-Control": AN_HOUR})


routes = [Route("/robots.txt", _robots, methods=["GET"])]
