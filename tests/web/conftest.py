"""The whole site, served by a process of its own or called in this one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from tests.conftest import share_static_files
from tests.databases import Databases
from tests.ports import free_port
from tests.services.office import Office
from tests.web.called_routes import routed_office, visitor_of_routes
from youcheng.paths import ROOT

_LONGEST_START = 240
"""Seconds; the machine may be busy."""


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, and where its log lies."""

    port: int
    log: Path

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"


def wait_until_served(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the site answers; fail with the end of its log when it does not."""
    deadline = time.monotonic() + _LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not start:\n{log.read_text('utf-8')[-4000:]}")


@pytest.fixture(scope="session")
def uvicorn_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `uvicorn streamlit_app:app` serves it, with the settings of this shell but for
    its folder."""
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    running = Site(port, folder / "log.txt")
    share_static_files(folder / "var")
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--port", str(port)]
    with running.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "YOUCHENG_VAR": str(folder / "var"),
                "YOUCHENG_SAMPLE": "off",
            },
        )
        try:
            wait_until_served(port, process, running.log)
            yield running
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture
def office(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office whose services are those of the routes."""
    with routed_office(databases, tmp_path, monkeypatch) as office:
        yield office


@pytest.fixture
def visitor(office: Office) -> TestClient:
    """Calls the site's own routes through all of its middleware."""
    return visitor_of_routes()
