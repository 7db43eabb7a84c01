"""What Alembic runs for every command; `youcheng.storage.migration` gives it the connection."""

from __future__ import annotations

from alembic import context

from youcheng.storage.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
