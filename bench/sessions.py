"""A visitor without a browser: speaks Streamlit's own messages over its websocket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_PATIENCE = 120


class Visit:
    """One open session."""

    def __init__(self, socket: ClientConnection, query: str) -> None:
        self.socket = socket
        self.query = query
        self.received = 0

    async def rerun(self) -> None:
        """Ask for a script run and wait until it is finished.

        Raises:
            RuntimeError: the script did not finish well.
        """
        message = BackMsg()
        message.rerun_script.query_string = self.query
        await self.socket.send(message.SerializeToString())
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            self.received += len(data)
            reply = ForwardMsg.FromString(data)
            kind = reply.WhichOneof("type")
            if kind == "delta" and reply.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(reply.delta.new_element.exception.message)
            if kind == "script_finished":
                if reply.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"script finished with {reply.script_finished}")
                return


@asynccontextmanager
async def visit(address: str, query: str = "") -> AsyncIterator[Visit]:
    """Open a session at a server; the script is first run by `Visit.rerun`.

    Args:
        address: the server's address.
        query: query string of the page, without the question mark.
    """
    host = urlsplit(address).netloc
    async with connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
        open_timeout=_PATIENCE,
        ping_interval=None,
        compression=None,
    ) as socket:
        yield Visit(socket, query)
