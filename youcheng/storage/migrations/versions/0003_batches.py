"""Batches of paintings that a teacher sends together, and the paintings that came of them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BEFORE: Final = (
    "(kind = 'programme' AND review IN ('accepted', 'awaiting_guardian', 'changes_requested', "
    "'closed', 'declined', 'draft', 'erased', 'expired', 'referred', 'screening', 'spam', "
    "'submitted', 'under_review', 'waitlisted', 'withdrawn')) OR (kind = 'painting' AND review IN "
    "('archived', 'awaiting_guardian', 'awarded', 'changes_requested', 'draft', 'eligible', "
    "'erased', 'expired', 'in_jury', 'ineligible', 'moderation', 'participated', 'shortlisted', "
    "'spam', 'submitted', 'withdrawn'))"
)
_AFTER: Final = (
    f"{_BEFORE} OR (kind = 'batch' AND review IN ('closed', 'draft', 'erased', 'expired', "
    "'processing', 'withdrawn'))"
)


def upgrade() -> None:
    op.add_column(
        "submission", sa.Column("batch", sa.String(length=32), nullable=False, server_default="")
    )
    op.create_index(op.f("ix_submission_batch"), "submission", ["batch"], unique=False)
    _change_states(_BEFORE, _AFTER)


def downgrade() -> None:
    _change_states(_AFTER, _BEFORE)
    op.drop_index(op.f("ix_submission_batch"), table_name="submission")
    op.drop_column("submission", "batch")


def _change_states(old: str, new: str) -> None:
    """Let rows stand in other states.

    SQLite cannot alter a constraint, and a table that others refer to cannot be made anew while
    foreign keys are checked. Its schema is therefore edited in place, as its documentation
    describes for changes that leave the rows alone:
    https://www.sqlite.org/lang_altertable.html, section 7.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_submission_state_of_kind"), "submission", type_="check")
        op.create_check_constraint(op.f("ck_submission_state_of_kind"), "submission", new)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) "
        "WHERE type = 'table' AND name = 'submission' AND instr(sql, ?) > 0",
        (f"CHECK ({old})", f"CHECK ({new})", f"CHECK ({old})"),
    )
    if changed.rowcount != 1:
        raise RuntimeError("the table of submissions is not as the revision before has made it")
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
