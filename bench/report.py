"""What a benchmark finds, and the two files that it is written to.

``var/bench.json`` keeps the figures for programs, ``docs/benchmarks.md`` shows them to people.
A run of one benchmark replaces its own rows and keeps those of the others.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

from youcheng.paths import ROOT
from youcheng.settings import get_settings

DOCUMENT: Final = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        item: what was measured.
        stock: the median, or the greatest where `item` says so, of the usual Streamlit way; None
            where there is nothing to compare.
        ours: the same of this site.
        unit: unit of both, such as ``ms``.
        ratio: what the goal is about, ours to stock or stock to ours, as ``reading`` says.
        reading: how the ratio is read, such as ``times more`` or ``of stock``.
        goal: the goal in words, such as ``≥ 20``.
        held: whether the goal is met.
        runs: number of measurements behind each figure.
    """

    item: str
    stock: float | None
    ours: float
    unit: str
    ratio: float | None
    reading: str
    goal: str
    held: bool
    runs: int


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that do not fit the rows, as they are to be read.

    Attributes:
        headings: of the columns; the first one names what a line is about.
        lines: the cells of each line.
    """

    headings: Sequence[str]
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The rows of one program and what a reader needs to judge them.

    Attributes:
        name: what ``python -m bench --only`` takes.
        title: heading in the document.
        about: what is measured and how.
        rows: the figures.
        machine: what they were measured on.
        quick: whether the samples were small.
        table: further figures below the rows.
    """

    name: str
    title: str
    about: str
    rows: Sequence[Row]
    machine: dict[str, str] = field(default_factory=dict)
    quick: bool = False
    table: Table | None = None


def at_least(
    item: str,
    stock: Sequence[float],
    ours: Sequence[float],
    unit: str,
    goal: float,
    *,
    lower_is_better: bool = False,
) -> Row:
    """A row whose goal is to be at least `goal` times better than stock, by medians."""
    usual, own = median(stock), median(ours)
    ratio = usual / own if lower_is_better else own / usual
    return Row(
        item,
        usual,
        own,
        unit,
        ratio,
        "times better",
        f"≥ {goal:g}×",
        ratio >= goal,
        min(len(stock), len(ours)),
    )


def share(item: str, stock: Sequence[float], ours: Sequence[float], unit: str, goal: float) -> Row:
    """A row whose goal is to need at most `goal` of what stock needs, by medians."""
    usual, own = median(stock), median(ours)
    ratio = own / usual
    return Row(
        item,
        usual,
        own,
        unit,
        ratio,
        "of stock",
        f"≤ {goal:g}×",
        ratio <= goal,
        min(len(stock), len(ours)),
    )


def ceiling(
    item: str,
    ours: Sequence[float],
    unit: str,
    goal: float,
    *,
    stock: Sequence[float] = (),
    of: Callable[[Sequence[float]], float] = median,
) -> Row:
    """A row with a goal of its own, whatever stock does; `of` is `max` where no run may miss it."""
    own = of(ours)
    return Row(
        item,
        of(stock) if stock else None,
        own,
        unit,
        None,
        "",
        f"≤ {goal:g} {unit}",
        own <= goal,
        len(ours),
    )


def information(item: str, stock: Sequence[float], ours: Sequence[float], unit: str) -> Row:
    """A row without a goal, to read the others by."""
    usual, own = median(stock) if stock else None, median(ours)
    return Row(
        item, usual, own, unit, own / usual if usual else None, "of stock", "", True, len(ours)
    )


def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return "not found"
    return done.stdout.strip().partition("\n")[0]


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    chromium = shutil.which("chromium")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": model[1].strip() if model else platform.processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory[1]) / 1_048_576:.0f} GiB" if memory else "unknown",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Streamlit": version("streamlit"),
        "Chromium": _first_line(chromium, "--version").removeprefix("Chromium ")
        if chromium
        else "not found",
    }


def figures_file() -> Path:
    """Where the figures are kept for programs."""
    return get_settings().var / "bench.json"


def _kept() -> dict[str, dict[str, Any]]:
    path = figures_file()
    if not path.exists():
        return {}
    found = json.loads(path.read_text("utf-8"))
    return {one["name"]: one for one in found["benchmarks"]}


def write(done: Iterable[Benchmark], order: Sequence[str]) -> None:
    """Write both files: the new benchmarks, and those of earlier runs that were not run again.

    Args:
        done: the benchmarks of this run.
        order: names of every benchmark, in the order of the document.
    """
    kept = {name: one for name, one in _kept().items() if name in order}
    kept |= {one.name: asdict(one) for one in done}
    found = [kept[name] for name in order if name in kept]
    figures = [
        {"benchmark": one["name"], "machine": one["machine"], "quick": one["quick"], **row}
        for one in found
        for row in one["rows"]
    ]
    path = figures_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"figures": figures, "benchmarks": found}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")
    DOCUMENT.parent.mkdir(exist_ok=True)
    sections = _written() | {one["name"]: _section(one) for one in found}
    kept_order = [sections[name] for name in order if name in sections]
    DOCUMENT.write_text("\n".join([_HEAD, *kept_order]), "utf-8")


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit in {"score", "sessions"}:
        return f"{value:.4g}"
    if unit == "people":
        return f"{value:,.0f} people"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _ratio(row: dict[str, Any]) -> str:
    if row["ratio"] is None:
        return "–"
    mark = f"{row['ratio']:.1f}×" if row["ratio"] >= 1 else f"{row['ratio']:.3g}×"
    return f"{mark} {row['reading']}".strip()


_HEAD: Final = """# Benchmarks

Written by `make bench`; do not edit. Every figure is measured side by side in one run: \
the usual Streamlit way (“stock”) and this site (“ours”) in turn on the same machine; \
the table shows medians, or the greatest where it says so. Machines differ, so a goal is a \
ratio wherever it can be. \
`make bench ONLY=name` runs one benchmark again and keeps the rows of the others.
"""


def _written() -> dict[str, str]:
    """The document's sections by the name of their benchmark: a fresh checkout has nothing else."""
    text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
    sections = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        if name := re.search(r"`make bench ONLY=(\w+)`", part):
            sections[name[1]] = f"## {part.rstrip()}\n"
    return sections


def _section(one: dict[str, Any]) -> str:
    place = ", ".join(f"{name} {value}" for name, value in one["machine"].items())
    lines = [
        f"## {one['title']}",
        "",
        f"`make bench ONLY={one['name']}`" + (" (a short run)" if one["quick"] else ""),
        "",
        one["about"],
        "",
        "| item | stock | ours | ratio | goal | held? | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in one["rows"]:
        held = "" if not row["goal"] else "yes" if row["held"] else "**no**"
        cells = (
            row["item"],
            _figure(row["stock"], row["unit"]),
            _figure(row["ours"], row["unit"]),
            _ratio(row),
            row["goal"] or "–",
            held or "–",
            str(row["runs"]),
        )
        lines.append(f"| {' | '.join(cells)} |")
    if table := one.get("table"):
        lines += [
            "",
            f"| {' | '.join(table['headings'])} |",
            "|---" * len(table["headings"]) + "|",
            *(f"| {' | '.join(cells)} |" for cells in table["lines"]),
        ]
    return "\n".join([*lines, "", f"Measured on: {place}.", ""])
