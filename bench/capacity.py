"""How far one machine goes, from what was measured: `python -m bench.capacity`.

Writes the figures into docs/scaling.md. It invents none: while one is not measured, or only in a
short run, it says which and leaves the document as it is.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench import load, storms, weight
from bench.crowd import THINK
from bench.report import figures_file
from youcheng.paths import ROOT

DOCUMENT: Final = ROOT / "docs" / "scaling.md"
BEGIN: Final = "<!-- written by `python -m bench.capacity`; do not edit -->"
END: Final = "<!-- end of what is written -->"
DAYS: Final = (1_000, 10_000, 100_000, 1_000_000)
"""Visitors a day that the table is made for."""
SEEN: Final = ("home", "gallery", "map", "form")
"""The pages whose bytes stand for a visit's first page."""


class NotMeasured(Exception):  # noqa: N818 -- says what is missing
    """A figure is missing, or comes from a short run; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process needs, as measured.

    Attributes:
        people: held at once with `THINK` seconds between two acts, pictures included.
        act, arrival: ms of processor time.
        act_bytes: kB that an act brings, pictures included.
        cold, warm: kB of the first page of a visit.
        memory: MiB of a process with so many people.
        stored: kB of files of an entry, its tiles not counted.
        arrival_transactions: of the database, for an arrival.
    """

    people: float
    act: float
    arrival: float
    act_bytes: float
    cold: float
    warm: float
    memory: float
    stored: float
    arrival_transactions: float


@dataclass(frozen=True, slots=True)
class Assumed:
    """What nobody can measure before there are visitors. Reasons: docs/scaling.md.

    Attributes:
        peak_hour: share of a day's visits in its busiest hour.
        peak_minute: how many times the mean of that hour its busiest minute brings.
        acts: of a visit.
        pause: seconds between two of them.
        newcomers: share of visitors with nothing in their cache.
        used: share of a core that may be in use.
        act_transactions: of the database, for an act.
        act_files: of the object store, for an act.
        entrants: share of visits that send a painting.
        busy_days: so many days in a year are like the one that is planned for.
        other_days: what the others bring, as a share of it.
        photograph: kB of a photograph as it is sent.
        tiles: kB of its tiles.
    """

    peak_hour: float = 0.2
    peak_minute: float = 3.0
    acts: float = 12.0
    pause: float = 15.0
    newcomers: float = 0.7
    used: float = 0.6
    act_transactions: float = 10.0
    act_files: float = 8.0
    entrants: float = 0.002
    busy_days: float = 30.0
    other_days: float = 0.1
    photograph: float = 4_000.0
    tiles: float = 5_300.0


@dataclass(frozen=True, slots=True)
class Need:
    """What a day of so many visitors needs in its busiest minute.

    Attributes:
        visitors: a day.
        arrivals: a second.
        sessions: at once.
        acts: a second.
        cores: of processors in use by the site's processes.
        replicas: processes of one core each.
        memory: GiB of all of them.
        bandwidth: Mbit a second.
        transactions: of the database, a second.
        files: of the object store, a second.
        disk: GB of files that a year adds.
    """

    visitors: int
    arrivals: float
    sessions: float
    acts: float
    cores: float
    replicas: int
    memory: float
    bandwidth: float
    transactions: float
    files: float
    disk: float


def need(visitors: int, measured: Measured, assumed: Assumed) -> Need:
    """What so many visitors a day need."""
    arrivals = visitors * assumed.peak_hour * assumed.peak_minute / 3600
    acts = arrivals * assumed.acts
    sessions = acts * assumed.pause
    cores = (arrivals * measured.arrival + acts * measured.act) / 1000
    # Who pauses longer than the visitors of the benchmark counts as less than one of them.
    people = sessions * THINK / assumed.pause
    replicas = max(1, math.ceil(cores / assumed.used), math.ceil(people / measured.people))
    first = assumed.newcomers * measured.cold + (1 - assumed.newcomers) * measured.warm
    year = visitors * (assumed.busy_days + (365 - assumed.busy_days) * assumed.other_days)
    entry = measured.stored + assumed.photograph + assumed.tiles
    return Need(
        visitors=visitors,
        arrivals=arrivals,
        sessions=sessions,
        acts=acts,
        cores=cores,
        replicas=replicas,
        memory=replicas * measured.memory / 1024,
        bandwidth=(arrivals * first + acts * measured.act_bytes) * 8 / 1000,
        transactions=arrivals * measured.arrival_transactions + acts * assumed.act_transactions,
        files=acts * assumed.act_files,
        disk=year * assumed.entrants * entry / 1_000_000,
    )


def reach(replicas: int, measured: Measured, assumed: Assumed) -> int:
    """How many visitors a day so many replicas hold."""
    one = need(1, measured, assumed)
    people = one.sessions * THINK / assumed.pause / measured.people
    return int(replicas / max(one.cores / assumed.used, people))


