"""Background work on the real engine."""

from __future__ import annotations

import time
from pathlib import Path

from dbos import DBOS

from tests.databases import Databases
from tests.services.office import run_office
from youcheng import jobs
from youcheng.services.delivering import due_mails
from youcheng.settings import Settings
from youcheng.storage.files import open_files


def _steps(workflow: str) -> list[list[str]]:
    """The names of the steps of each run of a workflow that has ended; at least one is waited
    for."""
    deadline = time.monotonic() + 30
    while not (ended := DBOS.list_workflows(name=workflow, status="SUCCESS")):
        assert time.monotonic() < deadline, f"{workflow} has not ended"
        time.sleep(0.05)
    return [
        [step["function_name"] for step in DBOS.list_workflow_steps(one.workflow_id)]
        for one in ended
    ]


def test_without_a_mail_server_no_step_is_written_down_for_a_mail(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.create("sqlite")
    with run_office(url, open_files(tmp_path / "files"), tmp_path) as office:
        office.send()
        assert due_mails(office.services)
        jobs.start(Settings(var=tmp_path / "var"), office.services, send=None)
        try:
            assert all(steps == ["list_due"] for steps in _steps("deliver_mails"))
        finally:
            jobs.stop()
        assert due_mails(office.services)
