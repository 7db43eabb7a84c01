"""The visitors' connections, against a server that answers in every way that ours does."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import brotli
import pytest

from bench.lines import ABREAST, Lines
from tests.coroutines import run_to_end

TEXT = "Friends “across” the water. " * 40


def _packed(name: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _chunked(body: bytes) -> bytes:
    half = len(body) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (body[:half], body[half:]))
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


ANSWERS = {
    "/br": _packed("br", brotli.compress(TEXT.encode())),
    "/gzip": _packed("gzip", gzip.compress(TEXT.encode())),
    "/plain": _packed("identity", TEXT.encode()),
    "/chunked": _chunked(TEXT.encode()),
    "/missing": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "/cookies": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
    b"Set-Cookie: route=one; Path=/\r\nset-cookie: lang=en; Path=/\r\n\r\n",
}


@dataclass
class _Asked:
    """What a server was asked: the connections, each with who answers on it, and the heads of all
    requests."""

    answering: list[asyncio.Task[None]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    @property
    def connections(self) -> int:
        return len(self.answering)


def _talk(talk: Callable[[Lines, _Asked], Awaitable[None]], *, hangs_up: bool = False) -> None:
    """Let a visitor talk with the server, which may hang up after every answer."""
    asked = _Asked()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.answering.append(asyncio.current_task())  # type: ignore[arg-type]
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                asked.heads.append(head)
                writer.write(ANSWERS[head.split(" ")[1]])
                await writer.drain()
                if hangs_up:
                    return
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            lines = Lines(f"http://127.0.0.1:{port}")
            await talk(lines, asked)
            lines.close()
            # The server sees that the visitor has left.
            await asyncio.gather(*asked.answering)

    run_to_end(run())


@pytest.mark.parametrize("path", ["/br", "/gzip", "/plain", "/chunked"])
def test_lines_read_an_answer_however_it_is_packed(path: str) -> None:
    async def talk(lines: Lines, asked: _Asked) -> None:
        assert (await lines.get(path)).text == TEXT
        assert (await lines.get(path)).text == TEXT
        assert asked.connections == 1

    _talk(talk)


def test_lines_connect_again_where_the_server_hung_up() -> None:
    async def talk(lines: Lines, asked: _Asked) -> None:
        for _ in range(3):
            assert (await lines.get("/plain")).text == TEXT
            await asyncio.sleep(0.05)
        assert asked.connections == 3

    _talk(talk, hangs_up=True)


def test_lines_ask_for_everything_with_no_more_connections_than_a_browser() -> None:
    async def talk(lines: Lines, asked: _Asked) -> None:
        await lines.get_all(["/plain"] * 40)
        assert len(asked.heads) == 40
        assert asked.connections <= ABREAST
        assert lines.received == 40 * len(TEXT.encode())

    _talk(talk)


def test_lines_keep_every_cookie() -> None:
    async def talk(lines: Lines, asked: _Asked) -> None:
        await lines.get("/cookies")
        assert lines.cookies == "route=one; lang=en"
        await lines.get("/plain")
        assert "Cookie: route=one; lang=en\r\n" in asked.heads[-1]

    _talk(talk)


def test_lines_take_no_error_for_an_answer() -> None:
    async def talk(lines: Lines, asked: _Asked) -> None:
        with pytest.raises(RuntimeError, match="/missing was answered with 404"):
            await lines.get("/missing")

    _talk(talk)
