"""An index of what works are chosen by, from which the gallery counts without reading the works."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_work_facets",
        "work",
        ["edition", "theme", "country", "place", "band", "technique", "award"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_work_facets", table_name="work")
