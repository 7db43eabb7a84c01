"""Every request gets an id, which stands in its reply and in every line of the log about it."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import MutableMapping
from time import perf_counter
from typing import Any, Final
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng import tracing
from youcheng.metrics import request_seconds, requests, websockets_open
from youcheng.tracing import request_id
from youcheng.web.route_patterns import name_method, route_pattern

HEADER: Final = "X-Request-ID"
ACCESS_LOG: Final = "youcheng.access"

_log = logging.getLogger(ACCESS_LOG)
_QUIET: Final = ("/static/", "/assets/", "/geo/", "/healthz", "/readyz", "/_stcore/health")
"""A page asks for dozens of these; their lines have the level DEBUG."""
_SECRET: Final = re.compile(r"[A-Za-z0-9_~-]{32,}|(?<=/)(?=[^/]*\d)[A-Za-z0-9_~-]{20,}(?=/|$)")
"""A part of a path that looks like a session id, a token or a random name. A token may have no
digit at all, and a mail program may have glued a full stop or a bracket to it."""
_LONGEST_PATH: Final = 200


def redact_path(path: str) -> str:
    """A path as it may stand in the log.

    Session ids and tokens are replaced by ``*``, everything that is not plain ASCII is
    percent-encoded, so that no address can write a line of its own, and the rest is cut.
    """
    return quote(_SECRET.sub("*", path[:1000]), safe="/*.~-_")[:_LONGEST_PATH]


class RequestId:
    """Gives each request an id and writes one line to the access log when it is answered.

    The line names method, path, status, bytes and milliseconds. It holds no query, no address of
    a visitor, no cookie and no session id. An id sent by the client is not used. The app is told
    the id of its socket by a header, so that its script runs bear it. The metrics count and time
    each request.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under a new id and log how it was answered."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        token = request_id.set(secrets.token_hex(6))
        if scope["type"] == "websocket":
            _tell_app(scope, request_id.get())
        reply = _Reply(scope, request_id.get())
        try:
            await self.app(scope, receive, reply.wrap(send))
        except BaseException:
            reply.status = reply.status or 500
            raise
        finally:
            reply.end()
            request_id.reset(token)


def _tell_app(scope: Scope, identity: str) -> None:
    """Put the id among the headers, in place of whatever a client claims. The scope stays the same
    object: the router writes into it which route was taken."""
    name = tracing.HEADER.lower().encode()
    kept = [pair for pair in scope["headers"] if pair[0] != name]
    scope["headers"] = [*kept, (name, identity.encode())]


class _Reply:
    """What is known of a reply while it is sent."""

    def __init__(self, scope: Scope, identity: str) -> None:
        self.scope = scope
        self.identity = identity
        self.status = 0
        self.size = 0
        self.started = perf_counter()

    def wrap(self, send: Send) -> Send:
        async def send_and_note(message: Message) -> None:
            self.note(message)
            await send(message)

        return send_and_note

    def note(self, message: MutableMapping[str, Any]) -> None:
        match message["type"]:
            case "http.response.start":
                self.status = message["status"]
                MutableHeaders(scope=message)[HEADER] = self.identity
            case "http.response.body":
                self.size += len(message.get("body", b""))
            case "websocket.accept":
                self.status = 101
                websockets_open.inc()
            case "websocket.close":
                self.status = self.status or 403
            case "websocket.send":
                self.size += len(message.get("bytes") or message.get("text") or b"")

    def end(self) -> None:
        """Count the request and write its line."""
        seconds = perf_counter() - self.started
        route = route_pattern(self.scope)
        method = name_method(self.scope)
        status = f"{self.status // 100}xx" if self.status else "none"
        requests.labels(method, route, status).inc()
        if self.scope["type"] == "http":
            request_seconds.labels(route).observe(seconds)
        elif self.status == 101:
            websockets_open.dec()
        self._log(method, route, seconds)

    def _log(self, known: str, route: str, seconds: float) -> None:
        path: str = self.scope["path"]
        level = logging.DEBUG if path.startswith(_QUIET) and self.status < 400 else logging.INFO
        method = self.scope["method"] if self.scope["type"] == "http" else known
        milliseconds = round(1000 * seconds, 1)
        _log.log(
            level,
            "request=%s method=%s path=%s status=%d bytes=%d ms=%.1f",
            self.identity,
            quote(method[:12], safe=""),
            redact_path(path),
            self.status,
            self.size,
            milliseconds,
            extra={
                "access": {
                    "method": known,
                    "route": route,
                    "status": self.status,
                    "bytes": self.size,
                    "milliseconds": milliseconds,
                }
            },
        )
