"""Pages of the desk's queue over 100,000 submissions: keyset against OFFSET, and a page change."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from bench.percentiles import percentile
from bench.report import Benchmark, at_least, ceiling, information, share
from tests.services.clerks import CULTURE, LEAD, MODERATOR
from tests.storage.queues import NOW, write_queue
from youcheng.bootstrap import build_services, database_url
from youcheng.domain.actors import Actor
from youcheng.domain.queue import QueueView
from youcheng.domain.states import ReviewState
from youcheng.services.desk_queue import count_queue, list_queue
from youcheng.services.ports import Services
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine
from youcheng.storage.migration import migrate

NAME: Final = "queue"
TITLE: Final = "The desk's queue"
DEPTH: Final = 4000
"""At which page's beginning keyset and OFFSET are compared, counted in rows."""
GOAL: Final = 5.0
CEILING: Final = 200.0
LEVEL: Final = 1.5
"""What a page at any depth may take of the time of the first one."""
PAGE: Final = 50
VIEWS: Final = (
    (LEAD, QueueView()),
    (LEAD, QueueView(programme="culture")),
    (LEAD, QueueView(states=(ReviewState.SUBMITTED, ReviewState.SCREENING))),
    (LEAD, QueueView(country="NP")),
    (LEAD, QueueView(overdue=True)),
    (CULTURE, QueueView()),
    (MODERATOR, QueueView(assignee="nobody")),
)
CHOSEN: Final = "programme = 'culture' AND country = 'NP'"
"""What the second line asks for; so many of the rows that there are more than `DEPTH`."""
ABOUT: Final = (
    "{rows:,} submissions were written straight into a SQLite file. The first two lines read the "
    "{page} rows after the {depth:,}th: with OFFSET (“stock”), which walks over all that come "
    "before, and with keyset, which begins at the place where the page before ended. Both take the "
    "same index, which holds the order. Of a view OFFSET has to look at the rows; of the whole "
    "queue it passes over entries of the index alone, so that there the line has no goal "
    "(decision 15). A page change is what the desk does: permissions, the page, its tags and "
    "whether there is another page, for a lead, an officer and a moderator in {views} views at "
    "five depths; the deepest of them (“ours”) is compared with the first page (“stock”). The last "
    "line counts by state and by who looks after what."
)


def measure(*, quick: bool) -> Benchmark:
    """Fill a queue and read it."""
    number, times = (20_000, 10) if quick else (100_000, 40)
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        settings = Settings(var=Path(folder), database_url="")
        engine = make_engine(database_url(settings))
        migrate(engine)
        services = build_services(settings, engine, clock=lambda: NOW)
        places = [one.place for one in write_queue(engine, number)]
        whole = zip(*(_compare(engine, "TRUE", DEPTH) for _ in range(times)), strict=True)
        depth = DEPTH * number // 100_000
        chosen = zip(*(_compare(engine, CHOSEN, depth) for _ in range(times)), strict=True)
        (whole_offset, whole_keyset), (offset, keyset) = whole, chosen
        depths = ["", *(places[len(places) * part // 5] for part in range(1, 5))]
        pages = {
            place: [
                _page(services, actor, view, place)
                for _ in range(max(times // 10, 1))
                for actor, view in VIEWS
            ]
            for place in depths
        }
        counts = [_count(services, *one) for _ in range(times // 10 or 1) for one in VIEWS]
        engine.dispose()
    return Benchmark(
        name=NAME,
        title=TITLE,
        about=ABOUT.format(rows=number, depth=DEPTH, page=PAGE, views=len(VIEWS)),
        rows=[
            at_least(
                f"one programme and country after {DEPTH:,} rows, keyset to OFFSET",
                offset,
                keyset,
                "ms",
                GOAL,
                lower_is_better=True,
            ),
            information(f"the whole queue after {DEPTH:,} rows", whole_offset, whole_keyset, "ms"),
            share("a page change at the deepest place", pages[""], pages[depths[-1]], "ms", LEVEL),
            ceiling(
                "a page change, 95th percentile",
                [percentile([one for found in pages.values() for one in found], 95)],
                "ms",
                CEILING,
            ),
            information(
                "counts by state and by clerk, 95th percentile", [], [percentile(counts, 95)], "ms"
            ),
        ],
        quick=quick,
    )


def _timed(call: Callable[[], Any]) -> float:
    """Milliseconds of a call."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def _compare(engine: Engine, chosen: str, depth: int) -> tuple[float, float]:
    """Milliseconds of the same page with OFFSET and with keyset."""
    rows = f"SELECT * FROM queue_entry WHERE {chosen}"
    end = f"ORDER BY place LIMIT {PAGE}"
    with engine.connect() as connection:

        def read(sql: str) -> list[Any]:
            return list(connection.exec_driver_sql(sql))

        last = f"SELECT place FROM queue_entry WHERE {chosen} ORDER BY place LIMIT 1"
        ((place,),) = read(f"{last} OFFSET {depth - 1}")
        begun = f"{rows} AND place > '{place}' {end}"
        return _timed(lambda: read(f"{rows} {end} OFFSET {depth}")), _timed(lambda: read(begun))


def _page(services: Services, actor: Actor, view: QueueView, place: str) -> float:
    return _timed(lambda: list_queue(services, actor=actor, view=view, after=place, limit=PAGE))


def _count(services: Services, actor: Actor, view: QueueView) -> float:
    return _timed(lambda: count_queue(services, actor=actor, view=view))
