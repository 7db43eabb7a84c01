"""The jury's part of a unit of work, on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.jury.records import (
    Confidence,
    JuryEntry,
    RoundRecord,
    Ruling,
    Seat,
    TaskRecord,
    TaskState,
)
from youcheng.domain.jury.rounds import RoundState
from youcheng.storage.jury_tables import JuryEntryRow, RoundRow, RulingRow, SeatRow, TaskRow
from youcheng.storage.rows import Values
from youcheng.storage.statements import Stored

_ROUND: Final = Stored(RoundRow, "id")
_SEAT: Final = Stored(SeatRow, "round", "juror")
_ENTRY: Final = Stored(JuryEntryRow, "id")
_TASK: Final = Stored(TaskRow, "entry", "juror")
_PICTURE: Final = Stored(TaskRow, "picture")
_RULING: Final = Stored(RulingRow, "id")


class JuryRecords:
    """`ports_jury.Jury` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add_round(self, record: RoundRecord) -> None:
        _ROUND.add(self._connection, _round_values(record))

    def find_round(self, round_id: str) -> RoundRecord | None:
        row = _ROUND.find(self._connection, round_id, lock=self._writes)
        return None if row is None else _read_round(row)

    def rounds(self, edition: str) -> Sequence[RoundRecord]:
        found = (
            select(RoundRow.__table__)
            .where(RoundRow.edition == edition)
            .order_by(RoundRow.opened_at, RoundRow.id)
        )
        return [_read_round(row) for row in self._connection.execute(found)]

    def put_round(self, record: RoundRecord) -> None:
        _ROUND.put(self._connection, _round_values(record))

    def add_seat(self, seat: Seat) -> None:
        _SEAT.add(self._connection, asdict(seat))

    def put_seat(self, seat: Seat) -> None:
        _SEAT.put(self._connection, asdict(seat))

    def seats(self, round_id: str) -> Sequence[Seat]:
        found = select(SeatRow.__table__).where(SeatRow.round == round_id).order_by(SeatRow.juror)
        return [
            Seat(row.round, row.juror, row.country, row.seated_at, row.left_at)
            for row in self._connection.execute(found)
        ]

    def add_entries(self, entries: Sequence[JuryEntry]) -> None:
        if entries:
            _ENTRY.add(self._connection, *map(_entry_values, entries))

    def find_entry(self, entry: str) -> JuryEntry | None:
        row = _ENTRY.find(self._connection, entry, lock=False)
        return None if row is None else _read_entry(row)

    def entries(self, round_id: str) -> Sequence[JuryEntry]:
        found = (
            select(JuryEntryRow.__table__)
            .where(JuryEntryRow.round == round_id)
            .order_by(JuryEntryRow.id)
        )
        return [_read_entry(row) for row in self._connection.execute(found)]

    def put_entry(self, entry: JuryEntry) -> None:
        _ENTRY.put(self._connection, _entry_values(entry))

    def forget(self, submission: str) -> None:
        entries = select(JuryEntryRow.id).where(JuryEntryRow.submission == submission)
        ids = list(self._connection.execute(entries).scalars())
        if not ids:
            return
        own = TaskRow.entry.in_(ids)
        self._connection.execute(
            delete(TaskRow).where(own).where(TaskRow.state != str(TaskState.SCORED))
        )
        self._connection.execute(
            update(TaskRow).where(own), {"comment": "", "reason": "", "concern": ""}
        )
        self._connection.execute(delete(RulingRow).where(RulingRow.entry.in_(ids)))
        self._connection.execute(
            update(JuryEntryRow).where(JuryEntryRow.id.in_(ids)),
            {"submission": None, "award": ""},
        )

    def award_of(self, submission: str) -> str:
        found = (
            select(JuryEntryRow.award)
            .join(RoundRow, RoundRow.id == JuryEntryRow.round)
            .where(JuryEntryRow.submission == submission, JuryEntryRow.award != "")
            .order_by(RoundRow.opened_at.desc())
            .limit(1)
        )
        return self._connection.execute(found).scalar() or ""

    def add_tasks(self, tasks: Sequence[TaskRecord]) -> None:
        if tasks:
            _TASK.add(self._connection, *map(_task_values, tasks))

    def find_task(self, entry: str, juror: str) -> TaskRecord | None:
        row = _TASK.find(self._connection, entry, juror, lock=False)
        return None if row is None else _read_task(row)

    def at_picture(self, picture: str) -> TaskRecord | None:
        row = _PICTURE.find(self._connection, picture, lock=False)
        return None if row is None else _read_task(row)

    def tasks(self, round_id: str) -> Sequence[TaskRecord]:
        return self._tasks(TaskRow.round == round_id)

    def given_to(self, round_id: str, juror: str) -> Sequence[TaskRecord]:
        there = select(JuryEntryRow.id).where(
            JuryEntryRow.round == round_id, JuryEntryRow.submission.is_not(None)
        )
        return self._tasks(
            TaskRow.round == round_id,
            TaskRow.juror == juror,
            TaskRow.state != str(TaskState.RECUSED),
            TaskRow.entry.in_(there),
        )

    def _tasks(self, *conditions: ColumnElement[bool]) -> Sequence[TaskRecord]:
        found = select(TaskRow.__table__).where(*conditions).order_by(TaskRow.entry, TaskRow.juror)
        return [_read_task(row) for row in self._connection.execute(found)]

    def put_task(self, task: TaskRecord) -> None:
        _TASK.put(self._connection, _task_values(task))

    def remove_task(self, entry: str, juror: str) -> None:
        self._connection.execute(
            delete(TaskRow).where(TaskRow.entry == entry).where(TaskRow.juror == juror)
        )

    def add_ruling(self, ruling: Ruling) -> None:
        _RULING.add(self._connection, {**asdict(ruling), "rule": str(ruling.rule)})

    def rulings(self, round_id: str) -> Sequence[Ruling]:
        found = (
            select(RulingRow.__table__)
            .where(RulingRow.round == round_id)
            .order_by(RulingRow.at, RulingRow.id)
        )
        return [_read_ruling(row) for row in self._connection.execute(found)]


def _round_values(record: RoundRecord) -> Values:
    return {**asdict(record), "state": str(record.state)}


def _read_round(row: Row[Any]) -> RoundRecord:
    values = dict(row._mapping)
    return RoundRecord(**{**values, "state": RoundState(row.state)})


def _entry_values(entry: JuryEntry) -> Values:
    return {**asdict(entry), "submission": entry.submission or None}


def _read_entry(row: Row[Any]) -> JuryEntry:
    return JuryEntry(row.id, row.round, row.submission or "", row.band, row.award)


def _task_values(task: TaskRecord) -> Values:
    return {
        "round": task.round,
        "entry": task.entry,
        "juror": task.juror,
        "picture": task.picture,
        "state": str(task.state),
        "version": task.version,
        "changed_at": task.changed_at,
        "marks": dict(task.marks),
        "comment": task.comment,
        "reason": task.reason,
        "confidence": task.confidence and str(task.confidence),
        "favourite": task.favourite,
        "skipped": task.skipped,
        "concern": task.concern,
    }


def _read_task(row: Row[Any]) -> TaskRecord:
    values = dict(row._mapping)
    confidence = None if row.confidence is None else Confidence(row.confidence)
    return TaskRecord(**{**values, "state": TaskState(row.state), "confidence": confidence})


def _read_ruling(row: Row[Any]) -> Ruling:
    values = dict(row._mapping)
    return Ruling(**{**values, "rule": Rule(row.rule)})
