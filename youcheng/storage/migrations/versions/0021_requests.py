"""The request by which a submission was moved, a picture is shown as it is, a mail was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TABLES = ("submission", "picture", "outbox")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(
            table, sa.Column("request", sa.String(length=16), nullable=False, server_default="")
        )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "request")
