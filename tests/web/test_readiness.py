"""What `/readyz` says while real parts are stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.conftest import mail_settings
from tests.databases import Databases
from tests.mail.postbox import Postbox
from tests.ports import free_port
from tests.services.office import Office, run_office
from tests.storage_servers import run_postgres, run_s3
from youcheng import bootstrap, jobs
from youcheng.services.health import LATE_ROUND, Jobs
from youcheng.settings import get_settings
from youcheng.storage.files import S3Files, open_files
from youcheng.storage.migration import migrate
from youcheng.web import middleware, readiness, routes
from youcheng.web.routes import health

Ask = Callable[[], tuple[int, str, dict[str, str]]]


@dataclass
class Told:
    """What the engine would tell of its jobs."""

    jobs: Jobs


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Jobs whose last round has just ended."""
    found = Told(Jobs(running=True, last_ended=datetime.now(UTC)))
    monkeypatch.setattr(jobs, "examine", lambda: found.jobs)
    return found


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: Told) -> Iterator[Ask]:
    """Asks for status, word and the states of the parts; nothing is kept between two questions."""
    monkeypatch.setenv("YOUCHENG_VAR", str(tmp_path))
    get_settings.cache_clear()
    checks = {
        **readiness.CHECKS,
        "static_files": lambda: None,
        "mail_server": readiness._check_mail_server,
        "jobs": readiness._check_jobs,
    }
    monkeypatch.setattr(health, "check_parts", lambda: readiness.check_parts(checks))
    client = TestClient(
        Starlette(routes=routes(), middleware=middleware()), base_url="http://localhost"
    )

    def question() -> tuple[int, str, dict[str, str]]:
        reply = client.get("/readyz")
        content: dict[str, Any] = reply.json()
        assert all(part["milliseconds"] >= 0 for part in content["parts"].values())
        states = {name: part["state"] for name, part in content["parts"].items()}
        return reply.status_code, content["status"], states

    yield question
    get_settings.cache_clear()


def serve_office(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    migrate(office.engine)
    get_settings().var.mkdir(exist_ok=True)
    monkeypatch.setattr(bootstrap, "get_services", lambda: office.services)
    monkeypatch.setattr(readiness, "get_services", lambda: office.services)
    monkeypatch.setattr(bootstrap, "get_engine", lambda: office.engine)


def down(states: dict[str, str]) -> set[str]:
    return {name for name, state in states.items() if state == "down"}


def test_a_database_that_is_down_takes_the_site_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: Ask
) -> None:
    with ExitStack() as running:
        server = running.enter_context(run_postgres())
        with run_office(server.create(), open_files(tmp_path / "files"), tmp_path) as office:
            serve_office(monkeypatch, office)
            status, word, states = ask()
            assert (status, word, down(states)) == (200, "ready", set())
            assert states["mail_server"] == "off"
            running.close()
            status, word, states = ask()
    assert (status, word, down(states)) == (503, "not ready", {"database"})


def test_a_bucket_that_is_down_leaves_the_site_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: Ask, databases: Databases
) -> None:
    with ExitStack() as running:
        files = S3Files(running.enter_context(run_s3()))
        with run_office(databases.create("sqlite"), files, tmp_path) as office:
            serve_office(monkeypatch, office)
            assert ask()[:2] == (200, "ready")
            running.close()
            status, word, states = ask()
    assert (status, word, down(states)) == (200, "degraded", {"files"})


def test_a_mail_server_that_is_down_leaves_the_site_in(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, office: Office
) -> None:
    serve_office(monkeypatch, office)
    port = free_port()
    for name, value in mail_settings(port).items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    server = Controller(Postbox(), hostname="127.0.0.1", port=port)
    server.start()
    status, word, states = ask()
    assert (status, word, states["mail_server"]) == (200, "ready", "ok")
    server.stop()
    status, word, states = ask()
    assert (status, word, down(states)) == (200, "degraded", {"mail_server"})


def test_a_full_disk_leaves_the_site_in(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, office: Office
) -> None:
    serve_office(monkeypatch, office)
    monkeypatch.setenv("YOUCHENG_FREE_DISK", str(10**18))
    get_settings.cache_clear()
    status, word, states = ask()
    assert (status, word, down(states)) == (200, "degraded", {"disk"})


def test_jobs_that_stand_still_are_told(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, office: Office, told: Told
) -> None:
    serve_office(monkeypatch, office)
    told.jobs = Jobs(running=True, last_ended=datetime.now(UTC) - 2 * LATE_ROUND)
    begun = time.monotonic()
    monkeypatch.setattr(readiness, "_STARTED", begun)
    assert ask()[1] == "ready"
    monkeypatch.setattr(readiness, "_STARTED", begun - LATE_ROUND.total_seconds())
    status, word, states = ask()
    assert (status, word, down(states)) == (200, "degraded", {"jobs"})
    told.jobs = Jobs()
    assert down(ask()[2]) == {"jobs"}
    told.jobs = Jobs(running=True, last_ended=datetime.now(UTC))
    assert ask()[1] == "ready"


def test_what_was_found_out_is_kept_for_some_seconds() -> None:
    asked: list[int] = []

    def look() -> None:
        asked.append(1)
        raise readiness.NotReadyError("gone")

    kept, fresh = readiness.Kept(look, 60), readiness.Kept(look, 0)
    for check, times in ((kept, 1), (fresh, 2)):
        asked.clear()
        for _ in range(2):
            with pytest.raises(readiness.NotReadyError):
                check()
        assert len(asked) == times
