"""Pictures that are drawn from the site's data when it starts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.content.loader import load_content
from youcheng.markup.hero_map import hero_map, hero_map_address

_IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}


async def _hero_map(request: Request) -> Response:
    content = load_content()
    if request.url.path != hero_map_address(content):
        return Response(status_code=404)
    return Response(str(hero_map(content)), headers=_IMMUTABLE, media_type="image/svg+xml")


routes = [Route("/drawings/{name}", _hero_map, methods=["GET", "HEAD"])]
