"""The next page of the gallery without a browser: what it costs the server, and what stays."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from streamlit.components.v2.bidi_component.constants import EVENT_DELIM
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

from bench.gallery_works import Works
from bench.servers import Server
from bench.sessions import Visit, visit

SESSIONS: Final = 10
OURS: Final = "gallery"
"""Name of our page in the address."""
_FRAME: Final = "youcheng.frame"


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


class Reader:
    """A visitor who looks through the gallery page by page, and sees that each is the right one."""

    def __init__(self, session: Visit, works: Works, number: int) -> None:
        self.session = session
        self.works = works
        self.page = number
        self.moves = 0

    async def come(self) -> None:
        """See the first page."""
        await self.session.rerun()
        self._check(0)

    async def turn(self) -> None:
        """See the page after the present one; after the last comes the second again."""
        self.page = self.page % (len(self.works.pages) - 2) + 1
        await self.session.rerun(self._change())
        self._check(self.page)

    def _change(self) -> WidgetState:
        """What the browser sends for it."""
        self.moves += 1
        for element in self.session.elements:
            match element.WhichOneof("type"):
                case "number_input":
                    return WidgetState(id=element.number_input.id, int_value=self.page + 1)
                case "bidi_component" if element.bidi_component.component_name == _FRAME:
                    after = self.works.turns[self.page - 1]
                    move = {
                        "address": f"/{OURS}?lang=en&after={after}",
                        "number": self.moves,
                    }
                    return WidgetState(
                        id=f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{element.bidi_component.id}"
                        f"{EVENT_DELIM}events",
                        json_trigger_value=json.dumps([{"event": "go", "value": move}]),
                    )
        raise RuntimeError("the page has nothing to turn it by")

    def _check(self, page: int) -> None:
        shown = b"".join(one.SerializeToString() for one in self.session.elements)
        missing = [one for one in self.works.pages[page] if one.encode() not in shown]
        if missing:
            raise RuntimeError(f"page {page + 1} lacks {', '.join(missing)}")


async def _turn(readers: Sequence[Reader], pages: int) -> None:
    async def one(reader: Reader) -> None:
        for _ in range(pages):
            await reader.turn()

    await asyncio.gather(*map(one, readers))
    # Streamlit's own housekeeping of a run ends shortly after its last message.
    await asyncio.sleep(0.5)


async def _measure(server: Server, works: Works, page: str, alone: int, together: int) -> Turned:
    async with AsyncExitStack() as stack:
        readers = []
        for number in range(SESSIONS):
            session = await stack.enter_async_context(visit(server.address, "lang=en", page))
            # Each begins elsewhere, so that pages are shared by chance only.
            readers.append(Reader(session, works, number * len(works.pages) // SESSIONS))
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
