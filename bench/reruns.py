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
    "lifespan (ours). Clients without a browser speak Streamlit's own messages. {stages} sessions "
    "are open one after the other, of which every new one runs the page once and stays; at each "
    "of these numbers {runs} script runs go round all sessions. What counts is the processor time "
    "of the server's process, so the clients' share of the machine does not matter. Stock "
    "collects garbage after every run, which takes the longer the more sessions are open: "
    "the more visitors at once, the larger the ratio; {most} are as many as the site is built to "
    "hold. Stock and ours take turns, {rounds} rounds."
)
STAGES: Final = (20, 150, 300)
"""Open sessions at which script runs are counted. With five seconds between two acts of each
visitor one process has to serve 300 at once."""

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Measured:
    """Script runs for a CPU-second at each number of open sessions, and ms of a new session."""

    runs: tuple[float, ...]
    session: float


async def _runs(server: Server, visits: list[Visit], number: int) -> float:
    before = server.cpu_seconds()
    for turn in range(number):
        await visits[turn % len(visits)].rerun()
    # Streamlit's own housekeeping of a run ends shortly after its last message.
    await asyncio.sleep(0.5)
    return number / (server.cpu_seconds() - before)


async def _measure(server: Server, runs: int, stages: tuple[int, ...]) -> _Measured:
    async with AsyncExitStack() as stack:
        visits: list[Visit] = []
        counted: list[float] = []
        coming = 0.0
        for stage in stages:
            before = server.cpu_seconds()
            fresh = stage - len(visits)
            for _ in range(fresh):
                visits.append(await stack.enter_async_context(visit(server.address)))
                await visits[-1].rerun()
            await asyncio.sleep(0.5)
            coming = (server.cpu_seconds() - before) / fresh * 1000
            counted.append(await _runs(server, visits, runs))
        return _Measured(tuple(counted), coming)


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes fewer sessions and one round, for work on the benchmark itself."""
    stages, rounds = ((5, 10, 20), 1) if quick else (STAGES, 3)
    # CPU times come in ticks of 10 ms: the quicker side runs more, so that ticks do not matter.
    runs = {"stock": 40 if quick else 100, "ours": 400 if quick else 1000}
    found: dict[str, list[_Measured]] = {"stock": [], "ours": []}
    for _ in range(rounds):
        for side, measured in found.items():
            with serve(_HERE / side / "forms.py") as server:
                measured.append(asyncio.run(_measure(server, runs[side], stages)))
    stock, ours = found["stock"], found["ours"]
    return Benchmark(
        NAME,
        TITLE,
        ABOUT.format(
            stages=", ".join(map(str, stages[:-1])) + f" and {stages[-1]}",
            most=stages[-1],
            rounds=rounds,
            runs=f"{runs['stock']} (stock) or {runs['ours']} (ours)",
        ),
        [
            *(
                at_least(
                    f"script runs for a CPU-second, {stages[place]} sessions open",
                    [one.runs[place] for one in stock],
                    [one.runs[place] for one in ours],
                    "runs",
                    20,
                )
                for place in range(len(stages))
            ),
            at_least(
                f"CPU time of a new session beside {stages[-2]} or more",
                [one.session for one in stock],
                [one.session for one in ours],
                "ms",
                20,
                lower_is_better=True,
            ),
        ],
        quick=quick,
    )
