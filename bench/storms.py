"""Many people who come in the same moment: how long until each of them has the page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final, Protocol

import uvloop

from bench.crowd import FAILURES, allow_sockets, dismiss
from bench.gallery_works import Works, entries_for, sample_works
from bench.percentiles import percentile
from bench.replicas import filled, replicated
from bench.report import Benchmark, Row, ceiling, information
from bench.site import FEW_WORKS, WORKS, apart, copied, served, shared_cores
from bench.visitors import (
    GalleryVisitor,
    HomeVisitor,
    MapVisitor,
    StockGalleryVisitor,
    StockHomeVisitor,
    StockMapVisitor,
    Visitor,
)

NAME: Final = "storms"
TITLE: Final = "Arrivals at once"
ABOUT: Final = (
    "{few} and {many} visitors without a browser come in the same moment, a third of them each to "
    "the home page, the gallery of {works} works and the map. Each asks for the page's document, "
    "opens a session and waits until the first script run is done; files of Streamlit's own, "
    "which a browser fetches meanwhile, are not asked for. Before it, {warm} came one after the "
    "other, so that what a server does once is done. Stock and ours over SQLite are one process "
    "each, {rounds} storms in turn (one of {many} on stock); the visitors have a core of their "
    "own. One and two replicas are the same site over one PostgreSQL (without fsync, which reading "
    "does not feel) and one bucket, behind nginx as deploy/nginx.conf sets it up: it encrypts, and "
    "gives every visitor a cookie and by it a replica. They share the core that the one process "
    "has with PostgreSQL, the store of files and nginx: on a machine with more cores the second "
    "would have one of its own."
)
FEW: Final = 50
MANY: Final = 200
CEILING: Final = 2000.0
WARM: Final = 6
ARRIVAL: Final = "processor time of an arrival"
TRANSACTIONS: Final = "database transactions of an arrival"


class _Measured(Protocol):
    """What storms are let loose on: where it answers, and the processor time it has used."""

    @property
    def address(self) -> str: ...

    def cpu_seconds(self) -> float: ...


@dataclass(slots=True)
class _Storms:
    """What was seen of storms of each size: 95th percentiles in ms, and CPU ms of an arrival."""

    late: dict[int, list[float]] = field(default_factory=dict)
    cpu: list[float] = field(default_factory=list)


def _visitors(side: str, works: Works) -> Callable[[str, int], Visitor]:
    """Makes the visitor of a number at an address."""

    def make(address: str, number: int) -> Visitor:
        match side, number % 3:
            case "ours", 0:
                return HomeVisitor(address)
            case "ours", 1:
                return GalleryVisitor(address, works, number, pictures=False)
            case "ours", _:
                return MapVisitor(address, number)
            case _, 0:
                return StockHomeVisitor(address)
            case _, 1:
                return StockGalleryVisitor(address, works, number, pictures=False)
            case _:
                return StockMapVisitor(address, number)

    return make


async def _arrive(visitor: Visitor, begun: float) -> float:
    try:
        await visitor.arrive()
    except FAILURES as failure:
        raise RuntimeError(f"a visitor of {visitor.kind} did not arrive: {failure!r}") from failure
    return (time.monotonic() - begun) * 1000


async def _storm(
    make: Callable[[str, int], Visitor], address: str, number: int, *, first: int = 0
) -> list[float]:
    """Milliseconds until each of so many had the page; visitors are told apart by their numbers."""
    visitors = [make(address, one) for one in range(first, first + number)]
    begun = time.monotonic()
    try:
        return await asyncio.gather(*(_arrive(one, begun) for one in visitors))
    finally:
        await dismiss(visitors)


def _let_loose(
    server: _Measured, make: Callable[[str, int], Visitor], storms: Mapping[int, int]
) -> _Storms:
    """Storms of each size, so many times, after a few visitors one by one.

    Raises:
        RuntimeError: somebody did not arrive.
    """
    found = _Storms()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for one in range(WARM):
            runner.run(_storm(make, server.address, 1, first=one))
        for number, times in storms.items():
            for _ in range(times):
                before = server.cpu_seconds()
                seen = runner.run(_storm(make, server.address, number))
                found.late.setdefault(number, []).append(percentile(seen, 95))
                found.cpu.append((server.cpu_seconds() - before) * 1000 / number)
                runner.run(asyncio.sleep(2))  # what a server does once they have left
    return found


def _one_process(
    side: str, works: Works, storms: Mapping[int, int], cores: tuple[list[int], list[int]]
) -> _Storms:
    with ExitStack() as stack:
        with apart(cores[0]):
            server = stack.enter_context(served(side, works))
        with apart(cores[1]):
            return _let_loose(server, _visitors(side, works), storms)


def _behind_nginx(
    works: Works, entries: int, storms: Mapping[int, int], cores: tuple[list[int], list[int]]
) -> list[Row]:
    """Rows for one and for two replicas."""
    make = _visitors("ours", works)
    found: dict[int, _Storms] = {}
    transactions: list[float] = []
    comers = sum(number * times for number, times in storms.items()) + WARM
    with ExitStack() as machines:
        with apart(cores[0]):
            shared = machines.enter_context(filled(entries))
        for number in (1, 2):
            with ExitStack() as stack:
                with apart(cores[0]):
                    site = stack.enter_context(replicated(number, shared))
                with apart(cores[1]):
                    before = shared.transactions()
                    found[number] = _let_loose(site, make, storms)
                    transactions.append((shared.transactions() - before) / comers)
    rows = []
    for number, seen in found.items():
        name = "one replica" if number == 1 else f"{number} replicas"
        rows += [
            information(f"{size} at once, 95th percentile, {name} behind nginx", [], late, "ms")
            for size, late in seen.late.items()
        ]
    return [*rows, information(TRANSACTIONS, [], transactions, "")]


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` lets a few come, once."""
    few, many, rounds = (5, 10, 1) if quick else (FEW, MANY, 3)
    works, cores = sample_works(FEW_WORKS if quick else WORKS), shared_cores()
    allow_sockets()
    with copied(works) as mine:
        stock = _one_process("stock", mine, {few: rounds, many: 1}, cores)
        ours = _one_process("ours", mine, {few: rounds, many: rounds}, cores)
    name = "95th percentile until the first script run is done"
    rows = [
        ceiling(f"{few} at once, {name}", ours.late[few], "ms", CEILING, stock=stock.late[few]),
        information(f"{many} at once, {name}", stock.late[many], ours.late[many], "ms"),
        information(ARRIVAL, stock.cpu, ours.cpu, "ms"),
    ]
    entries = 15 if quick else entries_for(works.shown)
    rows += _behind_nginx(works, entries, {few: rounds, many: rounds}, cores)
    about = ABOUT.format(
        few=few,
        many=many,
        works=works.shown,
        warm=WARM,
        rounds=rounds,
    )
    return Benchmark(NAME, TITLE, about, rows, quick=quick)
