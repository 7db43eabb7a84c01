"""The next page of the gallery without a browser: what it costs the server, and what stays."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.crowd import dismiss
from bench.gallery_works import Works
from bench.servers import Server
from bench.visitors import GalleryVisitor, StockGalleryVisitor, Visitor

SESSIONS: Final = 10


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


class _StockVisitor(StockGalleryVisitor):
    """Of a gallery that stands alone, at the server's own address."""

    page = ""


async def _turn(visitors: Sequence[Visitor], pages: int) -> None:
    async def one(visitor: Visitor) -> None:
        for _ in range(pages):
            await visitor.act()

    await asyncio.gather(*map(one, visitors))
    # Streamlit's own housekeeping of a run ends shortly after its last message.
    await asyncio.sleep(0.5)


async def _measure(server: Server, coming: Sequence[Visitor], alone: int, together: int) -> Turned:
    try:
        for number, visitor in enumerate(coming):
            await visitor.arrive()
            if number == 0:
                await _turn([visitor], 5)
                before = server.cpu_seconds()
                await _turn([visitor], alone)
                change = (server.cpu_seconds() - before) / alone * 1000
        held, before = server.resident_bytes(), server.cpu_seconds()
        begun = time.monotonic()
        await _turn(coming, together)
        pages = len(coming) * together
        return Turned(
            change=change,
            per_cpu=pages / (server.cpu_seconds() - before),
            per_second=pages / (time.monotonic() - begun),
            grown=server.resident_bytes() - held,
        )
    finally:
        await dismiss(coming)


def turn_pages(server: Server, works: Works, *, ours: bool, alone: int, together: int) -> Turned:
    """Turn pages in one session, then in `SESSIONS` at once.

    Args:
        server: with the gallery.
        works: what it shows.
        ours: whether it is our site; otherwise the stock page alone.
        alone: pages of the one session.
        together: pages of each of the others.

    Raises:
        RuntimeError: a page did not show its works.
    """
    kind = GalleryVisitor if ours else _StockVisitor
    coming = [
        # Each begins elsewhere, so that pages are shared by chance only.
        kind(server.address, works, number * len(works.pages) // SESSIONS, pictures=False)
        for number in range(SESSIONS)
    ]
    return asyncio.run(_measure(server, coming, alone, together))
