"""Addresses of Streamlit's own server that the public has no use for."""

from __future__ import annotations

from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_CORE: Final = "/_stcore"
_OPEN: Final = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"})
"""What the app in the browser asks for by name."""
_OPEN_FOLDER: Final = "/_stcore/bidi-components/"
"""Scripts and styles of the file-backed components."""


class ClosedAddresses:
    """Answers 404 under ``/_stcore`` to all but what the app in the browser needs.

    Closed are the upload endpoint (one visitor could fill the memory with files), the metrics,
    the agent interface, the script check, and whatever a later version adds. A path that ends
    with one of them, such as ``/map/_stcore/metrics``, is closed as well.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its address is closed."""
        if scope["type"] not in {"http", "websocket"} or _is_open(scope["path"]):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        reply = PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
        await reply(scope, receive, send)


def _is_open(path: str) -> bool:
    if _CORE not in path:
        return True
    return path in _OPEN or (path.startswith(_OPEN_FOLDER) and ".." not in path)
