"""The log is found by what happened and by who did it."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_kind", "event", ["kind", "sequence"])
    op.create_index("ix_event_actor", "event", ["actor", "sequence"])


def downgrade() -> None:
    op.drop_index("ix_event_actor", table_name="event")
    op.drop_index("ix_event_kind", table_name="event")
