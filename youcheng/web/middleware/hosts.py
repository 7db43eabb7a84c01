"""Requests must name this site as their host, and changes must come from this site's own pages.

Without the first, a page of another name that points at this address could read the site as its
own (DNS rebinding); without the second, another site could make a visitor's browser act here or
open the app's socket (cross-site request forgery, cross-site websocket hijacking).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BY_TOKEN: Final = ("/consent/", "/withdraw/")
"""Addresses that end in a token. Only who holds it can make the request, so another site cannot
forge one; and a form on a page that sends no referrer comes with the Origin ``null`` (Fetch
standard, section 3.1), from some old browsers with none at all."""
_POLICY_VIOLATION: Final = 1008
"""RFC 6455, section 7.4.1. Sent before the socket is accepted, it becomes a 403."""

Place = tuple[str, int | None]
"""A host name in lower case and its port, None where none is named."""


def parse_host(value: str) -> Place | None:
    """The name and port of a Host header, or None if it is not ``name`` or ``name:port``."""
    if not value or any(sign in value for sign in "/\\?#@ \t") or not value.isascii():
        return None
    try:
        parts = urlsplit(f"//{value}")
        port = parts.port
    except ValueError:
        return None
    name = (parts.hostname or "").rstrip(".")
    return (name, port) if name else None


def parse_origin(value: str) -> Place | None:
    """The name and port of an Origin header, None for ``null`` and whatever is no web origin.

    The port that its scheme implies counts as not named.
    """
    scheme, found, rest = value.partition("://")
    place = parse_host(rest)
    if not found or scheme not in _PORTS or place is None:
        return None
    name, port = place
    return name, None if port == _PORTS[scheme] else port


class Hosts:
    """Refuses a foreign Host with 400, and a foreign or missing Origin with 403 where it matters.

    It matters for websockets and for every method that may change something. Where the address
    holds a token, a missing Origin and ``null`` are let through; a foreign one is not.

    Args:
        app: what comes after.
        allowed_hosts: names the site answers to; one without a port matches every port.
        public_url: the site's address; its host is allowed, and so is its origin, which differs
            from the Host header behind a proxy that rewrites it.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Iterable[str], public_url: str) -> None:
        self.app = app
        self.public = parse_origin(public_url)
        allowed = [parse_host(value.strip().lower()) for value in allowed_hosts]
        self.allowed = {place for place in allowed if place is not None}
        if self.public:
            self.allowed.add((self.public[0], None))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its host and origin are right."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = parse_host(hosts[0]) if len(hosts) == 1 else None
        if host is None or not self._is_allowed(host):
            await _refuse(scope, receive, send, 400, "This server does not answer to that host.")
            return
        needs_origin = scope["type"] == "websocket" or scope["method"] not in _SAFE
        origins = headers.getlist("origin")
        if origins in ([], ["null"]) and scope["path"].startswith(_BY_TOKEN):
            needs_origin = scope["type"] == "websocket"
        if needs_origin and not self._is_ours(origins, host):
            await _refuse(scope, receive, send, 403, "This must come from a page of this site.")
            return
        await self.app(scope, receive, send)

    def _is_allowed(self, host: Place) -> bool:
        return host in self.allowed or (host[0], None) in self.allowed

    def _is_ours(self, origins: list[str], host: Place) -> bool:
        if len(origins) != 1 or (origin := parse_origin(origins[0])) is None:
            return False
        name, port = host
        same = origin == (name, None if port in _PORTS.values() else port)
        return same or origin == self.public


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})
        return
    reply = PlainTextResponse(text, status, {"Cache-Control": "no-store"})
    await reply(scope, receive, send)
