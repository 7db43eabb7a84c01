"""The files that the map fetches: immutable, compressed once, never sent again unless changed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.markup.geo_files import PREFIX, geo_files
from youcheng.web.representations import FOR_EVER, Representation, reply_with


async def _geo_file(request: Request) -> Response:
    file = geo_files().get(request.path_params["name"])
    if file is None or request.url.path != file.address:
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    representation = Representation(
        content=file.content,
        media_type=file.media_type,
        tag=request.path_params["digest"],
        brotli=file.brotli,
        gzip=file.gzip,
    )
    return reply_with(representation, request, {"Cache-Control": FOR_EVER})


routes = [Route(PREFIX + "{name}.{digest}.{kind}", _geo_file, methods=["GET", "HEAD"])]
