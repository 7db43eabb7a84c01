"""The app's socket as a browser uses it, without a browser."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

_PATIENCE = 60


@dataclass
class AppSocket:
    """One socket of the app.

    Attributes:
        session: id of the app's session.
        page: the app's id of the page that is shown.
        buttons: ids of the buttons that were drawn, by label.
        components: ids of our components that were drawn, by name.
        fragment: id of the part of the page that runs on its own.
        shown: markup and messages of the last run.
    """

    socket: ClientConnection
    session: str = ""
    page: str = ""
    shown: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    components: dict[str, str] = field(default_factory=dict)
    fragment: str = ""

    def rerun(
        self, press: str = "", *, fragment: str = "", page: str = "", query: str = ""
    ) -> None:
        """Send a frame that runs a page, and wait until it has."""
        self.send(press, fragment=fragment, page=page, query=query)
        self.wait()

    def send(self, press: str = "", *, fragment: str = "", page: str = "", query: str = "") -> None:
        """Send a frame that runs a page, or a part of it, with a button pressed.

        Args:
            press: label of the button.
            fragment: id of the part.
            page: name of the page in the app; empty for the home page.
            query: of its address.
        """
        frame = BackMsg()
        frame.rerun_script.page_name = page
        frame.rerun_script.query_string = query
        frame.rerun_script.fragment_id = fragment
        if press:
            state = frame.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
        self.socket.send(frame.SerializeToString())

    def tell(self, component: str, event: str, value: object, *, query: str = "") -> None:
        """Send what a component's script on the page that is shown has to say.

        Args:
            component: its name.
            event: what happened.
            value: what is told of it.
            query: as of `send`.
        """
        frame = BackMsg()
        frame.rerun_script.page_script_hash = self.page
        frame.rerun_script.query_string = query
        state = frame.rerun_script.widget_states.widgets.add()
        state.id = f"$$STREAMLIT_INTERNAL_KEY_{self.components[component]}__events"
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        self.socket.send(frame.SerializeToString())

    def wait(self) -> None:
        """Read until a run has ended."""
        self.shown = ""
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=_PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "button":
                    self.buttons[element.button.label] = element.button.id
                elif element.WhichOneof("type") == "bidi_component":
                    component = element.bidi_component
                    self.components[component.component_name] = component.id
                self.shown += f"{element.html.body}{element.alert.body}\n"
                self.fragment = message.delta.fragment_id or self.fragment
            elif kind == "script_finished":
                return

    def closed_with(self) -> int | None:
        """The code with which the server closes the socket; what it sent before is passed over."""
        try:
            while True:
                self.socket.recv(timeout=_PATIENCE)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


@contextmanager
def open_app(
    port: int,
    *,
    resumes: str = "",
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
) -> Iterator[AppSocket]:
    """The app's socket of a site on this machine.

    Args:
        port: where the site answers.
        resumes: id of an app's session that is asked for again.
        headers: of the request.
        source: address of loopback that it comes from.
    """
    names = ["streamlit", "none", *([resumes] if resumes else [])]
    line = socket.create_connection(("127.0.0.1", port), _PATIENCE, (source, 0))
    with connect(
        f"ws://localhost:{port}/_stcore/stream",
        origin=f"http://localhost:{port}",  # type: ignore[arg-type]
        subprotocols=[Subprotocol(name) for name in names],
        additional_headers=headers,
        sock=line,
        # A test may send for a while without reading what comes back.
        max_queue=None,
    ) as stream:
        yield AppSocket(stream)
