"""The next page of the gallery without a browser: what it costs the server, and what stays."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from httpx2 import AsyncClient
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.gallery_works import Works
from bench.servers import Server
from bench.sessions import Visit, visit
from youcheng.markup.gallery_page import WALL_ALONE

SESSIONS: Final = 10
OURS: Final = "gallery"
"""Name of our page in the address."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What turning pages took.

    Attributes:
        change: CPU milliseconds of the server for a page, one session.
        per_cpu: pages a CPU-second, all sessions at once.
        per_second: the same by the clock.
        grown: bytes that the server's resident memory grew by meanwhile.
    """

    change: float
    per_cpu: float
    per_second: float
    grown: int


class Reader(ABC):
    """A visitor who looks through the gallery page by page, and sees that each is the right one."""

    def __init__(self, session: Visit, works: Works, number: int) -> None:
        self.session = session
        self.works = works
        self.page = number

    async def come(self) -> None:
        """Open a session and see a page."""
        await self.session.rerun()

    async def turn(self) -> None:
        """See the page after the present one; after the last comes the second again."""
        self.page = self.page % (len(self.works.pages) - 2) + 1
        shown = await self.show()
        missing = [one for one in self.works.pages[self.page] if one.encode() not in shown]
        if missing:
            raise RuntimeError(f"page {self.page + 1} lacks {', '.join(missing)}")

    @abstractmethod
    async def show(self) -> bytes:
        """Ask for `page` as the browser does; what came of it."""


class StockReader(Reader):
    """Types the page's number."""

    async def show(self) -> bytes:
        await self.session.rerun(self._change())
        return b"".join(one.SerializeToString() for one in self.session.elements)

    def _change(self) -> WidgetState:
        for element in self.session.elements:
            if element.WhichOneof("type") == "number_input":
                return WidgetState(id=element.number_input.id, int_value=self.page + 1)
        raise RuntimeError("the page has nothing to turn it by")


class OurReader(Reader):
    """Follows the link to the next page, whose wall the gallery's script fetches."""

    def __init__(self, session: Visit, works: Works, number: int, line: AsyncClient) -> None:
        super().__init__(session, works, number)
        self.line = line

    async def show(self) -> bytes:
        asked = {"lang": "en", "after": self.works.turns[self.page - 1], **dict([WALL_ALONE])}
        reply = await self.line.get(f"/{OURS}", params=asked)
        return reply.raise_for_status().content


async def _turn(readers: Sequence[Reader], pages: int) -> None:
    async def one(reader: Reader) -> None:
        for _ in range(pages):
            await reader.turn()

    await asyncio.gather(*map(one, readers))
    # Streamlit's own housekeeping of a run ends shortly after its last message.
    await asyncio.sleep(0.5)


async def _open(
    server: Server, works: Works, page: str, number: int, stack: AsyncExitStack
) -> Reader:
    session = await stack.enter_async_context(visit(server.address, "lang=en", page))
    # Each begins elsewhere, so that pages are shared by chance only.
    first = number * len(works.pages) // SESSIONS
    if page != OURS:
        return StockReader(session, works, first)
    # As a browser on an encrypted line asks.
    headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    line = AsyncClient(base_url=server.address, headers=headers, timeout=120)
    return OurReader(session, works, first, await stack.enter_async_context(line))


async def _measure(server: Server, works: Works, page: str, alone: int, together: int) -> Turned:
    async with AsyncExitStack() as stack:
        readers = []
        for number in range(SESSIONS):
            readers.append(await _open(server, works, page, number, stack))
            await readers[-1].come()
            if number == 0:
                await _turn(readers, 5)
                before = server.cpu_seconds()
                await _turn(readers, alone)
                change = (server.cpu_seconds() - before) / alone * 1000
        held, before = server.resident_bytes(), server.cpu_seconds()
        begun = time.monotonic()
        await _turn(readers, together)
        pages = SESSIONS * together
        return Turned(
            change=change,
            per_cpu=pages / (server.cpu_seconds() - before),
            per_second=pages / (time.monotonic() - begun),
            grown=server.resident_bytes() - held,
        )


def turn_pages(server: Server, works: Works, *, page: str, alone: int, together: int) -> Turned:
    """Turn pages in one session, then in `SESSIONS` at once.

    Args:
        server: with the gallery.
        works: what it shows.
        page: its name in the address; empty where it comes first.
        alone: pages of the one session.
        together: pages of each of the others.

    Raises:
        RuntimeError: a page did not show its works.
    """
    return asyncio.run(_measure(server, works, page, alone, together))
