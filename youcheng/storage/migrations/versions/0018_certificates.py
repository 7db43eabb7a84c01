"""Certificates: the code of each, what it is for, and since when it is not valid any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.Column("initial", sa.Text(), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('award', 'participation', 'school', 'teacher')",
            name=op.f("ck_certificate_kind"),
        ),
        sa.CheckConstraint(
            "(submission IS NULL) = (revoked_at IS NOT NULL)",
            name=op.f("ck_certificate_revoked_empty"),
        ),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_certificate_submission")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_edition"), "certificate", ["edition"])
    op.create_index("ix_certificate_submission", "certificate", ["submission", "kind"], unique=True)


def downgrade() -> None:
    op.drop_table("certificate")
