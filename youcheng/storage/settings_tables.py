"""The tables of what staff set in place of the site's content."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from youcheng.storage.columns import Json
from youcheng.storage.table_base import Table


class DateChangeRow(Table):
    """Dates of an edition as they were set once."""

    __tablename__ = "date_change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(String(40), index=True)
    moments: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))


class MailTextChangeRow(Table):
    """The text of a letter in a language as it was set once; empty: the delivered one again."""

    __tablename__ = "mail_text_change"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    template: Mapped[str] = mapped_column(String(40), index=True)
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))
