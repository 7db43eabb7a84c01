"""When a visitor sees something, and what travels for it, on a slow and on a usual line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from bench.browser import SLOW, USUAL, Load, chromium, load, profile
from bench.report import Benchmark, Row, ceiling, information, share
from bench.servers import serve
from youcheng.paths import ROOT

NAME: Final = "first_paint"
TITLE: Final = "First paint and first load of the home page"
ABOUT: Final = (
    "A Chromium whose line is slowed down by its own network emulation, and whose new windows load "
    "nothing for themselves, loads, with an empty cache, the home page of this site and a page of "
    "the same texts and pictures made of Streamlit's own elements and served with stock settings. "
    "First and largest contentful paint "
    "and layout shift are the browser's own entries until the app stands and two seconds pass "
    "without a byte; the heading is on the screen when its element is first visible at a frame. "
    "Bytes are those on the wire over HTTP, compressed and with headers; messages over the "
    "websocket are apart. Warm is a second load with the cache of the first. Stock and ours take "
    "turns, {usual} rounds on the usual line and {slow} on the slow one, where ours loads {more} "
    "times in each, since the place in the document where the first packet ends differs from load "
    "to load and decides what is painted first; each load {rest} seconds after the one before, "
    "whose browser profile and session take their time to close. Of the layout shifts the greatest "
    "counts."
)
OUR_SLOW_LOADS: Final = 3
"""Loads of this site in a round on the slow line; stock, whose load takes a minute, has one."""
FRAME: Final = 17
"""Milliseconds of one frame at 60 Hz, rounded up."""
REST: Final = 2
"""Seconds."""

_STOCK: Final = Path(__file__).parent / "stock" / "home.py"


def _rows(line: str, stock: list[Load], ours: list[Load], goal: float) -> list[Row]:
    return [
        share(f"first contentful paint at {line}", [one.first_paint for one in stock],
              [one.first_paint for one in ours], "ms", goal),
        share(f"heading on the screen at {line}", [one.heading for one in stock],
              [one.heading for one in ours], "ms", goal),
        ceiling(f"largest contentful paint after the first at {line}",
                [one.largest_paint - one.first_paint for one in ours], "ms", FRAME,
                stock=[one.largest_paint - one.first_paint for one in stock]),
        ceiling(f"greatest layout shift of a load at {line}",
                [one.shift for one in ours], "score", 0.02,
                stock=[one.shift for one in stock], of=max),
    ]  # fmt: skip


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes one round on the usual line and none on the slow one."""
    rounds = {SLOW: 0 if quick else 3, USUAL: 1 if quick else 7}
    found: dict[tuple[str, str], list[Load]] = {}
    warm: dict[str, list[Load]] = {"stock": [], "ours": []}
    with (
        serve(_STOCK, "--browser.gatherUsageStats", "false") as stock,
        serve(ROOT / "streamlit_app.py", cwd=ROOT, ready="/readyz") as ours,
        chromium() as browser,
    ):
        addresses = {"stock": f"{stock.address}/", "ours": f"{ours.address}/?lang=en"}
        for address in addresses.values():  # what a server does once is not what is measured
            load(profile(browser), address, None)
        for line, number in rounds.items():
            turns = ["stock"] + ["ours"] * (OUR_SLOW_LOADS if line is SLOW else 1)
            for side in turns * number:
                time.sleep(REST)
                context = profile(browser)
                one = load(context, addresses[side], line)
                found.setdefault((line.name, side), []).append(one)
                if line is USUAL:
                    warm[side].append(load(context, addresses[side], line))
                context.close()
    rows: list[Row] = []
    for line, goal in ((SLOW, 0.05), (USUAL, 0.1)):
        if rounds[line]:
            rows += _rows(line.name, found[line.name, "stock"], found[line.name, "ours"], goal)
    usual = {side: found[USUAL.name, side] for side in addresses}
    rows += [
        share("bytes of a cold first load", [one.bytes / 1000 for one in usual["stock"]],
              [one.bytes / 1000 for one in usual["ours"]], "kB", 0.35),
        information("bytes of a warm load", [one.bytes / 1000 for one in warm["stock"]],
                    [one.bytes / 1000 for one in warm["ours"]], "kB"),
        information("websocket messages of a load",
                    [one.socket_bytes / 1000 for one in usual["stock"]],
                    [one.socket_bytes / 1000 for one in usual["ours"]], "kB"),
    ]  # fmt: skip
    about = ABOUT.format(usual=rounds[USUAL], slow=rounds[SLOW], rest=REST, more=OUR_SLOW_LOADS)
    return Benchmark(NAME, TITLE, about, rows, quick=quick)
