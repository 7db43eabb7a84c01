"""By what the organisation's provider knows an account, and by what its owner signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("issuer", sa.String(length=200), nullable=True))
    op.add_column("staff", sa.Column("subject", sa.String(length=255), nullable=True))
    op.create_index("ix_staff_subject", "staff", ["issuer", "subject"], unique=True)
    op.add_column(
        "staff_session",
        sa.Column("way", sa.String(length=16), nullable=False, server_default="password"),
    )


def downgrade() -> None:
    op.drop_column("staff_session", "way")
    op.drop_index("ix_staff_subject", table_name="staff")
    op.drop_column("staff", "subject")
    op.drop_column("staff", "issuer")
