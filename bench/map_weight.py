"""What travels for a first visit to the map page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bench.browser import Load, chromium, load, profile
from bench.report import Benchmark, information, share
from bench.servers import serve
from youcheng.paths import ROOT

NAME: Final = "map_weight"
TITLE: Final = "Weight of the map page"
ABOUT: Final = (
    "A Chromium with an empty cache loads this site's map page and a page that shows the same "
    "geography, arcs and places with `st.pydeck_chart`, the data inline in the deck, four filters "
    "and a table, served with stock settings. Counted is everything on the wire until the app "
    "stands and four seconds pass without a byte: HTTP as it travelled, and the messages over the "
    "websocket. Warm is a second load with the cache of the first. Stock and ours take turns, "
    "{rounds} rounds."
)

_STOCK: Final = Path(__file__).parent / "stock" / "map.py"


def _all(loads: list[Load]) -> list[float]:
    return [(one.bytes + one.socket_bytes) / 1000 for one in loads]


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes one round."""
    rounds = 1 if quick else 3
    cold: dict[str, list[Load]] = {"stock": [], "ours": []}
    warm: dict[str, list[Load]] = {"stock": [], "ours": []}
    with (
        serve(_STOCK, "--browser.gatherUsageStats", "false") as stock,
        serve(ROOT / "streamlit_app.py", cwd=ROOT, ready="/readyz") as ours,
        chromium() as browser,
    ):
        addresses = {"stock": f"{stock.address}/", "ours": f"{ours.address}/map?lang=en"}
        for _ in range(rounds):
            for side, address in addresses.items():
                context = profile(browser)
                cold[side].append(load(context, address, None, quiet=4000))
                warm[side].append(load(context, address, None, quiet=4000))
                context.close()
    sockets = {side: [one.socket_bytes / 1000 for one in found] for side, found in cold.items()}
    rows = [
        share("bytes of a cold first visit, websocket included", _all(cold["stock"]),
              _all(cold["ours"]), "kB", 0.25),
        information("of which websocket messages", sockets["stock"], sockets["ours"], "kB"),
        information("bytes of a warm visit, websocket included", _all(warm["stock"]),
                    _all(warm["ours"]), "kB"),
    ]  # fmt: skip
    return Benchmark(NAME, TITLE, ABOUT.format(rounds=rounds), rows, quick=quick)
