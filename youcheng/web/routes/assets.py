"""The site's own files under ``/assets``, and the icon that browsers ask for unbidden."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from youcheng.markup.assets import PREFIX, Asset, assets
from youcheng.web import csp
from youcheng.web.representations import FOR_EVER, Representation, reply_with, represent

_ADDRESS: Final = re.compile(r"(?P<stem>[a-z0-9_-]+)\.[0-9a-f]{8}(?P<suffix>\.[a-z0-9]+)")
_A_DAY: Final = "public, max-age=86400"


@lru_cache(maxsize=256)
def _representation(asset: Asset) -> Representation:
    return represent(asset.content, asset.media_type)


def _headers(asset: Asset, cache: str) -> dict[str, str]:
    headers = {"Cache-Control": cache}
    if asset.media_type == "image/svg+xml":
        headers["Content-Security-Policy"] = csp.DRAWINGS
    return headers


async def _asset(request: Request) -> Response:
    found = _ADDRESS.fullmatch(request.path_params["name"])
    asset = assets().get(found["stem"] + found["suffix"]) if found else None
    if asset is None:
        return PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
    # A page from before the last deploy asks for an old hash: it gets today's file, which then
    # must not be kept under the old name.
    cache = FOR_EVER if request.url.path == asset.address else "no-cache"
    return reply_with(_representation(asset), request, _headers(asset, cache))


async def _icon(request: Request) -> Response:
    asset = assets()["favicon.png"]
    return reply_with(_representation(asset), request, _headers(asset, _A_DAY))


routes = [
    Route(PREFIX + "{name}", _asset, methods=["GET"]),
    Route("/favicon.ico", _icon, methods=["GET"]),
    Route("/favicon.png", _icon, methods=["GET"]),
]
