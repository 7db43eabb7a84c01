"""Answers as they were sent, before answers to questions of the staff replaced them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_answers",
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_earlier_answers_submission")
        ),
        sa.PrimaryKeyConstraint("submission", "replaced_at", name=op.f("pk_earlier_answers")),
    )


def downgrade() -> None:
    op.drop_table("earlier_answers")
