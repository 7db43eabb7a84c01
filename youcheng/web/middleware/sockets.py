"""What a visitor may do with the app's sockets: so many at once, and frames of the app's own kind.

Streamlit ends a socket that sends text with an error and its traceback in the log, as often as
somebody likes. A frame that is none of the app's closes this socket here, and no other.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng.web.clients import client_address
from youcheng.web.frames import TRY_AGAIN, Frames
from youcheng.web.in_flight import InFlight, TooManyAtOnce

UNSUPPORTED: Final = 1003
"""Why a socket is closed that sends text (RFC 6455, section 7.4.1)."""


class Sockets:
    """Opens so many sockets for one address and no more, and closes those that send no app's frame.

    Args:
        app: what comes after.
        most: sockets of one network address, as the operator's proxies name it; 0 for any number.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.in_flight = InFlight("socket", {"client": most} if most else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a socket within its bounds."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        try:
            with self.in_flight.enter(client=client_address(scope)):
                frames = _OfTheApp(receive, send)
                await self.app(scope, frames.receive, frames.send)
        except TooManyAtOnce:
            await send({"type": "websocket.close", "code": TRY_AGAIN, "reason": ""})


class _OfTheApp(Frames):
    """The two directions of a socket that carries the app's frames and no others."""

    async def receive(self) -> Message:
        """The next message of the browser; text ends the socket."""
        message = await super().receive()
        if message["type"] != "websocket.receive" or message.get("bytes") is not None:
            return message
        return await self.end(UNSUPPORTED)
