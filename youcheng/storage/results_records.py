"""What was arranged for results days, on a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select, update

from youcheng.domain.arming import Arming
from youcheng.storage.results_tables import ArmingRow
from youcheng.storage.statements import Stored, sql_table

_ARMING: Final = Stored(ArmingRow, "number")
_TABLE: Final = sql_table(ArmingRow)


class ArmingRecords:
    """`ports_results.Armings` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, arming: Arming) -> None:
        _ARMING.add(self._connection, asdict(arming))

    def last_number(self) -> int:
        found = select(func.coalesce(func.max(_TABLE.c.number), 0))
        return int(self._connection.execute(found).scalar_one())

    def latest(self) -> Sequence[Arming]:
        newest = select(func.max(_TABLE.c.number)).group_by(_TABLE.c.edition)
        found = select(_TABLE).where(_TABLE.c.number.in_(newest)).order_by(_TABLE.c.edition)
        return [Arming(**row._mapping) for row in self._connection.execute(found)]

    def finish(self, number: int, now: datetime) -> bool:
        own = update(_TABLE).where(_TABLE.c.number == number, _TABLE.c.done_at.is_(None))
        return self._connection.execute(own.values(done_at=now)).rowcount == 1
