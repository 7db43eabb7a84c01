"""How many people one process serves at once: gallery, map and forms, against stock Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from math import inf, isfinite
from typing import Final

from bench.crowd import GOAL, PATIENCE, SETTLING, THINK, Trial, allow_sockets, run_crowd
from bench.gallery_works import sample_works
from bench.percentiles import percentile
from bench.report import Benchmark, Row, at_least, information
from bench.search import find_most
from bench.site import FEW_WORKS, WORKS, apart, copied, drafts_for, served, shared_cores
from bench.visitors import Cast

NAME: Final = "load"
TITLE: Final = "People at once"
ABOUT: Final = (
    "Visitors without a browser, a third of them on each page, turn pages of a gallery of {works} "
    "works, choose partners on the map, and go to and fro between two steps of a form, each time "
    "with a changed answer; ours saves it durably. Between two acts each of them thinks for "
    "{think:g} seconds on average, exponentially distributed, the same in every run. Stock are "
    "pages of the same content made of Streamlit's own elements, with stock settings; ours is the "
    "whole site over SQLite. An act ends when all of it has come; acts that are late when the time "
    "is over count with what they have taken. So many people hold when all have arrived within "
    "{patience:g} seconds, four at a time, no act fails, and 95 of 100 acts take less than "
    "{goal:g} ms during {seconds:g} seconds, after {settling:g} seconds of settling. The number is "
    "doubled until it does not hold, then bisected to a tenth, each trial once and with a server "
    "of its own. “With pictures”, an act of the gallery ends when its 24 pictures have come "
    "as well, six side by side and none from a cache. The visitors are one process with a core of "
    "its own, the server has {cores}; files of Streamlit's own, which a browser keeps, are not "
    "asked for."
)
SIDES: Final[Mapping[str, tuple[int, int]]] = {"stock": (4, 512), "ours": (32, 4096)}
"""With how many people the search begins on each side, and where it ends."""
RATIO: Final = 10.0
USERS: Final = "people at once"
ACT: Final = "processor time of an act"
RATE: Final = "acts a second at that number"
BYTES: Final = "bytes of an act"
MEMORY: Final = "resident memory at that number"
STORED: Final = "files kept of an entry, tiles not counted"
PICTURES: Final = ", with pictures"
ALONE: Final = ", pages alone"


def _find(
    cast: Cast, *, limits: tuple[int, int], seconds: float, cores: tuple[list[int], list[int]]
) -> Trial:
    """The trial with the most people that held; if none did, the last one."""
    trials: dict[int, Trial] = {}

    def holds(users: int) -> bool:
        with ExitStack() as stack:
            with apart(cores[0]):
                server = stack.enter_context(served(cast.side, cast.works))
            with apart(cores[1]):
                trial = run_crowd(server, cast.visitor, users, seconds=seconds)
        trials[users] = trial
        print(
            f"    {cast.side}: {users} people, p95 {trial.p95:.0f} ms, {trial.failed} failed, "
            f"server {trial.server:.2f} and visitors {trial.client:.2f} cores",
            flush=True,
        )
        return trial.holds

    first, most = limits
    found = find_most(holds, first=first, most=most)
    return trials[found] if found else replace(trials[min(trials)], users=0)


def _rows(stock: Trial, ours: Trial, words: str) -> list[Row]:
    def each(item: str, unit: str, value: float, usual: float) -> Row:
        return information(f"{item}{words}", [usual] if isfinite(usual) else [], [value], unit)

    def act(trial: Trial) -> float:
        return trial.server * trial.seconds * 1000 / trial.acts if trial.acts else inf

    def rate(trial: Trial) -> float:
        return trial.acts / trial.seconds if trial.seconds else 0.0

    mebi = 1024 * 1024
    rows = [at_least(f"{USERS}{words}", [max(1, stock.users)], [ours.users], "people", RATIO)]
    if not ours.acts:
        return rows  # too slow to see a single act
    rows += [
        each(RATE, "acts", rate(ours), rate(stock)),
        each("95th percentile at that number", "ms", ours.p95, stock.p95),
    ]
    for kind in ours.times:
        theirs = stock.times.get(kind)
        rows.append(
            information(
                f"of which {kind}{words}",
                [percentile(theirs, 95)] if theirs else [],
                [percentile(ours.times[kind], 95)],
                "ms",
            )
        )
    return [
        *rows,
        each(ACT, "ms", act(ours), act(stock)),
        each(BYTES, "kB", ours.received / 1000, stock.received / 1000),
        each("the server's share of its cores", "cores", ours.server, stock.server),
        each("the visitors' share of theirs", "cores", ours.client, stock.client),
        each(MEMORY, "MiB", ours.resident / mebi, stock.resident / mebi),
    ]


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` looks for a few people only, and for some seconds, with pictures."""
    seconds = 8.0 if quick else 30.0
    sides = {"stock": (3, 3), "ours": (3, 6)} if quick else SIDES
    allow_sockets()
    works, cores = sample_works(FEW_WORKS if quick else WORKS), shared_cores()
    rows: list[Row] = []
    with copied(works) as mine:
        drafts = drafts_for(mine, max(most for _, most in sides.values()) // 3 + 1)
        for pictures in (True,) if quick else (False, True):
            found = {
                side: _find(
                    Cast(side, mine, drafts, pictures),
                    limits=limits,
                    seconds=seconds,
                    cores=cores,
                )
                for side, limits in sides.items()
            }
            rows += _rows(found["stock"], found["ours"], PICTURES if pictures else ALONE)
        kept = sum(one.stat().st_size for one in (mine.var / "files").rglob("*") if one.is_file())
    rows.append(information(STORED, [], [kept / works.entries / 1000], "kB"))
    about = ABOUT.format(
        works=works.shown,
        think=THINK,
        patience=PATIENCE,
        goal=GOAL,
        seconds=seconds,
        settling=min(SETTLING, seconds),
        cores="one" if len(cores[0]) == 1 else f"{len(cores[0])}",
    )
    return Benchmark(NAME, TITLE, about, rows, quick=quick)
