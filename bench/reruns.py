"""Script runs for a second of processor time, and what a new session costs."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.report import Benchmark, at_least
from bench.servers import Server, serve
from bench.sessions import Visit, visit

NAME: Final = "reruns"
TITLE: Final = "Script runs and new sessions"
ABOUT: Final = (
    "A page with three forms of six elements, with pandas, pydeck and altair imported, served by "
    "`streamlit run` on the bare page (stock) and by a launcher with this site's settings and "
    "lifespan (ours). Clients without a browser speak Streamlit's own messages. {few} sessions "
    "open and {runs} script runs go round them, one after the other; then {fresh} more sessions "
    "open and stay, each running the page once, and the script runs go round all of them. What "
    "counts is the processor time of the server's process, so the clients' share of the machine "
    "does not matter. Stock collects garbage after every run, which takes the longer the more "
    "sessions are open: {all} are as many as the site is built to hold at once. Stock and ours "
    "take turns, {rounds} rounds."
)
FEW: Final = 20
MANY: Final = 300
"""Visitors at once, with five seconds between two acts of each, that one process has to serve."""

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Measured:
    """Script runs for a CPU-second with few and with many sessions open, and ms of a new one."""

    few: float
    many: float
    session: float


async def _runs(server: Server, visits: list[Visit], number: int) -> float:
    before = server.cpu_seconds()
    for turn in range(number):
        await visits[turn % len(visits)].rerun()
    # Streamlit's own housekeeping of a run ends shortly after its last message.
    await asyncio.sleep(0.5)
    return number / (server.cpu_seconds() - before)


async def _measure(server: Server, runs: int, fresh: int) -> _Measured:
    async with AsyncExitStack() as stack:
        visits: list[Visit] = []

        async def come(number: int) -> None:
            for _ in range(number):
                visits.append(await stack.enter_async_context(visit(server.address)))
                await visits[-1].rerun()
            await asyncio.sleep(0.5)

        await come(FEW)
        few = await _runs(server, visits, runs)
        before = server.cpu_seconds()
        await come(fresh)
        session = (server.cpu_seconds() - before) / fresh * 1000
        return _Measured(few, await _runs(server, visits, runs), session)


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes fewer sessions and one round, for work on the benchmark itself."""
    fresh, rounds = (20, 1) if quick else (MANY - FEW, 3)
    # CPU times come in ticks of 10 ms: the quicker side runs more, so that ticks do not matter.
    runs = {"stock": 40 if quick else 100, "ours": 400 if quick else 1000}
    found: dict[str, list[_Measured]] = {"stock": [], "ours": []}
    for _ in range(rounds):
        for side, measured in found.items():
            with serve(_HERE / side / "forms.py") as server:
                measured.append(asyncio.run(_measure(server, runs[side], fresh)))
    stock, ours = found["stock"], found["ours"]
    return Benchmark(
        NAME,
        TITLE,
        ABOUT.format(
            few=FEW,
            fresh=fresh,
            all=FEW + fresh,
            rounds=rounds,
            runs=f"{runs['stock']} (stock) or {runs['ours']} (ours)",
        ),
        [
            at_least(
                f"script runs for a CPU-second, {FEW + fresh} sessions open",
                [one.many for one in stock],
                [one.many for one in ours],
                "runs",
                20,
            ),
            at_least(
                f"script runs for a CPU-second, {FEW} sessions open",
                [one.few for one in stock],
                [one.few for one in ours],
                "runs",
                20,
            ),
            at_least(
                "CPU time of a new session",
                [one.session for one in stock],
                [one.session for one in ours],
                "ms",
                20,
                lower_is_better=True,
            ),
        ],
        quick=quick,
    )
