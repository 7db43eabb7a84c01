"""What one connection may ask of this process, and how many one network address may hold.

uvicorn waits for ever for a request that does not come or a reader that does not read, takes heads
of any length, and leaves a websocket without an answer when a line of its head has more than 8 KiB.
This bounds its protocol for HTTP from within, because neither `streamlit run` nor an application
can hand it another; whichever of them has started the server, all its connections are bounded.
"""

from __future__ import annotations

import asyncio
import logging
import resource
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from uvicorn.protocols.http import httptools_impl
from websockets import http11

from youcheng.services.client_addresses import Network, find_client, is_trusted

LARGEST_HEAD: Final = 32 * 1024
"""Bytes of a request's line and headers. Cookies of 10 kB, as other sites of the same domain may
leave, still fit; a longer head gets 431 (RFC 6585, section 5)."""
MOST_HEADERS: Final = 120
"""Headers of a request; the library for websockets takes 128."""
REQUEST_WITHIN: Final = 20.0
"""Seconds within which a request has to be there, from its connection or its first byte on."""
READ_WITHIN: Final = 120.0
"""Seconds within which a reader has to take something of what waits for it."""
_LOOK: Final = 5.0
_MOST_FILES: Final = 65_536

_log = logging.getLogger(__name__)
_Plain = httptools_impl.HttpToolsProtocol


class HeadRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """A request's line and headers are more than is taken."""


@dataclass(slots=True, eq=False)
class _Connection:
    """What is known of a connection.

    Attributes:
        transport, protocol: uvicorn's.
        waits_since: moment by the loop's clock since when no request is under way.
        cycle: the request that was under way last.
        unread: bytes that wait for the reader.
        unread_since: moment since when they have not become fewer.
    """

    transport: asyncio.Transport
    protocol: _Plain
    waits_since: float
    unread_since: float
    cycle: object = None
    unread: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of it."""
        return self.transport.is_closing() and not self.transport.get_write_buffer_size()

    def look(self, now: float) -> None:
        """End it where it has waited too long."""
        unread = self.transport.get_write_buffer_size()
        if not unread or unread < self.unread:
            self.unread_since = now
        self.unread = unread
        if now - self.unread_since > READ_WITHIN:
            self.transport.abort()
        elif self.transport.get_protocol() is self.protocol and self._waits(now):
            self.transport.close()

    def _waits(self, now: float) -> bool:
        """Whether a request has been waited for too long."""
        cycle = self.protocol.cycle
        if cycle is not self.cycle or (cycle is not None and not cycle.response_complete):
            self.cycle, self.waits_since = cycle, now
        return now - self.waits_since > REQUEST_WITHIN


class Connections:
    """The open connections of this process; for the event loop alone, so it needs no lock.

    Args:
        most: how many one network address may hold at once; 0 for any number.
        trusted: networks of the operator's proxies, which may hold any number.
    """

    def __init__(self, most: int, trusted: Collection[Network]) -> None:
        self._most = most
        self._trusted = trusted
        self._by_address: defaultdict[str, set[_Connection]] = defaultdict(set)
        self._looking = False

    def take(self, protocol: _Plain, transport: asyncio.Transport) -> None:
        """Take a new connection, or end it at once where its address holds too many."""
        peer = transport.get_extra_info("peername")
        host = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        address = find_client(host)
        now = protocol.loop.time()
        held = self._by_address[address]
        if self._most and len(held) >= self._most and not is_trusted(host, self._trusted):
            held -= {one for one in held if one.is_over}
            if len(held) >= self._most:
                transport.abort()
                return
        held.add(_Connection(transport, protocol, waits_since=now, unread_since=now))
        if not self._looking:
            self._looking = True
            protocol.loop.call_later(_LOOK, self._look, protocol.loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        for address, held in [*self._by_address.items()]:
            held -= {one for one in held if one.is_over}
            for one in held:
                one.look(loop.time())
            if not held:
                del self._by_address[address]
        self._looking = bool(self._by_address)
        if self._looking:
            loop.call_later(_LOOK, self._look, loop)


class _Bounded(_Plain):
    """uvicorn's protocol for HTTP, within bounds."""

    bounds: Connections
    _head = 0
    _in_head = True
    _refused = False
    _running: httptools_impl.RequestResponseCycle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.bounds.take(self, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        # uvicorn tells the latest request alone, and fails with the one that it is answering.
        self.pipeline.clear()
        if self._running is not None:
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: httptools_impl.RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        was_in_head = self._in_head
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        # A head that is whole was measured by its parts: a body may have come with it.
        self._head = len(data) + (self._head if was_in_head else 0)
        if self._head > LARGEST_HEAD:
            self._refused = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > LARGEST_HEAD or len(self.headers) > MOST_HEADERS:
            self._refused = True
            raise HeadRefused
        self._head, self._in_head = 0, False
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        if not self._refused:
            super().send_400_response(msg)
            return
        text = b"Request header fields too large\n"
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
            b"content-type: text/plain; charset=utf-8\r\n"
            b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(text), text)
        )
        self.transport.close()


def bound_connections(most: int, trusted: Collection[Network]) -> None:
    """Bound every connection that this process takes from now on.

    As many files may be open as the system lets this process have: each connection is one.

    Args: as of `Connections`.
    """
    _Bounded.bounds = Connections(most, trusted)
    # The library's own limit for a line: what HTTP takes opens a websocket as well.
    http11.MAX_LINE_LENGTH = LARGEST_HEAD
    _Plain.__new__ = staticmethod(_make)  # type: ignore[method-assign, assignment]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        _log.info("up to %d files may be open, where it were %d", wanted, soft)


def _make(_asked: type[_Plain], *_given: Any, **_named: Any) -> _Bounded:
    """An instance for `_Plain`, whose own initialiser fills it."""
    return object.__new__(_Bounded)
