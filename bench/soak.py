"""Memory of the server over thousands of short sessions."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from typing import Final

from bench.report import Benchmark, Row
from bench.servers import Server, serve
from bench.sessions import visit

NAME: Final = "soak"
TITLE: Final = "Memory over short sessions"
ABOUT: Final = (
    "{sessions} visitors, four at a time, open the page with three forms, run it once and leave, "
    "with this site's settings and the timed collection every 5 seconds. The server's resident "
    "memory is read after every {step} sessions; the ratio is the median of the last quarter of "
    "the readings to that of the second quarter. Streamlit keeps at most 128 sessions whose "
    "visitor left, for half an hour here, so the first quarter may grow."
)
AT_ONCE: Final = 4
STEP: Final = 100

_FORMS: Final = Path(__file__).parent / "ours" / "forms.py"


async def _one(server: Server) -> None:
    async with visit(server.address) as session:
        await session.rerun()


async def _soak(server: Server, sessions: int) -> list[int]:
    readings = []
    for _ in range(sessions // STEP):
        for _ in range(STEP // AT_ONCE):
            await asyncio.gather(*(_one(server) for _ in range(AT_ONCE)))
        readings.append(server.resident_bytes())
    return readings


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes 2,000 sessions instead of 10,000."""
    sessions = 2000 if quick else 10_000
    with serve(_FORMS, env={"YOUCHENG_COLLECT_SECONDS": "5"}) as server:
        readings = asyncio.run(_soak(server, sessions))
    quarter = len(readings) // 4
    early, late = median(readings[quarter : 2 * quarter]), median(readings[-quarter:])
    mebi = 1024 * 1024
    ratio = late / early
    return Benchmark(
        NAME,
        TITLE,
        ABOUT.format(sessions=f"{sessions:,}", step=STEP),
        [
            Row(
                f"resident memory, last quarter of {sessions:,} sessions (“stock”: second quarter)",
                early / mebi,
                late / mebi,
                "MiB",
                ratio,
                "of the second quarter",
                "≤ 1.05×",
                ratio <= 1.05,
                len(readings),
            ),
        ],
        quick=quick,
    )
