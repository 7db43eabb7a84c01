"""Submissions, their log, their mails and what opens them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses >= 0 AND uses <= most_uses", name=op.f("ck_access_code_uses")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_access_code")),
    )
    op.create_table(
        "access_grant",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('batch', 'consent', 'draft', 'status', 'withdrawal')",
            name=op.f("ck_access_grant_purpose"),
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_access_grant")),
    )
    op.create_index(op.f("ix_access_grant_subject"), "access_grant", ["subject"], unique=False)

    op.create_table(
        "agreed_text",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_agreed_text")),
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    op.create_index(op.f("ix_challenge_issued_at"), "challenge", ["issued_at"], unique=False)

    op.create_table(
        "count_window",
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("action", "subject", "window_start", name=op.f("pk_count_window")),
    )
    op.create_index(
        op.f("ix_count_window_window_start"), "count_window", ["window_start"], unique=False
    )

    op.create_table(
        "event",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=52), nullable=False),
        sa.Column("subject", sa.String(length=88), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)

    op.create_table(
        "legal_move",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("target", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("kind", "source", "target", name=op.f("pk_legal_move")),
    )
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "state IN ('discarded', 'failed', 'held', 'queued', 'sending', 'sent')",
            name=op.f("ck_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "next_at"], unique=False)
    op.create_index(op.f("ix_outbox_submission"), "outbox", ["submission"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("folder", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("review", sa.String(length=24), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("pending", sa.String(length=16), nullable=True),
        sa.Column("pending_confirmed", sa.Boolean(), nullable=False),
        sa.Column("before_spam", sa.String(length=24), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("revisions", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_reminders", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders_sent", sa.Integer(), nullable=False),
        sa.Column("readdressings", sa.Integer(), nullable=False),
        sa.Column("extended_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("access", sa.String(length=64), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(before_spam IS NOT NULL AND review = 'spam') OR (before_spam IS NULL AND review <> 'spam')",
            name=op.f("ck_submission_before_spam_set"),
        ),
        sa.CheckConstraint(
            "(kind = 'programme' AND review IN ('accepted', 'awaiting_guardian', 'changes_requested', 'closed', 'declined', 'draft', 'erased', 'expired', 'referred', 'screening', 'spam', 'submitted', 'under_review', 'waitlisted', 'withdrawn')) OR (kind = 'painting' AND review IN ('archived', 'awaiting_guardian', 'awarded', 'changes_requested', 'draft', 'eligible', 'erased', 'expired', 'in_jury', 'ineligible', 'moderation', 'participated', 'shortlisted', 'spam', 'submitted', 'withdrawn'))",
            name=op.f("ck_submission_state_of_kind"),
        ),
        sa.CheckConstraint(
            "NOT (visibility IN ('public', 'scheduled')) OR (kind = 'programme' AND review IN ('accepted', 'closed')) OR (kind = 'painting' AND review IN ('archived', 'awarded', 'eligible', 'in_jury', 'participated', 'shortlisted'))",
            name=op.f("ck_submission_shown_in_hidden_state"),
        ),
        sa.CheckConstraint(
            "before_spam IS NULL OR before_spam NOT IN ('spam', 'erased')",
            name=op.f("ck_submission_before_spam"),
        ),
        sa.CheckConstraint(
            "pending IS NULL OR (review = 'shortlisted' AND pending IN ('awarded', 'participated')) OR (review = 'under_review' AND pending IN ('accepted', 'declined', 'waitlisted')) OR (review = 'waitlisted' AND pending IN ('accepted', 'declined'))",
            name=op.f("ck_submission_pending_allowed"),
        ),
        sa.CheckConstraint(
            "visibility IN ('hidden', 'public', 'scheduled', 'taken_down')",
            name=op.f("ck_submission_visibility"),
        ),
        sa.CheckConstraint(
            "NOT pending_confirmed OR pending IS NOT NULL",
            name=op.f("ck_submission_confirmed_without_pending"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("code", name=op.f("uq_submission_code")),
        sa.UniqueConstraint("folder", name=op.f("uq_submission_folder")),
    )
    op.create_index(op.f("ix_submission_contact"), "submission", ["contact"], unique=False)
    op.create_index("ix_submission_saved", "submission", ["review", "saved_at"], unique=False)
    op.create_index("ix_submission_waits", "submission", ["review", "waiting_since"], unique=False)

    op.create_table(
        "tombstone",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('agree', 'refuse')", name=op.f("ck_agreement_answer")),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_agreement_submission")
        ),
        sa.ForeignKeyConstraint(
            ["text_hash"], ["agreed_text.hash"], name=op.f("fk_agreement_text_hash")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_submission"), "agreement", ["submission"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("submission", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submission.id"], name=op.f("fk_attachment_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_key"), "attachment", ["key"], unique=False)
    op.create_index(op.f("ix_attachment_submission"), "attachment", ["submission"], unique=False)


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("agreement")
    op.drop_table("tombstone")
    op.drop_table("submission")
    op.drop_table("outbox")
    op.drop_table("log_head")
    op.drop_table("legal_move")
    op.drop_table("event")
    op.drop_table("count_window")
    op.drop_table("challenge")
    op.drop_table("agreed_text")
    op.drop_table("access_grant")
    op.drop_table("access_code")
