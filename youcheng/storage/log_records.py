"""The chained log, and what is left after erasure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    bindparam,
    delete,
    insert,
    not_,
    or_,
    select,
    type_coerce,
)

from youcheng.domain.audit import Event, Head
from youcheng.services.ports_log import EventQuery
from youcheng.storage.rows import event_values, read_event
from youcheng.storage.statements import Stored
from youcheng.storage.tables import EventRow, HeadRow, TombstoneRow

_SLACK: Final = timedelta(hours=1)
"""By how much a clock may have been set back."""
_EVENT: Final = Stored(EventRow, "sequence")
_HEAD: Final = Stored(HeadRow, "id")
_EVENTS: Final = select(
    EventRow.sequence,
    type_coerce(EventRow.at, Text).label("at"),
    EventRow.actor,
    EventRow.via,
    EventRow.kind,
    EventRow.subject,
    type_coerce(EventRow.fields, Text).label("fields"),
    type_coerce(EventRow.details, Text).label("details"),
    EventRow.previous,
    EventRow.hash,
).order_by(EventRow.sequence)
"""Time and JSON come unread: an event that was damaged is not to hide the others."""
_EVENTS_OF: Final = _EVENTS.where(EventRow.subject == bindparam("subject"))


class LogRecords:
    """`ports_log.Log` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def head(self) -> Head:
        row = _HEAD.find(self._connection, 1, lock=self._writes)
        if row is None:
            raise LookupError("the log has no head: the database was not migrated")
        return Head(row.sequence, row.hash)

    def append(self, event: Event, head: Head) -> None:
        _EVENT.add(self._connection, event_values(event))
        _HEAD.put(self._connection, {"id": 1, "sequence": head.sequence, "hash": head.hash})

    def of(self, subject: str) -> Sequence[Event]:
        rows = self._connection.execute(_EVENTS_OF, {"subject": subject})
        return [read_event(row) for row in rows]

    def all(self) -> Iterator[Event]:
        found = self._connection.execute(_EVENTS, execution_options={"yield_per": 1000})
        with found as rows:
            for row in rows:
                yield read_event(row)

    def page(
        self, query: EventQuery, *, before: int = 0, after: int = 0, limit: int = 50
    ) -> Sequence[Event]:
        found = _EVENTS.order_by(None).where(*_conditions(query), *self._places(query)).limit(limit)
        if after:
            nearest = found.where(EventRow.sequence > after).order_by(EventRow.sequence)
            rows = self._connection.execute(nearest).all()[::-1]
        else:
            if before:
                found = found.where(EventRow.sequence < before)
            rows = self._connection.execute(found.order_by(EventRow.sequence.desc())).all()
        return [read_event(row) for row in rows]

    def last(self, kind: str, actor: str) -> datetime | None:
        # Not by the index of kinds: what somebody did is less than what everybody did of a kind.
        found = (
            select(EventRow.at)
            .where(EventRow.actor == actor, EventRow.kind.concat("") == kind)
            .order_by(EventRow.sequence.desc())
            .limit(1)
        )
        return self._connection.execute(found).scalar_one_or_none()

    def _places(self, query: EventQuery) -> Iterator[ColumnElement[bool]]:
        """Between which numbers the times lie that are asked for: without it every event would be
        read that is newer."""
        if query.since is not None:
            yield EventRow.sequence >= self._number_at(query.since - _SLACK)
        if query.until is not None:
            yield EventRow.sequence < self._number_at(query.until + _SLACK)

    def _number_at(self, moment: datetime) -> int:
        """The number of the first event at or after `moment`, times being as they rise."""
        low, high = 1, self.head().sequence + 1
        while low < high:
            middle = (low + high) // 2
            nearest = (
                select(EventRow.at)
                .where(EventRow.sequence >= middle)
                .order_by(EventRow.sequence)
                .limit(1)
            )
            at = self._connection.execute(nearest).scalar_one_or_none()
            if at is None or at >= moment:
                high = middle
            else:
                low = middle + 1
        return low


def _conditions(query: EventQuery) -> Iterator[ColumnElement[bool]]:
    if query.kind:
        yield EventRow.kind == query.kind
    if query.actor in {"public", "system"} or ":" in query.actor:
        yield EventRow.actor == query.actor
    elif query.actor:
        # All of one kind, by a range: the next character after the colon is the semicolon.
        yield EventRow.actor >= f"{query.actor}:"
        yield EventRow.actor < f"{query.actor};"
    if query.subject:
        yield EventRow.subject == query.subject
    if query.since is not None:
        yield EventRow.at >= query.since
    if query.until is not None:
        yield EventRow.at < query.until
    if query.among:
        yield or_(*map(_begins_with, query.among))
    for beginning in query.without:
        yield not_(_begins_with(beginning))


def _begins_with(beginning: str) -> ColumnElement[bool]:
    return EventRow.kind.startswith(beginning, autoescape=True)


class TombstoneRecords:
    """`ports_log.Tombstones` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, tombstone: str, *, kind: str, at: datetime, counts: dict[str, int]) -> None:
        self._connection.execute(
            insert(TombstoneRow), {"id": tombstone, "kind": kind, "at": at, "counts": counts}
        )

    def remove(self, tombstone: str) -> None:
        self._connection.execute(delete(TombstoneRow).where(TombstoneRow.id == tombstone))

    def all(self) -> Sequence[tuple[str, datetime]]:
        found = select(TombstoneRow.id, TombstoneRow.at).order_by(TombstoneRow.at)
        return [(row.id, row.at) for row in self._connection.execute(found)]
