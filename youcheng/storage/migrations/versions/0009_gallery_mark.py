"""A mark of what the gallery shows, by which pages that were made are known to be today's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gallery_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gallery_mark")),
    )
    op.execute("INSERT INTO gallery_mark (id, mark) VALUES (1, '')")


def downgrade() -> None:
    op.drop_table("gallery_mark")
