"""A visitor without a browser: speaks Streamlit's own messages over its websocket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from bench.lines import encryption

_PATIENCE = 120


class Visit:
    """One open session.

    Attributes:
        query: query string of the page, as the app has set it last.
        received: bytes of all messages so far.
        elements: what the last script run has sent.
    """

    def __init__(self, socket: ClientConnection, query: str, page: str) -> None:
        self.socket = socket
        self.query = query
        self.received = 0
        self.elements: list[Element] = []
        self._page = page
        self._script = ""

    async def rerun(self, *changed: WidgetState) -> None:
        """Ask for a script run and wait until it is finished.

        Args:
            changed: widgets that the visitor has changed.

        Raises:
            RuntimeError: the script did not finish well.
        """
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string = self.query
        wanted.page_script_hash = self._script
        wanted.page_name = "" if self._script else self._page
        wanted.widget_states.widgets.extend(changed)
        await self.socket.send(message.SerializeToString())
        self.elements = []
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            self.received += len(data)
            if self._is_last(ForwardMsg.FromString(data)):
                return

    def _is_last(self, reply: ForwardMsg) -> bool:
        """Keep what a message says; whether the run that was asked for is finished."""
        match reply.WhichOneof("type"):
            case "navigation":
                self._script = reply.navigation.page_script_hash
            case "page_info_changed":
                self.query = reply.page_info_changed.query_string
            case "delta" if reply.delta.WhichOneof("type") == "new_element":
                element = reply.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raise RuntimeError(element.exception.message)
                self.elements.append(element)
            case "script_finished":
                # The script asks for another run of itself where a link leads to another address.
                if reply.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return False
                if reply.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"script finished with {reply.script_finished}")
                return True
        return False


@asynccontextmanager
async def visit(
    address: str, query: str = "", page: str = "", *, cookies: str = ""
) -> AsyncIterator[Visit]:
    """Open a session at a server; the script is first run by `Visit.rerun`.

    Args:
        address: the server's address.
        query: query string of the page, without the question mark.
        page: name of the page in the address; empty for the one that comes first.
        cookies: as the browser sends them; empty for none.
    """
    host, security = urlsplit(address).netloc, encryption(address)
    async with connect(
        f"{'wss' if security else 'ws'}://{host}/_stcore/stream",
        ssl=security,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        additional_headers={"Cookie": cookies} if cookies else None,
        max_size=None,
        open_timeout=_PATIENCE,
        ping_interval=None,
        compression=None,
    ) as socket:
        yield Visit(socket, query, page)
