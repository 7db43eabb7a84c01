"""The gallery's pages that need no app: list, hall, selection, and the page of a work."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.domain.site_map import BY_ID
from youcheng.web.gallery_documents import (
    HALL,
    LIST,
    SELECTION,
    gallery_reply,
    hall_reply,
    selection_reply,
    work_reply,
)


async def _list(request: Request) -> Response:
    return await to_thread.run_sync(gallery_reply, request, LIST)


async def _hall(request: Request) -> Response:
    return await to_thread.run_sync(hall_reply, request)


async def _selection(request: Request) -> Response:
    return await to_thread.run_sync(selection_reply, request)


async def _work(request: Request) -> Response:
    return await to_thread.run_sync(work_reply, request, request.path_params["code"])


routes = [
    Route(BY_ID[LIST].path, _list, methods=["GET", "HEAD"], name=LIST),
    Route(BY_ID[HALL].path, _hall, methods=["GET", "HEAD"], name=HALL),
    Route(BY_ID[SELECTION].path, _selection, methods=["GET", "HEAD"], name=SELECTION),
    Route("/art/{code}", _work, methods=["GET", "HEAD"], name="work"),
]
