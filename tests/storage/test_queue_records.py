"""The queue in its order: for each reader what permissions say, by an index at every depth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite

from tests.conftest import sample
from tests.services import clerks
from tests.storage.queues import NOW, write_queue
from youcheng.domain.actors import Actor, Role
from youcheng.domain.permissions import Area, Reading, Scope, reach_of, reading
from youcheng.domain.queue import QueueEntry, QueueView, overdue_from
from youcheng.domain.states import ReviewState
from youcheng.services.ports_desk import Asked, Group
from youcheng.storage.queue_records import page_statement
from youcheng.storage.unit_of_work import SqlRecords

BOTH: Final = Actor(
    "ab",
    roles=frozenset({Role.OFFICER, Role.LIAISON}),
    programmes=frozenset({"culture", "study"}),
    city="suzhou",
)
EVERY: Final = Actor(
    "abc",
    roles=frozenset({Role.OFFICER, Role.MODERATOR, Role.LIAISON}),
    programmes=frozenset({"culture", "painting-2026"}),
    city="wuxi",
)
PAGE: Final = 51
READERS: Final = {
    "lead": clerks.LEAD,
    "officer": clerks.CULTURE,
    "moderator": clerks.MODERATOR,
    "liaison": clerks.NANJING,
    "officer and liaison": BOTH,
    "officer, moderator and liaison": EVERY,
}
VIEWS: Final = {
    "everything": QueueView(),
    "a programme": QueueView(programme="culture"),
    "states": QueueView(states=(ReviewState.REFERRED, ReviewState.SUBMITTED)),
    "every state": QueueView(states=tuple(ReviewState)),
    "a country": QueueView(country="NP"),
    "a partner": QueueView(partner="vaud"),
    "a city": QueueView(city="suzhou"),
    "overdue": QueueView(overdue=True),
    "a programme's state": QueueView(programme="study", states=(ReviewState.SCREENING,)),
}


def ask(actor: Actor, view: QueueView, *, unassigned: bool = False) -> Asked:
    reach = reach_of(actor)
    assert reach is not None
    return Asked(reach, view, unassigned, overdue_from(NOW), None, None)


def wanted(view: QueueView, one: QueueEntry) -> bool:
    due = one.due_at
    return (
        view.programme in {"", one.programme}
        and (not view.states or one.review in view.states)
        and view.country in {"", one.country}
        and view.partner in {"", one.partner}
        and (not view.city or view.city in one.cities)
        and (not view.overdue or (due is not None and due <= NOW))
    )


def may_read(actor: Actor, one: QueueEntry) -> bool:
    scope = Scope(one.submission, one.kind, one.programme, one.review, city=one.referred_to)
    return reading(actor, Area.STATE, scope) is Reading.YES


def pages(records: SqlRecords, asked: Asked, *, size: int) -> Iterator[list[QueueEntry]]:
    place = ""
    while True:
        with records.read() as uow:
            page = list(uow.queue.after(asked, place, limit=size))
        if not page:
            return
        yield page
        place = page[-1].place


@pytest.mark.parametrize("reader", sample([*READERS], 3, "readers of the queue"))
def test_each_reader_finds_in_order_exactly_what_they_may_read(
    engine: Engine, records: SqlRecords, reader: str
) -> None:
    actor, every = READERS[reader], write_queue(engine, 400)
    for view in VIEWS.values():
        asked = ask(actor, view)
        expected = [one for one in every if may_read(actor, one) and wanted(view, one)]
        found = list(pages(records, asked, size=23))
        assert [one for page in found for one in page] == expected
        with records.read() as uow:
            for page, following in pairwise(found):
                assert uow.queue.before(asked, following[0].place, limit=23) == page
            counted = uow.queue.count_by(asked, Group.REVIEW)
        assert sum(counted.values()) == len(expected)
    assert any(may_read(actor, one) for one in every)


def test_a_liaison_finds_nothing_by_what_is_not_theirs_to_read(
    engine: Engine, records: SqlRecords
) -> None:
    write_queue(engine, 400)
    with records.read() as uow:
        assert uow.queue.after(ask(clerks.NANJING, QueueView()), "", limit=5)
        by_clerk = ask(clerks.NANJING, QueueView(assignee="c1"))
        assert uow.queue.after(by_clerk, "", limit=5) == []
        assert uow.queue.after(ask(clerks.NANJING, QueueView(), unassigned=True), "", limit=5) == []
        assert uow.queue.after(ask(clerks.NANJING, QueueView(tag="ab")), "", limit=5) == []
        assert uow.queue.count_by(by_clerk, Group.REVIEW) == {}


def plan(engine: Engine, asked: Asked, place: str, *, later: bool) -> Any:
    """How the engine reads a page: lines of SQLite, or the tree of PostgreSQL."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[engine.dialect.name].dialect()
    statement = page_statement(asked, place, later=later, limit=PAGE)
    options = {"literal_binds": True, "render_postcompile": True}
    sql = str(statement.compile(dialect=dialect, compile_kwargs=options)).replace("%%", "%")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
            return [row.detail for row in rows]
        found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}").scalar_one()
        return found if isinstance(found, list) else json.loads(found)


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for child in tree.get("Plans", ()):
        yield from nodes(child)


