"""What a juror marks beside a score: how sure they are, favourites, what is left for later, and what
a moderator should look at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("jury_task") as table:
        table.add_column(sa.Column("confidence", sa.String(length=8), nullable=True))
        table.add_column(
            sa.Column("favourite", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("skipped", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("concern", sa.Text(), nullable=False, server_default='""'))
        table.create_check_constraint(
            op.f("ck_jury_task_confidence"), "confidence IN ('high', 'low', 'normal')"
        )
    with op.batch_alter_table("jury_task") as table:
        for name in ("favourite", "skipped", "concern"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("jury_task") as table:
        table.drop_constraint(op.f("ck_jury_task_confidence"), type_="check")
        for name in ("confidence", "favourite", "skipped", "concern"):
            table.drop_column(name)
