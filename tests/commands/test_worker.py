"""`worker` and `prepare`; what a worker does among replicas is played in
tests/browser/scaled_out."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.commands.installation import Installation
from tests.conftest import static_files
from tests.databases import Databases
from youcheng.storage.files import S3Settings


def test_a_site_that_works_itself_needs_no_worker(small: Installation) -> None:
    assert "YOUCHENG_JOBS=worker" in small.fail("worker")


def test_a_worker_that_never_worked_is_told(
    databases: Databases, s3_settings: S3Settings, tmp_path: Path
) -> None:
    url = databases.create("postgresql")
    installation = Installation(
        tmp_path / "var", url, s3_settings, {"JOBS": "worker", "SECRET_KEY": "k" * 32}
    )
    assert installation.fail("worker", "--check")
    databases.drop(url)


def test_prepare_leaves_nothing_for_the_first_start_to_make(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    static = tmp_path / "var" / "static"
    shutil.copytree(static_files(), static)
    made = {path.name: path.stat().st_mtime_ns for path in static.iterdir()}
    assert len(made) > 100
    assert str(static) in installation.run("prepare")
    again = {path.name: path.stat().st_mtime_ns for path in static.iterdir()}
    assert again == made
