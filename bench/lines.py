"""A visitor's connections for HTTP: kept open as a browser keeps them, and cheap for the client."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import brotli

ABREAST: Final = 6
"""Connections that a browser opens to one server by HTTP/1.1."""
_PATIENCE: Final = 120
_LONGEST: Final = 2**20
_BROKEN: Final = (ConnectionError, asyncio.IncompleteReadError)
_TRUSTING: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_TRUSTING.check_hostname = False
_TRUSTING.verify_mode = ssl.CERT_NONE


def encryption(address: str) -> ssl.SSLContext | None:
    """How a server is spoken to: None for http. Nobody vouches for the certificates of loopback."""
    return _TRUSTING if urlsplit(address).scheme == "https" else None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes:
        status: of HTTP.
        headers: by their names in small letters; several with one name stand on lines of one.
        body: as it travelled.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, unpacked."""
        match self.headers.get("content-encoding", ""):
            case "br":
                return bytes(brotli.decompress(self.body)).decode()
            case "gzip":
                return gzip.decompress(self.body).decode()
            case _:
                return self.body.decode()


class _Line:
    """One connection. The server may close it between two requests."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._host, self._port = place.hostname or "", place.port or 80
        self._encryption = encryption(address)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, request: bytes) -> Reply:
        kept = self._streams is not None
        try:
            return await self._ask(request)
        except _BROKEN:
            self.close()
            if not kept:
                raise
        return await self._ask(request)

    def close(self) -> None:
        if self._streams:
            # An encrypted line would wait for a farewell, and the loop may be over by then.
            self._streams[1].transport.abort()
            self._streams = None

    async def _ask(self, request: bytes) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                self._host, self._port, limit=_LONGEST, ssl=self._encryption
            )
        reader, writer = self._streams
        writer.write(request)
        head, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for name, _, value in (line.partition(":") for line in lines if line):
            before = headers.get(name.lower())
            headers[name.lower()] = f"{before}\n{value.strip()}" if before else value.strip()
        if headers.get("transfer-encoding") == "chunked":
            body = await _read_chunks(reader)
        else:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        return Reply(int(head.split(" ", 2)[1]), headers, body)


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    pieces = []
    while length := int(await reader.readuntil(b"\r\n"), 16):
        pieces.append(await reader.readexactly(length))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(pieces)


class Lines:
    """Up to `ABREAST` connections of one visitor, who keeps the cookies that are set.

    Attributes:
        received: bytes of all bodies so far.

    Args:
        address: of the server, without a slash at the end.
    """

    def __init__(self, address: str) -> None:
        self.received = 0
        self._kept: dict[str, str] = {}
        self._host = urlsplit(address).netloc
        self._lines = [_Line(address) for _ in range(ABREAST)]

    @property
    def cookies(self) -> str:
        """As the browser sends them back; empty for none."""
        return "; ".join(f"{name}={value}" for name, value in self._kept.items())

    async def get(self, path: str) -> Reply:
        """Ask for one address.

        Raises:
            RuntimeError: the answer is not 200.
            OSError, asyncio.IncompleteReadError, TimeoutError: none came.
        """
        return await self._get(self._lines[0], path)

    async def get_all(self, paths: Iterable[str]) -> None:
        """Ask for these addresses, as many side by side as there are connections.

        Raises: as `get`.
        """
        waiting = iter(list(paths))

        async def work(line: _Line) -> None:
            for path in waiting:
                await self._get(line, path)

        await asyncio.gather(*map(work, self._lines))

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            with suppress(RuntimeError):  # the loop is over
                line.close()

    async def _get(self, line: _Line, path: str) -> Reply:
        cookies = f"Cookie: {self.cookies}\r\n" if self.cookies else ""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n"
            f"Accept-Encoding: gzip, deflate, br, zstd\r\n{cookies}\r\n"
        )
        async with asyncio.timeout(_PATIENCE):
            reply = await line.get(request.encode())
        self.received += len(reply.body)
        for cookie in reply.headers.get("set-cookie", "").splitlines():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._kept[name] = value
        if reply.status != 200:
            raise RuntimeError(f"{path} was answered with {reply.status}")
        return reply
