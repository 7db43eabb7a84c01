"""Run the benchmarks and write docs/benchmarks.md: `python -m bench [--only NAME] [--quick]`."""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import replace
from typing import Final

from bench.report import machine, write

NAMES: Final = (
    "reruns",
    "soak",
    "load",
    "storms",
    "first_paint",
    "map_weight",
    "weight",
    "deck_message",
    "submissions",
    "kills",
    "attachments",
    "intake",
    "malformed_pictures",
    "gallery",
    "queue",
)
"""Programs of this package; each has `measure(*, quick) -> Benchmark` and a NAME like its file."""

FOR_SCALING: Final = ("load", "storms", "weight")
"""Those whose figures docs/scaling.md is worked out from."""


def main() -> int:
    """Measure what was asked for; 0 if every goal is held."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=NAMES, help="run this one, keep the others' rows")
    parser.add_argument("--quick", action="store_true", help="small samples; says so in the table")
    given = parser.parse_args()
    here = machine()
    missed = 0
    for name in [given.only] if given.only else NAMES:
        print(f"{name} …", flush=True)
        done = importlib.import_module(f"bench.{name}").measure(quick=given.quick)
        write([replace(done, machine=here)], NAMES)
        for row in done.rows:
            ratio = "" if row.ratio is None else f" {row.ratio:.3g}× {row.reading}"
            held = "" if not row.goal else " held" if row.held else " NOT HELD"
            print(f"  {row.item}: {row.ours:.4g} {row.unit};{ratio} goal {row.goal or '–'}{held}")
            missed += bool(row.goal) and not row.held
    if given.only in (None, *FOR_SCALING):
        importlib.import_module("bench.capacity").main()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
