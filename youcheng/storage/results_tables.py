"""The table of what was arranged for results days."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.storage.table_base import Id, Table


class ArmingRow(Table):
    """What was to happen with the results of an edition, as it was arranged once."""

    __tablename__ = "arming"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(String(40), index=True)
    certificates: Mapped[bool]
    letters: Mapped[bool]
    batch: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))
    done_at: Mapped[datetime | None]
