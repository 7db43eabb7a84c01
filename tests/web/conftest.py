"""The whole site, served by a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from youcheng.paths import ROOT

_LONGEST_START = 240
"""Seconds; the very first start makes the static files, and the machine may be busy."""


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, and where its log lies."""

    port: int
    log: Path

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _LONGEST_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{site.origin}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not start:\n{site.log.read_text('utf-8')[-4000:]}")


@pytest.fixture(scope="session")
def uvicorn_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `uvicorn streamlit_app:app` serves it, with the settings of this shell."""
    port = _free_port()
    running = Site(port, tmp_path_factory.mktemp("site") / "log.txt")
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--port", str(port)]
    with running.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=dict(os.environ)
        )
        try:
            _wait(running, process)
            yield running
        finally:
            process.terminate()
            process.wait(30)
