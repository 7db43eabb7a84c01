"""The desk: its queue with what a search finds it by, tags, notes, questions, views, bulk acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_step",
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("review", sa.String(length=24), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("pending", sa.String(length=16), nullable=True),
        sa.Column("pending_confirmed", sa.Boolean(), nullable=False),
        sa.Column("before_spam", sa.String(length=24), nullable=True),
        sa.Column("assignee", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tag", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("batch", "submission", name=op.f("pk_bulk_step")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index("ix_saved_view_name", "saved_view", ["account", "name"], unique=True)
    op.create_table(
        "tag",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submission.id"], name=op.f("fk_note_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_submission"), "note", ["submission"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_question_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_submission"), "question", ["submission"], unique=False)
    op.create_table(
        "queue_entry",
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("review", sa.String(length=24), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("partner", sa.String(length=40), nullable=False),
        sa.Column("cities", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("assignee", sa.String(length=40), nullable=False),
        sa.Column("referred_to", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind IN ('batch', 'painting', 'programme')", name=op.f("ck_queue_entry_kind")
        ),
        sa.CheckConstraint(
            "review IN ('accepted', 'archived', 'awaiting_guardian', 'awarded', 'changes_requested', 'closed', 'declined', 'draft', 'eligible', 'erased', 'expired', 'in_jury', 'ineligible', 'moderation', 'participated', 'processing', 'referred', 'screening', 'shortlisted', 'spam', 'submitted', 'under_review', 'waitlisted', 'withdrawn')",
            name=op.f("ck_queue_entry_review"),
        ),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_queue_entry_submission")
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_queue_entry")),
        sa.UniqueConstraint("place", name=op.f("uq_queue_entry_place")),
    )
    op.create_index("ix_queue_assignee", "queue_entry", ["assignee", "place"], unique=False)
    op.create_index("ix_queue_country", "queue_entry", ["country", "place"], unique=False)
    op.create_index("ix_queue_kind", "queue_entry", ["kind", "place"], unique=False)
    op.create_index("ix_queue_partner", "queue_entry", ["partner", "place"], unique=False)
    op.create_index("ix_queue_programme", "queue_entry", ["programme", "place"], unique=False)
    op.create_index(
        "ix_queue_programme_review", "queue_entry", ["programme", "review", "place"], unique=False
    )
    op.create_index("ix_queue_referred_to", "queue_entry", ["referred_to", "place"], unique=False)
    op.create_index("ix_queue_review", "queue_entry", ["review", "place"], unique=False)
    op.create_table(
        "submission_tag",
        sa.Column("tag", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_submission_tag_submission")
        ),
        sa.ForeignKeyConstraint(["tag"], ["tag.id"], name=op.f("fk_submission_tag_tag")),
        sa.PrimaryKeyConstraint("tag", "submission", name=op.f("pk_submission_tag")),
    )
    op.create_index(
        op.f("ix_submission_tag_submission"), "submission_tag", ["submission"], unique=False
    )
    op.create_table(
        "submission_gram",
        sa.Column("gram", sa.String(length=2), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["queue_entry.submission"], name=op.f("fk_submission_gram_submission")
        ),
        sa.PrimaryKeyConstraint("gram", "submission", name=op.f("pk_submission_gram")),
    )
    op.create_index(
        op.f("ix_submission_gram_submission"), "submission_gram", ["submission"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_submission_gram_submission"), table_name="submission_gram")
    op.drop_table("submission_gram")
    op.drop_index(op.f("ix_submission_tag_submission"), table_name="submission_tag")
    op.drop_table("submission_tag")
    op.drop_index("ix_queue_review", table_name="queue_entry")
    op.drop_index("ix_queue_referred_to", table_name="queue_entry")
    op.drop_index("ix_queue_programme_review", table_name="queue_entry")
    op.drop_index("ix_queue_programme", table_name="queue_entry")
    op.drop_index("ix_queue_partner", table_name="queue_entry")
    op.drop_index("ix_queue_kind", table_name="queue_entry")
    op.drop_index("ix_queue_country", table_name="queue_entry")
    op.drop_index("ix_queue_assignee", table_name="queue_entry")
    op.drop_table("queue_entry")
    op.drop_index(op.f("ix_question_submission"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_note_submission"), table_name="note")
    op.drop_table("note")
    op.drop_table("tag")
    op.drop_index("ix_saved_view_name", table_name="saved_view")
    op.drop_table("saved_view")
    op.drop_table("bulk_step")
