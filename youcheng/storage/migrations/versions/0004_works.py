"""What is public of works, with what a search finds them by, and the words of staff for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change_kinds("kind IN ('picture', 'work')")
    op.create_index(op.f("ix_submission_visibility"), "submission", ["visibility"], unique=False)
    op.create_table(
        "translation",
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_translation_submission")
        ),
        sa.PrimaryKeyConstraint("submission", "language", name=op.f("pk_translation")),
    )
    op.create_table(
        "work",
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("technique", sa.String(length=40), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("width_cm", sa.Integer(), nullable=False),
        sa.Column("height_cm", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("translations", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("placeholder", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submission.id"], name=op.f("fk_work_submission")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_work")),
        sa.UniqueConstraint("code", name=op.f("uq_work_code")),
    )
    op.create_index("ix_work_position", "work", ["rank", "published_at", "code"], unique=False)
    op.create_table(
        "work_gram",
        sa.Column("gram", sa.String(length=2), nullable=False),
        sa.Column("work", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["work"], ["work.submission"], name=op.f("fk_work_gram_work")),
        sa.PrimaryKeyConstraint("gram", "work", name=op.f("pk_work_gram")),
    )
    op.create_index(op.f("ix_work_gram_work"), "work_gram", ["work"], unique=False)


def downgrade() -> None:
    op.drop_table("work_gram")
    op.drop_table("work")
    op.drop_table("translation")
    op.drop_index(op.f("ix_submission_visibility"), table_name="submission")
    op.execute("DELETE FROM work_address WHERE kind = 'work'")
    _change_kinds("kind IN ('picture')")


def _change_kinds(condition: str) -> None:
    """Let addresses be of other kinds. SQLite makes the table anew, without the old constraint: no
    other table refers to it and it has no trigger."""
    name = op.f("ck_work_address_kind")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, "work_address", type_="check")
    with op.batch_alter_table("work_address") as batch:
        batch.create_check_constraint(name, condition)