def read_measured(benchmarks: Mapping[str, Mapping[str, Any]]) -> Measured:
    """The figures out of var/bench.json's benchmarks, by name.

    Raises:
        NotMeasured: one is missing, or of a short run.
    """

    def figure(name: str, item: str) -> float:
        found = benchmarks.get(name)
        if found is None or found["quick"]:
            raise NotMeasured(f"`make bench ONLY={name}` has not been run in full")
        for row in found["rows"]:
            if row["item"] == item:
                return float(row["ours"])
        raise NotMeasured(f"`make bench ONLY={name}` has left no figure “{item}”")

    def mean(item: str) -> float:
        return sum(figure(weight.NAME, item.format(place=one)) for one in SEEN) / len(SEEN)

    people = figure(load.NAME, f"{load.USERS}{load.PICTURES}")
    if people < 1:
        raise NotMeasured("not a single visitor was served in time")
    return Measured(
        people=people,
        act=figure(load.NAME, f"{load.ACT}{load.PICTURES}"),
        arrival=figure(storms.NAME, storms.ARRIVAL),
        act_bytes=figure(load.NAME, f"{load.BYTES}{load.PICTURES}"),
        cold=mean(weight.COLD),
        warm=mean(weight.WARM),
        memory=figure(load.NAME, f"{load.MEMORY}{load.PICTURES}"),
        stored=figure(load.NAME, load.STORED),
        arrival_transactions=figure(storms.NAME, storms.TRANSACTIONS),
    )


def describe(measured: Measured, assumed: Assumed, machine: str) -> str:
    """The part of the document that is written: figures, table, and how far replicas reach."""
    needs = [need(one, measured, assumed) for one in DAYS]
    rows = (
        ("arrivals a second", [_short(one.arrivals) for one in needs]),
        ("people at once", [f"{one.sessions:,.0f}" for one in needs]),
        ("acts a second", [_short(one.acts) for one in needs]),
        ("cores in use", [_short(one.cores) for one in needs]),
        ("replicas, a core each", [f"{one.replicas:,}" for one in needs]),
        ("their memory", [f"{_short(one.memory)} GiB" for one in needs]),
        ("line", [f"{_short(one.bandwidth)} Mbit/s" for one in needs]),
        ("database transactions a second", [f"{one.transactions:,.0f}" for one in needs]),
        ("files read a second", [f"{one.files:,.0f}" for one in needs]),
        ("files that a year adds", [f"{one.disk:,.0f} GB" for one in needs]),
    )
    heads = " | ".join(f"{one.visitors:,} a day" for one in needs)
    return "\n".join(
        [
            f"Measured ({machine}): one process holds {measured.people:,.0f} people at once with "
            f"{THINK:g} seconds between two acts; an act needs {measured.act:.1f} ms of processor "
            f"time and brings {measured.act_bytes:,.0f} kB, an arrival needs "
            f"{measured.arrival:.1f} ms, its first page {measured.cold:,.0f} kB, or "
            f"{measured.warm:,.0f} kB to whoever was there before.",
            "",
            f"| in the busiest minute | {heads} |",
            "|---" * (len(needs) + 1) + "|",
            *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows),
            "",
            f"So one replica holds up to {_rounded(reach(1, measured, assumed))} visitors a day, "
            f"two hold {_rounded(reach(2, measured, assumed))}, four "
            f"{_rounded(reach(4, measured, assumed))}.",
        ]
    )


def _short(number: float) -> str:
    """A number to two digits, or whole from ten on."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def _rounded(number: int) -> str:
    """Two digits that mean something: the rest would pretend to be known."""
    digits = max(0, len(str(number)) - 2)
    return f"{number // 10**digits * 10**digits:,}"


def put(document: str, written: str) -> str:
    """The document with what is written between its marks.

    Raises:
        ValueError: it has no such marks.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT.name} lacks the line {END if begin else BEGIN}")
    return f"{before}{BEGIN}\n\n{written}\n\n{END}{after}"


def _machines(benchmarks: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> str:
    """On what and when these benchmarks ran, each machine once."""
    told = []
    for name in names:
        here = benchmarks[name]["machine"]
        line = f"{here['processor']}, {here['cores']} cores, {here['date']}"
        if line not in told:
            told.append(line)
    return "; ".join(told)


def main(figures: Path | None = None, document: Path = DOCUMENT) -> int:
    """Write the document; 1 while a figure is missing, which is told."""
    path = figures or figures_file()
    found = json.loads(path.read_text("utf-8"))["benchmarks"] if path.exists() else []
    benchmarks = {one["name"]: one for one in found}
    try:
        measured = read_measured(benchmarks)
    except NotMeasured as missing:
        print(f"not measured: {missing}; {document.name} stays as it is", file=sys.stderr)
        return 1
    machine = _machines(benchmarks, (load.NAME, storms.NAME, weight.NAME))
    written = describe(measured, Assumed(), machine)
    document.write_text(put(document.read_text("utf-8"), written), "utf-8")
    print(f"{document.name} was written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
