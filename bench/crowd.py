"""Many visitors at once, each thinking between two acts, and how long they wait."""

from __future__ import annotations

import asyncio
import random
import resource
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import uvloop
from websockets.exceptions import WebSocketException

from bench.percentiles import percentile
from bench.servers import Server
from bench.visitors import Visitor

THINK: Final = 5.0
"""Seconds between two acts of a visitor, on average; exponentially distributed, as those of many
people who know nothing of each other."""
GOAL: Final = 1000.0
"""Milliseconds that 95 of 100 acts may take at most."""
SEED: Final = 8
ARRIVALS: Final = 4
"""So many visitors arrive side by side until all are there."""
PATIENCE: Final = 180.0
"""Seconds within which all must have arrived."""
SETTLING: Final = 2 * THINK
_FAREWELL: Final = 10.0
FAILURES: Final = (RuntimeError, OSError, EOFError, WebSocketException)


@dataclass(frozen=True, slots=True)
class Trial:
    """What so many visitors saw.

    Attributes:
        users: how many were to come.
        arrived: whether all of them did in time.
        failed: acts and arrivals that failed.
        seconds: how long it was watched.
        times: ms of every act that ended meanwhile, by the kind of page; and of those which at the
            end had not ended and were late already.
        server: processor time of the server, in cores.
        client: that of the visitors.
        received: bytes that came for an act.
        resident: bytes of memory that the server held at the end.
    """

    users: int
    arrived: bool
    failed: int
    seconds: float = 0.0
    times: Mapping[str, Sequence[float]] = field(default_factory=dict)
    server: float = 0.0
    client: float = 0.0
    received: float = 0.0
    resident: int = 0

    @property
    def acts(self) -> int:
        """How many acts were counted."""
        return sum(map(len, self.times.values()))

    @property
    def p95(self) -> float:
        """Milliseconds that 95 of 100 acts took at most; infinite where nothing was seen."""
        every = [one for times in self.times.values() for one in times]
        return percentile(every, 95) if every else float("inf")

    @property
    def holds(self) -> bool:
        """Whether all came, nothing failed, and 95 of 100 acts took no longer than `GOAL`."""
        return self.arrived and not self.failed and self.p95 < GOAL


@dataclass(slots=True)
class _Notes:
    """What the visitors write down: ended acts as kind, end and length, and those that go on."""

    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    ended: list[tuple[str, float, float]] = field(default_factory=list)
    begun: dict[Visitor, float] = field(default_factory=dict)
    failed: int = 0

    def times(self, since: float, until: float) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {}
        for kind, end, took in self.ended:
            if since <= end <= until:
                found.setdefault(kind, []).append(took * 1000)
        for visitor, begin in self.begun.items():
            if (late := (until - begin) * 1000) >= GOAL:
                found.setdefault(visitor.kind, []).append(late)
        return found


async def _act(visitor: Visitor, chance: random.Random, notes: _Notes) -> None:
    await asyncio.sleep(chance.uniform(0, THINK))
    while True:
        notes.begun[visitor] = begin = time.monotonic()
        try:
            await visitor.act()
        except FAILURES as failure:
            notes.failed += 1
            print(f"    {visitor.kind}: {failure!r}", flush=True)
            return
        finally:
            del notes.begun[visitor]
        end = time.monotonic()
        notes.ended.append((visitor.kind, end, end - begin))
        await asyncio.sleep(chance.expovariate(1 / THINK))


async def _gather(visitors: Sequence[Visitor], notes: _Notes) -> None:
    """Let all arrive, each of whom begins to act at once."""
    waiting = iter(list(enumerate(visitors)))

    async def welcome() -> None:
        for number, visitor in waiting:
            try:
                await visitor.arrive()
            except FAILURES as failure:
                notes.failed += 1
                print(f"    {visitor.kind}, arriving: {failure!r}", flush=True)
                continue
            chance = random.Random(f"{SEED}/{number}")
            notes.tasks.append(asyncio.create_task(_act(visitor, chance, notes)))

    await asyncio.gather(*(welcome() for _ in range(ARRIVALS)))


async def _watch(server: Server, visitors: Sequence[Visitor], seconds: float) -> Trial:
    notes, users = _Notes(), len(visitors)
    try:
        async with asyncio.timeout(PATIENCE):
            await _gather(visitors, notes)
    except TimeoutError:
        return Trial(users, arrived=False, failed=notes.failed)
    else:
        await asyncio.sleep(min(SETTLING, seconds))
        received = sum(one.received for one in visitors)
        cpu, own, since = server.cpu_seconds(), time.process_time(), time.monotonic()
        await asyncio.sleep(seconds)
        until = time.monotonic()
        passed, times = until - since, notes.times(since, until)
        acts = max(1, sum(map(len, times.values())))
        return Trial(
            users,
            arrived=True,
            failed=notes.failed,
            seconds=passed,
            times=times,
            server=(server.cpu_seconds() - cpu) / passed,
            client=(time.process_time() - own) / passed,
            received=(sum(one.received for one in visitors) - received) / acts,
            resident=server.resident_bytes(),
        )
    finally:
        for task in notes.tasks:
            task.cancel()
        await asyncio.gather(*notes.tasks, return_exceptions=True)
        await dismiss(visitors)


async def dismiss(visitors: Iterable[Visitor]) -> None:
    """Let visitors leave; a server that is too busy to say good-bye is left without."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL):
            await asyncio.gather(*(one.leave() for one in visitors), return_exceptions=True)


def run_crowd(
    server: Server, visitor: Callable[[str, int], Visitor], users: int, *, seconds: float
) -> Trial:
    """Let so many visitors come and act, and watch them for a while.

    Args:
        server: where they come.
        visitor: makes the visitor of a number, given the server's address.
        users: how many.
        seconds: how long they are watched once all are there and have settled.
    """
    allow_sockets()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(
            _watch(server, [visitor(server.address, one) for one in range(users)], seconds)
        )


def allow_sockets() -> None:
    """Let this process, and the servers that it starts, hold as many sockets as the system lets
    them."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
