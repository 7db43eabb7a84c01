"""What every table shares: how its constraints are called, and how Python's types are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase

from youcheng.storage.columns import Moment

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
Id: Final = String(32)
Hash: Final = String(64)


class Table(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, str: Text}  # noqa: RUF012 -- SQLAlchemy reads it so
