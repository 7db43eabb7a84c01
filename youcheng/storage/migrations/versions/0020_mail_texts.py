"""Texts of mails that staff wrote in place of the delivered ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_text_change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mail_text_change")),
    )
    op.create_index(op.f("ix_mail_text_change_template"), "mail_text_change", ["template"])


def downgrade() -> None:
    op.drop_table("mail_text_change")
