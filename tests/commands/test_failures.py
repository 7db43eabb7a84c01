"""What cannot be done is said in one line that names what to change; never a traceback."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.installation import Installation, finish
from tests.ports import free_port


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PROFILE": "staging"}, "YOUCHENG_PROFILE"),
        ({"DATABASE_URL": "no address"}, "YOUCHENG_DATABASE_URL"),
        ({"DATABASE_URL": "oracle://here/records"}, "YOUCHENG_DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:{port}/records"}, "the database cannot be used"),
        ({"SECRET_KEY": "short"}, "YOUCHENG_SECRET_KEY"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(
    small: Installation, settings: dict[str, str], named: str
) -> None:
    filled = {name: value.format(port=free_port()) for name, value in settings.items()}
    assert named in replace(small, settings=filled).fail("verify-log")


def test_a_file_store_that_is_away_is_named(small: Installation, tmp_path: Path) -> None:
    with small.office() as office:
        office.send()
    away = {"S3_BUCKET": "files", "S3_ENDPOINT": f"http://127.0.0.1:{free_port()}"}
    line = replace(small, settings=away).fail("backup", str(tmp_path / "backup"))
    assert "YOUCHENG_S3_" in line
    assert not (tmp_path / "backup").exists()


def test_a_secret_that_is_too_short_is_named(small: Installation) -> None:
    (small.var / "secret.key").write_text("short")
    assert "secret.key" in small.fail("verify-log")


def test_what_is_no_backup_is_told(small: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no backup")
    assert "no backup" in small.fail("restore", str(tmp_path / "file"))
    assert "no backup" in small.fail("restore", str(tmp_path))
    assert "nowhere" in small.fail("restore", str(tmp_path / "nowhere"))


def test_a_command_of_its_own_ends_with_the_line_and_an_error(tmp_path: Path) -> None:
    code, out, said = finish(Installation(tmp_path / "var").start("verify-log"))
    assert (code, out, len(said.splitlines())) == (1, "", 1)
    assert "YOUCHENG_VAR" in said
