"""The frames of a websocket on their way to the app and back, and how one is ended from outside."""

from __future__ import annotations

from typing import Final

from starlette.types import Message, Receive, Send

TRY_AGAIN: Final = 1013
"""Why a socket is closed that cannot be served now; registered with IANA. Sent before the socket is
accepted, it becomes a 403."""


class Frames:
    """The two directions of a socket.

    Args:
        receive, send: of the server.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._closed = False

    async def receive(self) -> Message:
        """The next message of the browser."""
        return await self._receive()

    async def send(self, message: Message) -> None:
        """Pass a message of the app on, unless the socket is closed already."""
        if self._closed:
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    async def end(self, code: int) -> Message:
        """Close the socket; what is returned tells the app that the browser has gone."""
        await self.send({"type": "websocket.close", "code": code, "reason": ""})
        return {"type": "websocket.disconnect", "code": code, "reason": ""}
