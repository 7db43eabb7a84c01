"""What a juror marks beside a score: how sure they are, favourites, what is left for later, and what
a moderator should look at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jury_task", sa.Column("confidence", sa.String(length=8), nullable=True))
    for name in ("favourite", "skipped"):
        op.add_column(
            "jury_task", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("jury_task", sa.Column("concern", sa.Text(), nullable=False, server_default='""'))
    with op.batch_alter_table("jury_task") as batch:
        batch.create_check_constraint(
            op.f("ck_jury_task_confidence"), "confidence IN ('high', 'low', 'normal')"
        )
        _keep_state(batch)


def downgrade() -> None:
    with op.batch_alter_table("jury_task") as batch:
        batch.drop_constraint(op.f("ck_jury_task_confidence"), type_="check")
        for name in ("confidence", "favourite", "skipped", "concern"):
            batch.drop_column(name)
        _keep_state(batch)


def _keep_state(batch: BatchOperations) -> None:
    """SQLite makes the table anew, and its checks are lost by that."""
    if _is_sqlite():
        batch.create_check_constraint(
            op.f("ck_jury_task_state"), "state IN ('begun', 'given', 'recused', 'scored')"
        )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
