"""The files that the map fetches: immutable, compressed once, never sent again unless changed."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.markup.geo_files import PREFIX, GeoFile, geo_files

_KEPT: Final = "public, max-age=31536000, immutable"


def _accepts(header: str, coding: str) -> bool:
    """Whether an Accept-Encoding header names a coding without refusing it by quality 0."""
    for part in header.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        if name.strip() == coding:
            return parameters.replace(" ", "").rstrip("0.") != "q="
    return False


def _reply(file: GeoFile, request: Request) -> Response:
    headers = {"Cache-Control": _KEPT, "ETag": file.etag, "Vary": "Accept-Encoding"}
    known = request.headers.get("if-none-match", "")
    if known == "*" or file.etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding", "")
    content = file.content
    for coding, packed in (("br", file.brotli), ("gzip", file.gzip)):
        if _accepts(accepted, coding):
            content, headers["Content-Encoding"] = packed, coding
            break
    return Response(content, headers=headers, media_type=file.media_type)


async def _geo_file(request: Request) -> Response:
    file = geo_files().get(request.path_params["name"])
    if file is None or request.url.path != file.address:
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    return _reply(file, request)


routes = [Route(PREFIX + "{name}.{digest}.{kind}", _geo_file, methods=["GET", "HEAD"])]
