"""Malformed frames close their own socket; nobody else notices, and the log is not flooded."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from tests.app_socket import open_app
from tests.conftest import FULL, Site
from tests.faults.lines import connect, read_head, upgrade

pytestmark = pytest.mark.in_turn("unwelcome clients")

TEXT, BINARY, PING = 1, 2, 9
_MASK: Final = bytes(4)
"""A mask of zeros leaves the payload as it is."""
TIMES: Final = 200 if FULL else 20


def frame(kind: int, payload: bytes = b"", *, first: int = 0x80, masked: bool = True) -> bytes:
    """A frame of a client (RFC 6455, section 5.2), right or, by its first byte, wrong."""
    bit = 0x80 if masked else 0
    length = (
        bytes([bit | len(payload)])
        if len(payload) < 126
        else bytes([bit | 126]) + struct.pack("!H", len(payload))
    )
    return bytes([first | kind]) + length + (_MASK if masked else b"") + payload


BAD: Final = {
    "a reserved kind": (frame(3), 1002),
    "a reserved bit": (frame(BINARY, b"x", first=0xC0), 1002),
    "no mask": (frame(BINARY, b"x", masked=False), 1002),
    "a ping in pieces": (frame(PING, first=0), 1002),
    "a ping too long": (frame(PING, b"x" * 126), 1002),
    "a piece of nothing": (frame(0, b"x"), 1002),
    "a message within a message": (frame(BINARY, b"x", first=0) + frame(BINARY, b"y"), 1002),
    "a length beyond all measure": (bytes([0x82, 0xFF]) + struct.pack("!Q", 1 << 40), 1009),
    "text": (frame(TEXT, b"hello"), 1003),
    "text that is none": (frame(TEXT, b"\xff\xfe"), 1007),
    "no message of the app": (frame(BINARY, b"\xff" * 40), 1002),
    "a close that is none": (frame(8, b"x"), 1002),
}
"""What is sent, and with which code the socket is closed."""


@contextmanager
def opened(site: Site) -> Iterator[socket.socket]:
    """The app's socket after the handshake, for bytes of any kind."""
    with connect(site) as line:
        line.sendall(upgrade(site))
        assert read_head(line).startswith(b"HTTP/1.1 101 ")
        yield line


def closed_with(line: socket.socket) -> int | None:
    """The code of the close frame that comes, if one does before the connection ends."""
    with line.makefile("rb") as frames:
        while len(head := frames.read(2)) == 2:
            kind, length = head[0] & 0x0F, head[1]
            if length >= 126:
                size = 2 if length == 126 else 8
                length = int.from_bytes(frames.read(size))
            payload = frames.read(length)
            if kind == 8:
                return int.from_bytes(payload[:2])
    return None


@pytest.mark.parametrize("case", list(BAD))
def test_a_bad_frame_closes_its_own_socket_and_no_other(site: Site, case: str) -> None:
    sent, code = BAD[case]
    with open_app(site.port) as neighbour:
        neighbour.rerun()
        with opened(site) as line:
            line.sendall(sent)
            assert closed_with(line) == code
        neighbour.rerun(query="lang=fr")
    assert not site.traceback()


def test_a_frame_that_never_ends_holds_nobody_up(site: Site) -> None:
    with opened(site) as line, open_app(site.port) as neighbour:
        line.sendall(frame(BINARY, b"x" * 100)[:20])
        neighbour.rerun()


def test_a_line_that_drops_within_a_frame_is_nothing_to_log(site: Site) -> None:
    with opened(site) as line:
        line.sendall(frame(BINARY, b"x" * 100)[:20])
    with open_app(site.port) as neighbour:
        neighbour.rerun()
    assert not site.traceback()


def test_bad_frames_without_number_leave_a_line_each_in_the_log(site: Site) -> None:
    before = site.log.stat().st_size
    for _ in range(TIMES):
        for sent, _ in (BAD["text"], BAD["no message of the app"]):
            with opened(site) as line:
                line.sendall(sent)
                closed_with(line)
    grown = site.log.stat().st_size - before
    assert grown < 2 * TIMES * 1_000
    assert not site.traceback()
