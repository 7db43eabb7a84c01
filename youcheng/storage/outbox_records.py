"""The outbox: as mails are sent from it, and as the desk reads it, every page by an index that
carries the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    update,
)

from youcheng.domain.outbox import MailState, OutboxMail
from youcheng.domain.outbox_view import STATES, Pile, read_place
from youcheng.domain.permissions import Reach
from youcheng.domain.states import GONE, UNSENT
from youcheng.services.ports_outbox import FoundMail, MailGroup, MailsAsked
from youcheng.storage.rows import outbox_values, read_outbox
from youcheng.storage.statements import Stored, sql_table
from youcheng.storage.tables import OutboxRow, SubmissionRow

_OUTBOX: Final = Stored(OutboxRow, "id")
_MAILS_OF: Final = (
    select(sql_table(OutboxRow))
    .where(OutboxRow.submission == bindparam("submission"))
    .order_by(OutboxRow.created_at, OutboxRow.id)
)
_ABOUT: Final = SubmissionRow.id == OutboxRow.submission
_WITH_STAFF: Final = SubmissionRow.review.not_in(sorted(map(str, UNSENT | GONE)))
_GROUPS: Final[Mapping[MailGroup, Any]] = {
    MailGroup.STATE: OutboxRow.state,
    MailGroup.TEMPLATE: OutboxRow.template,
    MailGroup.LANGUAGE: OutboxRow.language,
    MailGroup.PROGRAMME: SubmissionRow.programme,
}
_FOUND: Final = select(
    sql_table(OutboxRow), SubmissionRow.code.label("about"), SubmissionRow.programme
)


class OutboxRecords:
    """`ports_outbox.Outbox` on a connection."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, mail: OutboxMail) -> None:
        _OUTBOX.add(self._connection, outbox_values(mail))

    def find(self, mail_id: str) -> OutboxMail | None:
        row = _OUTBOX.find(self._connection, mail_id, lock=self._writes)
        return None if row is None else read_outbox(row)

    def put(self, mail: OutboxMail) -> None:
        _OUTBOX.put(self._connection, outbox_values(mail))

    def due(self, now: datetime, limit: int = 50) -> Sequence[str]:
        found = (
            select(OutboxRow.id)
            .where(OutboxRow.state.in_([str(MailState.QUEUED), str(MailState.SENDING)]))
            .where(OutboxRow.next_at <= now)
            .order_by(OutboxRow.next_at, OutboxRow.id)
            .limit(limit)
        )
        return self._connection.execute(found).scalars().all()

    def of(self, submission: str) -> Sequence[OutboxMail]:
        rows = self._connection.execute(_MAILS_OF, {"submission": submission})
        return [read_outbox(row) for row in rows]

    def in_state(self, *states: MailState, limit: int = 200) -> Sequence[OutboxMail]:
        found = (
            select(OutboxRow)
            .where(OutboxRow.state.in_([str(state) for state in states]))
            .order_by(OutboxRow.created_at, OutboxRow.id)
            .limit(limit)
        )
        return [read_outbox(row) for row in self._connection.execute(found)]

    def count(self, state: MailState) -> int:
        found = select(func.count()).select_from(OutboxRow).where(OutboxRow.state == str(state))
        return self._connection.execute(found).scalar_one()

    def forget_before(self, moment: datetime) -> int:
        over = [str(MailState.SENT), str(MailState.FAILED), str(MailState.DISCARDED)]
        return self._connection.execute(
            update(OutboxRow)
            .where(OutboxRow.state.in_(over), OutboxRow.created_at < moment)
            .where(OutboxRow.address != "")
            .values(address="", facts={}, personal="")
        ).rowcount


class DeskMailRecords:
    """`ports_outbox.DeskMails` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def after(self, asked: MailsAsked, place: str, *, limit: int) -> Sequence[FoundMail]:
        return self._read(_page(asked, place, onwards=True, limit=limit))

    def before(self, asked: MailsAsked, place: str, *, limit: int) -> Sequence[FoundMail]:
        return self._read(_page(asked, place, onwards=False, limit=limit))[::-1]

    def of_ids(self, reach: Reach, ids: Sequence[str]) -> Sequence[FoundMail]:
        found = _FOUND.where(_ABOUT, _WITH_STAFF, _reached(reach), OutboxRow.id.in_(ids))
        return self._read(found.order_by(SubmissionRow.code, OutboxRow.id))

    def count_by(self, asked: MailsAsked, group: MailGroup) -> Mapping[str, int]:
        column = _GROUPS[group]
        found = select(column, func.count()).where(*_chosen(asked)).group_by(column)
        return {row[0]: row[1] for row in self._connection.execute(found.order_by(column))}

    def _read(self, found: Select[Any]) -> list[FoundMail]:
        rows = self._connection.execute(found)
        return [FoundMail(read_outbox(row), row.about, row.programme) for row in rows]


def _page(asked: MailsAsked, place: str, *, onwards: bool, limit: int) -> Select[Any]:
    conditions = _chosen(asked)
    rising = onwards != (asked.view.pile is Pile.SENT)
    if (stands := read_place(place)) is not None:
        here = tuple_(OutboxRow.created_at, OutboxRow.id)
        there = tuple_(literal(stands[0], OutboxRow.created_at.type), stands[1])
        conditions.append(here > there if rising else here < there)
    order = (OutboxRow.created_at, OutboxRow.id)
    ordered = order if rising else tuple(column.desc() for column in order)
    return _FOUND.where(*conditions).order_by(*ordered).limit(limit)


def _chosen(asked: MailsAsked) -> list[ColumnElement[bool]]:
    view = asked.view
    conditions = [_ABOUT, _WITH_STAFF, _reached(asked.reach)]
    if not asked.every_state:
        conditions.append(OutboxRow.state.in_(sorted(map(str, STATES[view.pile]))))
    for column, value in (
        (OutboxRow.template, view.template),
        (OutboxRow.language, view.language),
        (OutboxRow.batch, view.batch),
        (SubmissionRow.programme, view.programme),
    ):
        if value:
            conditions.append(column == value)
    return conditions


def _reached(reach: Reach) -> ColumnElement[bool]:
    if reach.all:
        return true()
    return or_(false(), SubmissionRow.programme.in_(sorted(reach.programmes)))
