"""The whole schema: every module with tables is named here, so that none is left out of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from youcheng.storage import (
    certificate_tables,
    desk_tables,
    jury_tables,
    results_tables,
    settings_tables,
    staff_tables,
    tables,
)

_ONE_OF_EACH: Final = (
    tables.SubmissionRow,
    desk_tables.QueueRow,
    staff_tables.AccountRow,
    jury_tables.RoundRow,
    certificate_tables.CertificateRow,
    results_tables.ArmingRow,
    settings_tables.DateChangeRow,
)
METADATA: Final[MetaData] = _ONE_OF_EACH[0].metadata
"""All tables of the database."""
