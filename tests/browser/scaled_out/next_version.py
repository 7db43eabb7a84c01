"""The next version of the program: this one, with one more migration."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from youcheng.paths import ROOT
from youcheng.storage.migration import latest_revision

REVISION: Final = "next"
_MIGRATION: Final = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{latest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("added_by_the_next_version", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    op.drop_table("added_by_the_next_version")
"""


def write_next_version(folder: Path) -> Path:
    """A checkout of it in a new folder, which is returned."""
    root = folder / "next"
    shutil.copytree(ROOT / "youcheng", root / "youcheng", ignore=_caches)
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    for name in ("assets", "data", "pages", "streamlit_app.py"):
        (root / name).symlink_to(ROOT / name)
    migration = _MIGRATION.format(revision=REVISION, latest=latest_revision())
    versions = root / "youcheng" / "storage" / "migrations" / "versions"
    (versions / "9999_next.py").write_text(migration, "utf-8")
    return root


def _caches(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]
