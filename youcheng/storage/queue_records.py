"""The desk's queue: every page is read by an index that carries the order, at whatever depth.

What somebody may read falls into lanes (a programme, a state of a programme, a city's referrals):
in each an index leads straight to the place where the page begins and gives the rows in order. A
page of several lanes is put together from the first rows of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    union_all,
)

from youcheng.domain.gallery import grams, index_grams
from youcheng.domain.numbers import DECIDED
from youcheng.domain.permissions import Reach
from youcheng.domain.queue import QueueEntry, QueueView, Turn, place_of
from youcheng.domain.states import FINAL, UNSENT, ReviewState, SubmissionKind
from youcheng.services.ports_desk import Asked, Group
from youcheng.storage.desk_tables import QueueRow, SubmissionGramRow, SubmissionTagRow
from youcheng.storage.rows import Values
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import SubmissionRow

_ENTRY: Final = Stored(QueueRow, "submission")
_TABLE: Final = sql_table(QueueRow)
_MOST_LANES: Final = 40
"""More ranges than this are not asked for one by one: the states are then looked at row by row."""
_ADD_GRAMS: Final = insert(sql_table(SubmissionGramRow))
_FORGET_GRAMS: Final = delete(sql_table(SubmissionGramRow)).where(
    SubmissionGramRow.submission == bindparam("submission")
)
_UNQUEUED: Final = (
    select(SubmissionRow.id)
    .where(SubmissionRow.sent_at.is_not(None), SubmissionRow.sent.is_not(None))
    .where(SubmissionRow.kind != str(SubmissionKind.BATCH))
    .where(SubmissionRow.review.not_in(sorted(map(str, UNSENT | FINAL))))
    .where(~exists().where(QueueRow.submission == SubmissionRow.id))
    .order_by(SubmissionRow.id)
)
_GROUPS: Final[Mapping[Group, Any]] = {
    Group.REVIEW: QueueRow.review,
    Group.PROGRAMME: QueueRow.programme,
    Group.PARTNER: QueueRow.partner,
}

Condition = ColumnElement[bool]


class QueueRecords:
    """`ports_desk.Queue` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def find(self, submission: str) -> QueueEntry | None:
        row = _ENTRY.find(self._connection, submission, lock=self._writes)
        return None if row is None else _read_entry(row)

    def put(self, entry: QueueEntry, *, before: QueueEntry | None) -> None:
        if before is None:
            _ENTRY.add(self._connection, entry_values(entry))
        else:
            _ENTRY.put(self._connection, entry_values(entry))
        if before is None or before.search != entry.search:
            if before is not None:
                self._forget_grams(entry.submission)
            found = [
                {"gram": gram, "submission": entry.submission}
                for gram in sorted(index_grams(entry.search))
            ]
            self._connection.execute(_ADD_GRAMS, found)

    def _forget_grams(self, submission: str) -> None:
        self._connection.execute(_FORGET_GRAMS, {"submission": submission})

    def remove(self, submission: str) -> None:
        self._forget_grams(submission)
        self._connection.execute(delete(QueueRow).where(QueueRow.submission == submission))

    def unqueued(self, *, limit: int = 200) -> Sequence[str]:
        return self._connection.execute(_UNQUEUED.limit(limit)).scalars().all()

    def after(self, asked: Asked, place: str, *, limit: int) -> Sequence[QueueEntry]:
        found = page_statement(asked, place, later=True, limit=limit)
        return [_read_entry(row) for row in self._connection.execute(found)]

    def before(self, asked: Asked, place: str, *, limit: int) -> Sequence[QueueEntry]:
        found = page_statement(asked, place, later=False, limit=limit)
        return [_read_entry(row) for row in self._connection.execute(found)][::-1]

    def count_by(self, asked: Asked, group: Group) -> Mapping[str, int]:
        column = _GROUPS[group]
        if (chosen := _chosen(asked)) is None:
            return {}
        found = select(column, func.count()).where(chosen).group_by(column).order_by(column)
        return {row[0]: row[1] for row in self._connection.execute(found)}

    def count_between(self, asked: Asked, moments: Sequence[datetime]) -> Sequence[int]:
        counts = [0] * (len(moments) - 1)
        if (chosen := _chosen(asked)) is None or not counts:
            return counts
        sent = QueueRow.sent_at
        bounds = enumerate(moments[1:])
        span = case(*((sent < moment, number) for number, moment in bounds), else_=-1)
        found = (
            select(span, func.count())
            .where(chosen, sent >= moments[0], sent < moments[-1])
            .group_by(span)
        )
        for number, times in self._connection.execute(found):
            counts[number] = times
        return counts

    def decided(self, asked: Asked) -> Iterator[tuple[str, datetime, datetime]]:
        if (chosen := _chosen(asked)) is None:
            return
        decided = QueueRow.review.in_(sorted(map(str, DECIDED)))
        found = select(QueueRow.programme, QueueRow.sent_at, QueueRow.since).where(chosen, decided)
        for row in self._connection.execute(found):
            yield row[0], row[1], row[2]

    def programmes(self, asked: Asked) -> Mapping[str, SubmissionKind]:
        if (chosen := _chosen(asked)) is None:
            return {}
        found = select(QueueRow.programme, QueueRow.kind).where(chosen).distinct()
        return {row[0]: SubmissionKind(row[1]) for row in self._connection.execute(found)}


def _chosen(asked: Asked) -> Condition | None:
    """What is found, in any order; None for nothing."""
    lanes = [and_(true(), *lane) for lane in _lanes(asked)]
    return and_(or_(*lanes), *_filters(asked)) if lanes else None


