"""What staff set in place of the site's content, on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from youcheng.domain.edition_dates import DateChange
from youcheng.domain.mail_texts import MailTextChange, MailTexts, read_text
from youcheng.storage.settings_tables import DateChangeRow, MailTextChangeRow
from youcheng.storage.statements import Stored, sql_table

_CHANGE: Final = Stored(DateChangeRow, "number")
_TABLE: Final = sql_table(DateChangeRow)
_TEXT: Final = Stored(MailTextChangeRow, "number")
_TEXTS: Final = sql_table(MailTextChangeRow)


class DateChangeRecords:
    """`ports_settings.DateChanges` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: DateChange) -> None:
        moments = {name: at.isoformat() for name, at in change.moments.items()}
        values = {
            "number": change.number,
            "edition": change.edition,
            "moments": moments,
            "at": change.at,
            "by": change.by,
        }
        _CHANGE.add(self._connection, values)

    def last_number(self) -> int:
        found = select(func.coalesce(func.max(_TABLE.c.number), 0))
        return int(self._connection.execute(found).scalar_one())

    def latest(self) -> Sequence[DateChange]:
        newest = select(func.max(_TABLE.c.number)).group_by(_TABLE.c.edition)
        found = select(_TABLE).where(_TABLE.c.number.in_(newest)).order_by(_TABLE.c.edition)
        return [_read_change(row) for row in self._connection.execute(found)]

    def of(self, edition: str) -> Sequence[DateChange]:
        found = select(_TABLE).where(_TABLE.c.edition == edition).order_by(_TABLE.c.number.desc())
        return [_read_change(row) for row in self._connection.execute(found)]


def _read_change(row: Row[Any]) -> DateChange:
    moments = {name: datetime.fromisoformat(text) for name, text in row.moments.items()}
    return DateChange(row.number, row.edition, moments, row.at, row.by)


class MailTextRecords:
    """`ports_settings.MailTextChanges` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: MailTextChange) -> None:
        values = {
            "number": change.number,
            "template": change.template,
            "language": change.language,
            "text": {} if change.text is None else change.text.parts(),
            "at": change.at,
            "by": change.by,
        }
        _TEXT.add(self._connection, values)

    def last_number(self) -> int:
        found = select(func.coalesce(func.max(_TEXTS.c.number), 0))
        return int(self._connection.execute(found).scalar_one())

    def in_force(self) -> MailTexts:
        newest = select(func.max(_TEXTS.c.number)).group_by(_TEXTS.c.template, _TEXTS.c.language)
        found = select(_TEXTS).where(_TEXTS.c.number.in_(newest))
        changes = map(_read_text_change, self._connection.execute(found))
        return {(one.template, one.language): one.text for one in changes if one.text is not None}

    def of(self, template: str) -> Sequence[MailTextChange]:
        found = select(_TEXTS).where(_TEXTS.c.template == template).order_by(_TEXTS.c.number.desc())
        return [_read_text_change(row) for row in self._connection.execute(found)]


def _read_text_change(row: Row[Any]) -> MailTextChange:
    text = read_text(row.text) if row.text else None
    return MailTextChange(row.number, row.template, row.language, text, row.at, row.by)
