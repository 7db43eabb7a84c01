"""Memory of the server over thousands of short sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from bench.gallery_works import sample_works
from bench.report import Benchmark, Row
from bench.servers import Server, serve
from bench.sessions import visit
from bench.site import FEW_WORKS, WORKS, copied, drafts_for, served
from bench.visitors import Cast

NAME: Final = "soak"
TITLE: Final = "Memory over short sessions"
ABOUT: Final = (
    "{sessions} visitors, four at a time, open the page with three forms, run it once and leave, "
    "with this site's settings and the timed collection every 5 seconds. As many come to the whole "
    "site, a third of them each to the gallery of {works} works, the map and a form: they ask for "
    "the document, run the page, turn a page with its pictures, choose a partner or go on to the "
    "next step, and leave. The server's resident memory is read after every {step} sessions; the "
    "ratio is the median of the last quarter of the readings to that of the second quarter. "
    "Streamlit keeps at most 128 sessions whose visitor left, for half an hour here, so the first "
    "quarter may grow."
)
AT_ONCE: Final = 4
STEP: Final = 100
DRAFTS: Final = 200
_COLLECT: Final = {"YOUCHENG_COLLECT_SECONDS": "5"}
_FORMS: Final = Path(__file__).parent / "ours" / "forms.py"

Visiting = Callable[[Server, int], Awaitable[None]]
"""What the visitor of a number does."""


async def _run_once(server: Server, _number: int) -> None:
    async with visit(server.address) as session:
        await session.rerun()


def _look_round(cast: Cast) -> Visiting:
    async def look(server: Server, number: int) -> None:
        visitor = cast.visitor(server.address, number)
        try:
            await visitor.arrive()
            await visitor.act()
        finally:
            await visitor.leave()

    return look


async def _soak(server: Server, sessions: int, come: Visiting) -> list[int]:
    readings = []
    for first in range(0, sessions, STEP):
        for number in range(first, first + STEP, AT_ONCE):
            await asyncio.gather(*(come(server, number + one) for one in range(AT_ONCE)))
        readings.append(server.resident_bytes())
    return readings


def _row(what: str, readings: Sequence[int]) -> Row:
    quarter = len(readings) // 4
    early, late = median(readings[quarter : 2 * quarter]), median(readings[-quarter:])
    mebi = 1024 * 1024
    ratio = late / early
    return Row(
        f"resident memory, last quarter of {what} (“stock”: second quarter)",
        early / mebi,
        late / mebi,
        "MiB",
        ratio,
        "of the second quarter",
        "≤ 1.05×",
        ratio <= 1.05,
        len(readings),
    )


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes 2,000 sessions and 400 of the whole site instead of 10,000."""
    sessions, mixed = (2000, 400) if quick else (10_000, 10_000)
    with serve(_FORMS, env=_COLLECT) as server:
        alone = asyncio.run(_soak(server, sessions, _run_once))
    works = sample_works(FEW_WORKS if quick else WORKS)
    with copied(works) as mine:
        cast = Cast("ours", mine, drafts_for(mine, DRAFTS))
        with served("ours", mine, **_COLLECT) as server:
            together = asyncio.run(_soak(server, mixed, _look_round(cast)))
    return Benchmark(
        NAME,
        TITLE,
        ABOUT.format(sessions=f"{sessions:,}", step=STEP, works=works.shown),
        [
            _row(f"{sessions:,} sessions", alone),
            _row(f"{mixed:,} sessions of the whole site", together),
        ],
        quick=quick,
    )
