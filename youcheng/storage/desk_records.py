"""What staff keep beside submissions: tags, notes, questions, saved views, bulk acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from youcheng.domain.desk import BulkStep, Note, Question, SavedView, Tag
from youcheng.domain.states import SubmissionState
from youcheng.storage.desk_tables import (
    BulkStepRow,
    NoteRow,
    QuestionRow,
    SavedViewRow,
    SubmissionTagRow,
    TagRow,
)
from youcheng.storage.rows import Values, read_state, state_values
from youcheng.storage.statements import Stored, sql_table

_TAG: Final = Stored(TagRow, "id")
_TAG_NAMED: Final = Stored(TagRow, "name")
_NEW_TAG: Final = {
    name: engine.insert(sql_table(TagRow)).on_conflict_do_nothing()
    for name, engine in (("postgresql", postgresql), ("sqlite", sqlite))
}
_TAGGED: Final = Stored(SubmissionTagRow, "tag", "submission")
_VIEW: Final = Stored(SavedViewRow, "account", "name")
_STEP: Final = Stored(BulkStepRow, "batch", "submission")


class TagRecords:
    """`ports_desk.Tags` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def named(self, name: str) -> Tag | None:
        row = _TAG_NAMED.find(self._connection, name, lock=False)
        return None if row is None else Tag(row.id, row.name)

    def find(self, tag: str) -> Tag | None:
        row = _TAG.find(self._connection, tag, lock=False)
        return None if row is None else Tag(row.id, row.name)

    def add(self, tag: Tag) -> None:
        statement = _NEW_TAG[self._connection.dialect.name]
        self._connection.execute(statement, {"id": tag.id, "name": tag.name})

    def all(self) -> Sequence[Tag]:
        rows = self._connection.execute(select(TagRow.id, TagRow.name).order_by(TagRow.name))
        return [Tag(row.id, row.name) for row in rows]

    def of(self, *submissions: str) -> Mapping[str, Sequence[Tag]]:
        found = (
            select(SubmissionTagRow.submission, TagRow.id, TagRow.name)
            .join(TagRow, TagRow.id == SubmissionTagRow.tag)
            .where(SubmissionTagRow.submission.in_(submissions))
            .order_by(TagRow.name)
        )
        tags: dict[str, list[Tag]] = {}
        for row in self._connection.execute(found):
            tags.setdefault(row.submission, []).append(Tag(row.id, row.name))
        return tags

    def put_on(self, submission: str, tag: str) -> None:
        if _TAGGED.find(self._connection, tag, submission, lock=False) is None:
            _TAGGED.add(self._connection, {"tag": tag, "submission": submission})

    def take_off(self, submission: str, tag: str) -> None:
        self._connection.execute(
            delete(SubmissionTagRow)
            .where(SubmissionTagRow.submission == submission)
            .where(SubmissionTagRow.tag == tag)
        )

    def remove(self, submission: str) -> None:
        self._connection.execute(
            delete(SubmissionTagRow).where(SubmissionTagRow.submission == submission)
        )


class NoteRecords:
    """`ports_desk.Notes` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: Note) -> None:
        values = {
            "id": note.id,
            "submission": note.submission,
            "author": note.author,
            "at": note.at,
            "text": note.text,
        }
        self._connection.execute(insert(NoteRow), values)

    def of(self, submission: str) -> Sequence[Note]:
        found = (
            select(NoteRow.__table__)
            .where(NoteRow.submission == submission)
            .order_by(NoteRow.at, NoteRow.id)
        )
        return [
            Note(row.id, row.submission, row.author, row.at, row.text)
            for row in self._connection.execute(found)
        ]

    def remove(self, submission: str) -> None:
        self._connection.execute(delete(NoteRow).where(NoteRow.submission == submission))


class QuestionRecords:
    """`ports_desk.Questions` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, question: Question) -> None:
        values = {
            "id": question.id,
            "submission": question.submission,
            "field": question.field,
            "text": question.text,
            "asked_by": question.asked_by,
            "asked_at": question.asked_at,
            "answered_at": question.answered_at,
        }
        self._connection.execute(insert(QuestionRow), values)

    def of(self, submission: str) -> Sequence[Question]:
        found = (
            select(QuestionRow.__table__)
            .where(QuestionRow.submission == submission)
            .order_by(QuestionRow.asked_at, QuestionRow.id)
        )
        return [_read_question(row) for row in self._connection.execute(found)]

    def answer(self, submission: str, at: datetime) -> None:
        open_ones = (
            update(QuestionRow)
            .where(QuestionRow.submission == submission)
            .where(QuestionRow.answered_at.is_(None))
        )
        self._connection.execute(open_ones, {"answered_at": at})

    def remove(self, submission: str) -> None:
        self._connection.execute(delete(QuestionRow).where(QuestionRow.submission == submission))


class SavedViewRecords:
    """`ports_desk.SavedViews` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, view: SavedView) -> None:
        values = {
            "id": view.id,
            "account": view.account,
            "name": view.name,
            "query": view.query,
        }
        if _VIEW.find(self._connection, view.account, view.name, lock=True) is None:
            _VIEW.add(self._connection, values)
        else:
            _VIEW.put(self._connection, values)

    def of(self, account: str) -> Sequence[SavedView]:
        found = (
            select(SavedViewRow.__table__)
            .where(SavedViewRow.account == account)
            .order_by(SavedViewRow.name)
        )
        return [
            SavedView(row.id, row.account, row.name, row.query)
            for row in self._connection.execute(found)
        ]

    def remove(self, account: str, view: str) -> None:
        self._connection.execute(
            delete(SavedViewRow)
            .where(SavedViewRow.account == account)
            .where(SavedViewRow.id == view)
        )


class BulkRecords:
    """`ports_desk.Bulks` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, step: BulkStep) -> None:
        _STEP.add(self._connection, _step_values(step))

    def of(self, batch: str) -> Sequence[BulkStep]:
        found = (
            select(BulkStepRow.__table__)
            .where(BulkStepRow.batch == batch)
            .order_by(BulkStepRow.submission)
        )
        return [_read_step(row) for row in self._connection.execute(found)]

    def put(self, step: BulkStep) -> None:
        _STEP.put(self._connection, _step_values(step))


def _read_question(row: Row[Any]) -> Question:
    return Question(
        id=row.id,
        submission=row.submission,
        field=row.field,
        text=row.text,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
    )


def _step_values(one: BulkStep) -> Values:
    return {
        "batch": one.batch,
        "submission": one.submission,
        "actor": one.actor,
        "at": one.at,
        "act": one.act,
        **state_values(one.before),
        "assignee": one.assignee,
        "since": one.since,
        "tag": one.tag,
        "cause": one.cause,
        "version": one.version,
        "undone_at": one.undone_at,
    }


def _read_step(row: Row[Any]) -> BulkStep:
    before: SubmissionState = read_state(row)
    return BulkStep(
        batch=row.batch,
        submission=row.submission,
        actor=row.actor,
        at=row.at,
        act=row.act,
        before=before,
        assignee=row.assignee,
        since=row.since,
        tag=row.tag,
        cause=row.cause,
        version=row.version,
        undone_at=row.undone_at,
    )
