"""Parts of a picture that staff have blurred in what is shown of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("picture", sa.Column("blurs", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("picture", "blurs")
