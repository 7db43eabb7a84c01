"""Accounts of the staff and their sessions; links for setting a password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("programmes", sa.Text(), nullable=False),
        sa.Column("city", sa.String(length=40), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sessions_from", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seen_at >= started_at", name=op.f("ck_staff_session_seen")),
        sa.ForeignKeyConstraint(["account"], ["staff.id"], name=op.f("fk_staff_session_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_session_digest")),
    )
    op.create_index("ix_staff_session_account", "staff_session", ["account", "started_at"])
    op.create_index(op.f("ix_staff_session_started_at"), "staff_session", ["started_at"])
    _change_purposes("purpose IN ('batch', 'consent', 'draft', 'password', 'status', 'withdrawal')")


def downgrade() -> None:
    op.drop_table("staff_session")
    op.drop_table("staff")
    op.execute("DELETE FROM access_grant WHERE purpose = 'password'")
    _change_purposes("purpose IN ('batch', 'consent', 'draft', 'status', 'withdrawal')")


def _change_purposes(condition: str) -> None:
    """Let links be for other purposes. SQLite makes the table anew, without the old constraint: no
    other table refers to it and it has no trigger."""
    name = op.f("ck_access_grant_purpose")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, "access_grant", type_="check")
    with op.batch_alter_table("access_grant") as batch:
        batch.create_check_constraint(name, condition)
