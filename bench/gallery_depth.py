"""The gallery's plain list at every depth: what a page costs the server, and what its counts do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from statistics import median
from time import process_time
from typing import Final
from urllib.parse import urlencode, urlsplit

from sqlalchemy import Engine, func, select

from bench.gallery_works import Works, opened
from bench.report import Row, information
from bench.servers import Server
from youcheng.domain.gallery import Choice, Facet, read_position
from youcheng.services.gallery import PAGE, view_gallery
from youcheng.services.ports import Services
from youcheng.storage.statements import sql_table
from youcheng.storage.tables import WorkGramRow, WorkRow

DEPTHS: Final = (1, 50, 100, 200)
GOAL: Final = 1.5
LIST: Final = "/gallery/list"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A page of what was chosen.

    Attributes:
        item: how the table calls it.
        choice: which works.
        page: from 1.
        after: the position after which it begins; empty for the first.
    """

    item: str
    choice: Choice
    page: int
    after: str

    @property
    def path(self) -> str:
        """Its address."""
        asked = {str(facet): value for facet, value in self.choice.facets.items()}
        more = {"q": self.choice.query, "after": self.after}
        return f"{LIST}?{urlencode(asked | more | {'lang': 'en'})}"


def measure_depths(server: Server, works: Works, *, rounds: int, times: int) -> list[Row]:
    """Rows for pages, for searches with a facet, for counts, and for OFFSET.

    Args:
        server: with our gallery.
        works: what it shows.
        rounds: how often everything is measured, in turn.
        times: how many requests make one measurement.
    """
    pages = dict.fromkeys(min(one, len(works.pages)) for one in DEPTHS)
    plain = [Place(f"page {one}", Choice(), one, ["", *works.turns][one - 1]) for one in pages]
    with opened(works.var) as (services, engine):
        word = _usual_word(engine)
        searched = [_searched(services, engine, facet, word) for facet in Facet]
        listed = [*plain, *(place for places in searched for place in places)]
        requests = {place: list[float]() for place in listed}
        counts = {place: list[float]() for place in plain}
        keyset, offset = list[float](), list[float]()
        for _ in range(rounds):
            for place in listed:
                requests[place].append(_request(server, place.path, times))
            for place in plain:
                counts[place].append(_time(partial(_count, services, place), times))
            keyset.append(_time(partial(_go_on, services, plain[-1]), times))
            offset.append(_time(partial(_skip, engine, plain[-1].page), times))
    return [
        *_rows("processor time of the list", plain, requests),
        *(row for places in searched for row in _rows("the same,", places, requests)),
        *_rows("reading the works and counts of", plain, counts),
        information(
            f"the works of {plain[-1].item}, against OFFSET and the bare rows", offset, keyset, "ms"
        ),
    ]


def _rows(item: str, places: Sequence[Place], found: dict[Place, list[float]]) -> list[Row]:
    """The first place as it is, and the others against it."""
    first, *others = places
    own = [information(f"{item} {first.item}", [], found[first], "ms")]
    return own + [_against(f"{item} {one.item}", found[first], found[one]) for one in others]


def _against(item: str, first: Sequence[float], deeper: Sequence[float]) -> Row:
    ratio = median(deeper) / median(first)
    return Row(
        f"{item} (“stock”: page 1)",
        median(first),
        median(deeper),
        "ms",
        ratio,
        "of page 1",
        f"≤ {GOAL:g}×",
        ratio <= GOAL,
        len(deeper),
    )


def _usual_word(engine: Engine) -> str:
    """The two Chinese characters that stand together in the most works."""
    gram = WorkGramRow.gram
    ordered = select(gram).where(gram.between("\u4e00", "\u9fff\u9fff"), func.length(gram) == 2)
    with engine.connect() as connection:
        found = connection.execute(ordered.group_by(gram).order_by(func.count().desc(), gram))
        return str(found.scalars().first())


def _searched(services: Services, engine: Engine, facet: Facet, word: str) -> list[Place]:
    """The first, middle and last page of a search together with the usual value of a facet."""
    column = sql_table(WorkRow).c[facet]
    usual = select(column).where(column != "").group_by(column).order_by(func.count().desc())
    with engine.connect() as connection:
        value = str(connection.execute(usual).scalars().first())
    choice, after, turns = Choice({facet: value}, word), "", [""]
    while (page := view_gallery(services, choice=choice, after=after)).after:
        after = str(page.after)
        turns.append(after)
    pages = dict.fromkeys((1, (len(turns) + 1) // 2, len(turns)))
    name = f"{facet} {value} and {word}, page"
    return [Place(f"{name} {one}", choice, one, turns[one - 1]) for one in pages]


def _request(server: Server, path: str, times: int) -> float:
    """CPU milliseconds of the server for one of so many requests."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    before = server.cpu_seconds()
    for _ in range(times):
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        reply = connection.getresponse()
        reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status}")
    connection.close()
    return (server.cpu_seconds() - before) / times * 1000


def _time(act: Callable[[], object], times: int) -> float:
    """CPU milliseconds of this process for one of so many acts."""
    act()
    before = process_time()
    for _ in range(times):
        act()
    return (process_time() - before) / times * 1000


def _go_on(services: Services, place: Place) -> None:
    with services.records.read() as uow:
        uow.works.after(place.choice, read_position(place.after), limit=PAGE)


def _count(services: Services, place: Place) -> None:
    """Read the works of a page, and how many there are of every kind."""
    view_gallery(services, choice=place.choice, after=place.after)


def _skip(engine: Engine, page: int) -> None:
    """Read a page the usual way."""
    ordered = select(sql_table(WorkRow)).order_by(WorkRow.rank, WorkRow.published_at, WorkRow.code)
    with engine.connect() as connection:
        connection.execute(ordered.limit(PAGE).offset((page - 1) * PAGE)).all()
