"""The whole schema: every module with tables is imported here, so that none is left out of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from youcheng.storage import desk_tables

METADATA: Final[MetaData] = desk_tables.QueueRow.metadata
"""All tables of the database: those of `tables`, and those of the desk."""
