"""What staff add to a draft of the outbox, by which act they let it leave, and its version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("personal", sa.Text(), nullable=False, server_default='""'))
    op.add_column(
        "outbox", sa.Column("edited_by", sa.String(length=40), nullable=False, server_default="")
    )
    op.add_column("outbox", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "outbox", sa.Column("batch", sa.String(length=32), nullable=False, server_default="")
    )
    op.add_column("outbox", sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_outbox_written", "outbox", ["state", "created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_written", table_name="outbox")
    for column in ("version", "released_at", "batch", "edited_at", "edited_by", "personal"):
        op.drop_column("outbox", column)
