"""The gallery of 5,000 works against the one that everybody writes: pages, memory, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.browser import chromium
from bench.gallery_depth import measure_depths
from bench.gallery_pages import SESSIONS, Turned, turn_pages
from bench.gallery_views import measure_views
from bench.gallery_works import Works, sample_works
from bench.report import Benchmark, Row, at_least, information, share
from bench.servers import Server, serve
from bench.site import served

NAME: Final = "gallery"
TITLE: Final = "The gallery"
ABOUT: Final = (
    "{shown:,} works on show of {entries:,} entries, made by `python -m youcheng sample`. Stock "
    "reads them from a CSV file with pandas in every run, has seven select boxes, a search, a page "
    "number, and 24 times `st.image` of the path of a JPEG of at most 1,280 pixels in four "
    "columns; ours is the whole site over its database. A page is turned by what the browser "
    "sends for it: a script run with the new page number, or, with a session open beside it, the "
    "request for the wall of the next page, of which the site keeps those that were asked for "
    "before until a work changes. Every page that comes is checked for the works that belong "
    "there. One session turns {alone_stock} "
    "(stock) or {alone_ours} (ours) pages, then {sessions} sessions at once turn {together} pages "
    "each; their memory is the server's resident one after it less that before. Beside it stands "
    "the same stock page with its table in `st.cache_data`. In Chromium all 24 pictures of the "
    "first page are on a screen of 1280 × 5000; they count when they are whole, decoded and "
    "painted. Pages of the plain list are asked for over HTTP and cost processor time of the "
    "server; the search is for the two Chinese characters that stand together in the most works, "
    "each time with the usual value of one facet, and of its pages the first, the middle and the "
    "last are asked for. The job that cuts tiles rests meanwhile. Stock and ours take turns, "
    "{rounds} rounds, on the slow line {slow}, of which stock takes part in one."
)

_STOCK: Final = Path(__file__).parent / "stock" / "gallery.py"
_KEPT: Final = "stock with st.cache_data"


@contextmanager
def _served(side: str, works: Works) -> Iterator[Server]:
    if side == "ours":
        with served(side, works) as one:
            yield one
        return
    environment = {"BENCH_GALLERY": str(works.stock)}
    if side == _KEPT:
        environment["BENCH_GALLERY_KEPT"] = "1"
    with serve(_STOCK, "--browser.gatherUsageStats", "false", env=environment) as one:
        yield one


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` takes 240 works, fewer pages, one round and no slow line."""
    number, rounds, slow, together, times = (240, 1, 0, 5, 5) if quick else (5000, 3, 3, 50, 40)
    alone = {"stock": 40, _KEPT: 40, "ours": 400}
    if quick:
        alone = dict.fromkeys(alone, 10)
    works = sample_works(number)
    found: dict[str, list[Turned]] = {side: [] for side in alone}
    for _ in range(rounds):
        for side, turned in found.items():
            with _served(side, works) as server:
                found_here = turn_pages(
                    server, works, ours=side == "ours", alone=alone[side], together=together
                )
                turned.append(found_here)
    with _served("stock", works) as stock, _served("ours", works) as ours:
        with chromium() as browser:
            servers = {"stock": stock, "ours": ours}
            views = measure_views(browser, servers, usual=rounds, slow=slow)
        depths = measure_depths(ours, works, rounds=rounds, times=times)
    about = ABOUT.format(
        shown=works.shown,
        entries=works.entries,
        alone_stock=alone["stock"],
        alone_ours=alone["ours"],
        sessions=SESSIONS,
        together=together,
        rounds=rounds,
        slow=slow,
    )
    return Benchmark(NAME, TITLE, about, [*_turns(found), *views, *depths], quick=quick)


def _turns(found: dict[str, list[Turned]]) -> list[Row]:
    stock, kept, ours = found["stock"], found[_KEPT], found["ours"]

    def growth(turned: Sequence[Turned]) -> list[float]:
        return [one.grown / 1_048_576 for one in turned]

    many = f"{SESSIONS} sessions at once"
    return [
        at_least(
            "processor time of a page change",
            [one.change for one in stock],
            [one.change for one in ours],
            "ms",
            30,
            lower_is_better=True,
        ),
        at_least(
            f"pages for a CPU-second, {many}",
            [one.per_cpu for one in stock],
            [one.per_cpu for one in ours],
            "pages",
            30,
        ),
        at_least(
            f"pages a second, {many}",
            [one.per_second for one in stock],
            [one.per_second for one in ours],
            "pages",
            30,
        ),
        share(f"growth of resident memory, {many}", growth(stock), growth(ours), "MiB", 1 / 20),
        information(
            f"processor time of a page change, against {_KEPT}",
            [one.change for one in kept],
            [one.change for one in ours],
            "ms",
        ),
        information(
            f"pages for a CPU-second, {many}, against {_KEPT}",
            [one.per_cpu for one in kept],
            [one.per_cpu for one in ours],
            "pages",
        ),
    ]
