"""Pictures of works on show, their tiles for deep zoom, and their cards for link previews.

No cache may show a picture for longer than a minute without asking: what is taken down must vanish.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.attachments import Attachment
from youcheng.domain.tiles import describe_tiles
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.services.showing import (
    UnknownWork,
    WorkGone,
    find_card,
    find_copy,
    find_picture,
    read_copy,
)
from youcheng.web import csp
from youcheng.web.encodings import is_unchanged
from youcheng.web.stored_files import stored_reply

_ASK_AGAIN: Final = "private, max-age=60, must-revalidate"
_HEADERS: Final = {"Cache-Control": _ASK_AGAIN, "Content-Security-Policy": csp.DATA}
_REFUSED: Final = (UnknownWork, WorkGone, FileMissing, StoreBusy, StoreDown)
_SOON: Final = "10"


async def _file(request: Request) -> Response:
    return await to_thread.run_sync(_copy, request, request.path_params["name"])


async def _card(request: Request) -> Response:
    return await to_thread.run_sync(_card_of, request)


async def _info(request: Request) -> Response:
    return await to_thread.run_sync(_described, request)


def _copy(request: Request, name: str) -> Response:
    address = request.path_params["address"]
    return _reply(request, partial(find_copy, bootstrap.get_services(), address=address, name=name))


def _card_of(request: Request) -> Response:
    code = request.path_params["code"]
    return _reply(request, partial(find_card, bootstrap.get_services(), code=code))


def _reply(request: Request, find: Callable[[], Attachment]) -> Response:
    """The copy that is found; the store is not asked for what the browser has already."""
    try:
        copy = find()
        headers = {**_HEADERS, "ETag": f'"{copy.sha256}"', "Content-Length": str(copy.bytes)}
        if is_unchanged(request.headers.get("if-none-match"), headers["ETag"]):
            return Response(status_code=304, headers=_HEADERS | {"ETag": headers["ETag"]})
        return stored_reply(read_copy(bootstrap.get_services(), copy=copy), copy.kind, headers)
    except _REFUSED as refused:
        return _refusal(refused)


def _described(request: Request) -> Response:
    """The IIIF description of a picture whose tiles are there."""
    services, address = bootstrap.get_services(), request.path_params["address"]
    try:
        picture = find_picture(services, address=address)
    except _REFUSED as refused:
        return _refusal(refused)
    if picture.tiled_at is None:
        return _refusal(UnknownWork(address))
    described = describe_tiles(picture.width, picture.height)
    info = {**described, "id": f"{services.public_url}/iiif/{address}"}
    return JSONResponse(info, headers=_HEADERS, media_type="application/ld+json")


def _refusal(refused: Exception) -> Response:
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": csp.DATA}
    match refused:
        case WorkGone():
            return PlainTextResponse("410 Gone\n", 410, headers)
        case StoreBusy() | StoreDown():
            return PlainTextResponse("503\n", 503, {**headers, "Retry-After": _SOON})
    return PlainTextResponse("404\n", 404, headers)


routes = [
    Route("/art/{code}/card.jpg", _card, methods=["GET"]),
    Route("/img/{address}/{name}", _file, methods=["GET"]),
    Route("/iiif/{address}/info.json", _info, methods=["GET"]),
    Route("/iiif/{address}/{name:path}", _file, methods=["GET"]),
]
