"""Pictures of works, and the addresses under which works are shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachment") as batch:
        batch.add_column(
            sa.Column("derived_from", sa.String(length=32), nullable=False, server_default="")
        )
        batch.create_index(op.f("ix_attachment_derived_from"), ["derived_from"], unique=False)
    op.create_table(
        "picture",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("crop", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("placeholder", sa.Text(), nullable=False),
        sa.Column("tiled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("turn IN (0, 90, 180, 270)", name=op.f("ck_picture_turn")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_picture_size")),
        sa.ForeignKeyConstraint(["id"], ["attachment.id"], name=op.f("fk_picture_id")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_picture_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("address", name=op.f("uq_picture_address")),
    )
    op.create_index(op.f("ix_picture_submission"), "picture", ["submission"], unique=False)
    op.create_table(
        "work_address",
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('picture')", name=op.f("ck_work_address_kind")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_work_address")),
    )
    op.create_index(
        op.f("ix_work_address_submission"), "work_address", ["submission"], unique=False
    )


def downgrade() -> None:
    op.drop_table("work_address")
    op.drop_table("picture")
    with op.batch_alter_table("attachment") as batch:
        batch.drop_index(op.f("ix_attachment_derived_from"))
        batch.drop_column("derived_from")
