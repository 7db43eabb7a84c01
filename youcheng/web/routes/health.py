"""Probes for whoever runs the site."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from youcheng.web import csp
from youcheng.web.readiness import check_parts, is_ready, is_whole

_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": csp.DATA}


async def _alive(_request: Request) -> Response:
    """200 as soon as pages can be served: the process answers only after its start is done."""
    return JSONResponse({"status": "ok"}, headers=_HEADERS)


async def _ready(_request: Request) -> Response:
    """200 if pages can be served, else 503; names each part, how it stands, and how long it took
    to find out. The status is `degraded` while something else is down."""
    parts = await to_thread.run_sync(check_parts)
    ready = is_ready(parts)
    status = "not ready" if not ready else "ready" if is_whole(parts) else "degraded"
    return JSONResponse(
        {
            "status": status,
            "parts": {
                name: {"state": part.state, "milliseconds": part.milliseconds}
                for name, part in parts.items()
            },
        },
        status_code=200 if ready else 503,
        headers=_HEADERS,
    )


routes = [
    Route("/healthz", _alive, methods=["GET"]),
    Route("/readyz", _ready, methods=["GET"]),
]
