"""The jury: rounds, seats, entries under random ids, tasks with their scores, rulings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jury_round",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("sheet_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state IN ('closed', 'open')", name=op.f("ck_jury_round_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_round")),
    )
    op.create_index("ix_jury_round_name", "jury_round", ["edition", "name"], unique=True)
    op.create_table(
        "jury_seat",
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("juror", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("seated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["jury_round.id"], name=op.f("fk_jury_seat_round")),
        sa.PrimaryKeyConstraint("round", "juror", name=op.f("pk_jury_seat")),
    )
    op.create_table(
        "jury_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=True),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["jury_round.id"], name=op.f("fk_jury_entry_round")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_jury_entry_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_entry")),
    )
    op.create_index("ix_jury_entry_round", "jury_entry", ["round", "submission"], unique=True)
    op.create_index(op.f("ix_jury_entry_submission"), "jury_entry", ["submission"])
    op.create_table(
        "jury_task",
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.Column("juror", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("picture", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('begun', 'given', 'recused', 'scored')", name=op.f("ck_jury_task_state")
        ),
        sa.ForeignKeyConstraint(["entry"], ["jury_entry.id"], name=op.f("fk_jury_task_entry")),
        sa.ForeignKeyConstraint(["round"], ["jury_round.id"], name=op.f("fk_jury_task_round")),
        sa.PrimaryKeyConstraint("entry", "juror", name=op.f("pk_jury_task")),
        sa.UniqueConstraint("picture", name=op.f("uq_jury_task_picture")),
    )
    op.create_index("ix_jury_task_round", "jury_task", ["round", "juror"])
    op.create_table(
        "jury_ruling",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=False),
        sa.Column("juror", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "rule IN ('country', 'pupil', 'recused', 'school', 'teacher')",
            name=op.f("ck_jury_ruling_rule"),
        ),
        sa.ForeignKeyConstraint(["round"], ["jury_round.id"], name=op.f("fk_jury_ruling_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_ruling")),
    )
    op.create_index(op.f("ix_jury_ruling_round"), "jury_ruling", ["round"])


def downgrade() -> None:
    for name in ("jury_ruling", "jury_task", "jury_entry", "jury_seat", "jury_round"):
        op.drop_table(name)