def page_statement(asked: Asked, place: str, *, later: bool, limit: int) -> Select[Any]:
    """The query for the rows next to `place`: after it, or before it and then backwards."""
    filters = _filters(asked)
    if place:
        filters.append(QueueRow.place > place if later else QueueRow.place < place)
    lanes = [
        select(_TABLE).where(*lane, *filters).order_by(_turned(_TABLE.c.place, later)).limit(limit)
        for lane in _lanes(asked)
    ]
    if not lanes:
        return select(_TABLE).where(_TABLE.c.submission == "")
    if len(lanes) == 1:
        return lanes[0]
    rows = union_all(*(select(lane.subquery()) for lane in lanes)).subquery()
    return select(rows).order_by(_turned(rows.c.place, later)).limit(limit)


def _turned(column: Any, later: bool) -> Any:
    return column if later else column.desc()


def _lanes(asked: Asked) -> list[tuple[Condition, ...]]:
    """Conditions that share nothing and together choose what may be read of the view; each names
    the columns of one index first."""
    reach, view = asked.reach, asked.view
    if asked.unassigned or view.assignee or view.tag or view.returned:
        # Tags, who looks after what and what came back are no liaison's to read, so not to be found
        # out either.
        reach = Reach(reach.all, reach.paintings, reach.programmes)
    lanes = list(_reached(reach, view))
    return [(*lane, *state) for lane, state in product(lanes, _states(view, len(lanes)))]


def _states(view: QueueView, lanes: int) -> Iterable[tuple[Condition, ...]]:
    if not view.states:
        return [()]
    if lanes * len(view.states) > _MOST_LANES:
        return [(QueueRow.review.in_([str(state) for state in view.states]),)]
    return [(QueueRow.review == str(state),) for state in view.states]


def _reached(reach: Reach, view: QueueView) -> Iterable[tuple[Condition, ...]]:
    """What may be read, without what another lane holds already."""
    asks = QueueRow.programme == view.programme
    if reach.all:
        yield (asks,) if view.programme else ()
        return
    if reach.paintings:
        painting = QueueRow.kind == str(SubmissionKind.PAINTING)
        yield (painting, asks) if view.programme else (painting,)
    for programme in sorted(reach.programmes):
        if not view.programme or view.programme == programme:
            yield _apart(reach, QueueRow.programme == programme)
    if reach.city:
        referred = (
            QueueRow.referred_to == reach.city,
            QueueRow.review == str(ReviewState.REFERRED),
            QueueRow.programme.not_in(sorted(reach.programmes)),
        )
        yield _apart(reach, *referred, *((asks,) if view.programme else ()))


def _apart(reach: Reach, *conditions: Condition) -> tuple[Condition, ...]:
    if not reach.paintings:
        return conditions
    return (*conditions, QueueRow.kind != str(SubmissionKind.PAINTING))


def _filters(asked: Asked) -> list[Condition]:
    """What the view asks for beyond programme and states."""
    view = asked.view
    conditions: list[Condition] = []
    for column, value in (
        (QueueRow.kind, view.kind),
        (QueueRow.country, view.country),
        (QueueRow.partner, view.partner),
        (QueueRow.assignee, view.assignee),
    ):
        if value:
            conditions.append(column == value)
    if asked.unassigned:
        conditions.append(QueueRow.assignee == "")
    if view.city:
        conditions.append(QueueRow.cities.contains(f",{view.city},", autoescape=True))
    if view.tag:
        tagged = select(SubmissionTagRow.submission).where(SubmissionTagRow.tag == view.tag)
        conditions.append(QueueRow.submission.in_(tagged))
    if view.overdue:
        # The places of what is overdue are a range at the beginning.
        beyond = asked.overdue_from + timedelta(microseconds=1)
        conditions.append(QueueRow.place < place_of(Turn.STAFF, beyond, ""))
    if view.returned:
        conditions.append(QueueRow.returned.is_(True))
    if asked.waiting_from is not None:
        conditions.append(QueueRow.since <= asked.waiting_from)
    if asked.sent_since is not None:
        conditions.append(QueueRow.sent_at >= asked.sent_since)
    if asked.sent_from is not None:
        conditions.append(QueueRow.sent_at <= asked.sent_from)
    for term in view.terms:
        for gram in sorted(grams(term)):
            holding = select(SubmissionGramRow.submission).where(SubmissionGramRow.gram == gram)
            conditions.append(QueueRow.submission.in_(holding))
        conditions.append(QueueRow.search.contains(term, autoescape=True))
    return conditions


def entry_values(one: QueueEntry) -> Values:
    """The columns of an entry."""
    return {
        "submission": one.submission,
        "place": one.place,
        "code": one.code,
        "programme": one.programme,
        "kind": str(one.kind),
        "review": str(one.review),
        "country": one.country,
        "partner": one.partner,
        "cities": f",{','.join(one.cities)}," if one.cities else "",
        "title": one.title,
        "search": one.search,
        "since": one.since,
        "sent_at": one.sent_at,
        "flags": list(one.flags),
        "assignee": one.assignee,
        "referred_to": one.referred_to,
        "returned": one.returned,
    }


def _read_entry(row: Row[Any]) -> QueueEntry:
    """The entry of a row."""
    return QueueEntry(
        submission=row.submission,
        code=row.code,
        programme=row.programme,
        kind=SubmissionKind(row.kind),
        review=ReviewState(row.review),
        country=row.country,
        partner=row.partner,
        cities=tuple(city for city in row.cities.split(",") if city),
        title=row.title,
        search=row.search,
        since=row.since,
        sent_at=row.sent_at,
        flags=tuple(row.flags),
        assignee=row.assignee,
        referred_to=row.referred_to,
        returned=row.returned,
    )
