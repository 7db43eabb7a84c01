"""`migrate` and the first run of an installation."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tests.commands.installation import Installation, finish
from tests.databases import Databases


def test_several_at_once_on_an_empty_database_all_succeed(
    databases: Databases, tmp_path: Path, engine_name: str
) -> None:
    url = databases.create("postgresql", empty=True) if engine_name == "postgresql" else ""
    installation = Installation(tmp_path / "var", url)
    started = [installation.start("migrate") for _ in range(3)]
    outcomes = [finish(process) for process in started]
    assert [(code, said) for code, _, said in outcomes] == [(0, "")] * 3
    assert any("from revision none to" in out for _, out, _ in outcomes)
    assert "already" in installation.run("migrate")
    assert installation.look("doctor")["ok"] is True
    if url:
        databases.drop(url)


def test_a_database_of_a_newer_version_is_left_alone(small: Installation) -> None:
    with small.office() as office, office.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    assert "newer version" in small.fail("migrate")
    assert "9999" in small.fail("verify-log")


def test_a_command_makes_no_database(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    (tmp_path / "var").mkdir()
    assert "run `python -m youcheng migrate`" in installation.fail("verify-log")
    assert list((tmp_path / "var").iterdir()) == []
