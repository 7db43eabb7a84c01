"""The headers that keep a browser from doing more with a reply than the site needs."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng.web import csp

_TWO_YEARS: Final = 63_072_000
_NO_DOCUMENTS: Final = ("text/javascript", "text/css", "font/", "image/png", "image/webp")
"""Kinds of reply that a browser never opens as a document with powers of its own. A page loads a
hundred of them, and the headers for documents would add 60 KB to a first visit."""


class SecurityHeaders:
    """Adds the security headers to every HTTP reply; one that a reply brings itself is kept.

    Scripts, styles, fonts and pictures get only the one that matters to them: ``nosniff``.

    Args:
        app: what comes after.
        public_url: the site's address; Strict-Transport-Security is sent only when it is https,
            so that a trial over plain HTTP does not lock browsers out.
    """

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": csp.PAGES,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": csp.FEATURES,
            "Referrer-Policy": "strict-origin-when-cross-origin",
        }
        if public_url.startswith("https://"):
            self.headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the reply."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                if not headers.get("content-type", "").startswith(_NO_DOCUMENTS):
                    for name, value in self.headers.items():
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
