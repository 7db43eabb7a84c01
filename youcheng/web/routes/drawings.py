"""Pictures that are drawn from the site's data when it starts."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.content.loader import load_content
from youcheng.markup.hero_map import draw_hero_map
from youcheng.web import csp
from youcheng.web.representations import FOR_EVER, Representation, reply_with, represent


@lru_cache(maxsize=2)
def _representation(drawing: str) -> Representation:
    return represent(drawing.encode(), "image/svg+xml")


# No coroutine: Starlette runs it in a thread, since the first call compresses for a while.
def _hero_map(request: Request) -> Response:
    drawing = draw_hero_map(load_content())
    served = {drawing.address: drawing.svg, drawing.image_address: drawing.image}
    found = served.get(request.url.path)
    if found is None:
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    headers = {"Cache-Control": FOR_EVER, "Content-Security-Policy": csp.DRAWINGS}
    return reply_with(_representation(found), request, headers)


routes = [Route("/drawings/{name}", _hero_map, methods=["GET", "HEAD"])]
