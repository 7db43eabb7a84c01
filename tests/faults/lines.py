"""Bare connections to a site, from any address of loopback, for bytes of any kind."""

from __future__ import annotations

import secrets
import socket
from base64 import b64encode

from tests.conftest import Site

PATIENCE = 60


def connect(site: Site, *, source: str = "127.0.0.1") -> socket.socket:
    """A connection from an address of loopback."""
    return socket.create_connection(("127.0.0.1", site.port), PATIENCE, (source, 0))


def request(site: Site, path: str, *headers: str, method: str = "GET") -> bytes:
    """The head of a request."""
    lines = (f"{method} {path} HTTP/1.1", f"Host: localhost:{site.port}", *headers, "", "")
    return "\r\n".join(lines).encode()


def read_head(line: socket.socket) -> bytes:
    """What comes up to the end of a head, or of the connection."""
    head = b""
    while not head.endswith(b"\r\n\r\n") and (piece := line.recv(1)):
        head += piece
    return head


def read_rest(line: socket.socket) -> bytes:
    """What comes until the site ends the connection."""
    came = b""
    try:
        while piece := line.recv(65_536):
            came += piece
    except ConnectionResetError:
        pass
    return came


def upgrade(site: Site) -> bytes:
    """The head of a request for the app's socket."""
    return request(
        site,
        "/_stcore/stream",
        f"Origin: {site.address}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        f"Sec-WebSocket-Key: {b64encode(secrets.token_bytes(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: streamlit, none",
    )