def assert_index_gives_the_order(engine: Engine, found: Any, lanes: int) -> None:
    """Each lane is read by an index and sorted by nothing; only the heads of several lanes, a page
    of each at most, are sorted."""
    if engine.dialect.name == "sqlite":
        reads = [line for line in found if re.match(r"(SEARCH|SCAN) queue_entry\b", line)]
        assert len(reads) == lanes
        assert all(re.search(r"USING INDEX \w+", line) for line in reads), found
        sorted_after = [one for one, two in pairwise(found) if "TEMP B-TREE" in two]
        assert len(sorted_after) == (lanes if lanes > 1 else 0), found
        assert all(re.fullmatch(r"SCAN anon_\d+", line) for line in sorted_after), found
        return
    every = list(nodes(found[0]["Plan"]))
    reads = [one for one in every if one.get("Relation Name") == "queue_entry"]
    assert len(reads) == lanes
    # So few rows that sorting them costs less than reading them in order.
    gathered = [one for one in reads if one["Node Type"] == "Bitmap Heap Scan"]
    assert all(one["Plan Rows"] <= 4 * PAGE for one in gathered), found
    assert {one["Node Type"] for one in reads} <= {"Index Scan", "Bitmap Heap Scan"}, found
    sorts = [one for one in every if "Sort" in one["Node Type"]]
    assert all(one["Plan Rows"] <= max(lanes, 4) * PAGE for one in sorts), found


CARRIED: Final = [
    (clerks.LEAD, QueueView(), 1),
    (clerks.LEAD, QueueView(programme="culture"), 1),
    (clerks.LEAD, QueueView(states=(ReviewState.SUBMITTED,)), 1),
    (clerks.LEAD, QueueView(programme="study", states=(ReviewState.SCREENING,)), 1),
    (clerks.LEAD, QueueView(assignee="c1"), 1),
    (clerks.LEAD, QueueView(country="NP"), 1),
    (clerks.LEAD, QueueView(partner="vaud"), 1),
    (clerks.LEAD, QueueView(overdue=True), 1),
    (clerks.CULTURE, QueueView(), 1),
    (clerks.MODERATOR, QueueView(), 1),
    (clerks.NANJING, QueueView(), 1),
    (BOTH, QueueView(), 3),
    (BOTH, QueueView(states=(ReviewState.SUBMITTED, ReviewState.SCREENING)), 6),
]
"""Who asks for what, and from how many ranges a page is put together."""


def test_an_index_carries_the_order_at_every_depth(engine: Engine) -> None:
    every = write_queue(engine, 10_000)
    first, deep = every[300].place, every[len(every) // 5].place
    for actor, view, lanes in CARRIED:
        asked = ask(actor, view)
        for place in ("", first, deep):
            for later in (True, False):
                if later or place == deep:
                    found = plan(engine, asked, place, later=later)
                    assert_index_gives_the_order(engine, found, lanes)
