"""What staff set in place of the site's content: dates of editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "date_change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_date_change")),
    )
    op.create_index(op.f("ix_date_change_edition"), "date_change", ["edition"])


def downgrade() -> None:
    op.drop_table("date_change")
