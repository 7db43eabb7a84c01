"""A copy of a picture is found by its name without looking at all of its tiles."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_attachment_copy", "attachment", ["derived_from", "name"], unique=False)
    op.drop_index(op.f("ix_attachment_derived_from"), table_name="attachment")


def downgrade() -> None:
    op.create_index(
        op.f("ix_attachment_derived_from"), "attachment", ["derived_from"], unique=False
    )
    op.drop_index("ix_attachment_copy", table_name="attachment")
