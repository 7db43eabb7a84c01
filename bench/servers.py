"""Servers under test: started as a newcomer would start them, each on a free port of loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.ports import free_port
from youcheng.paths import ROOT

_TRIES: Final = 1500
"""Five times a second: a first start makes the static files, and the machine may be busy."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        address: where it answers, without a slash at the end.
        process: its process, for CPU time and memory.
    """

    address: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Processor time that the server has used so far, in seconds."""
        times = self.process.cpu_times()
        return times.user + times.system

    def resident_bytes(self) -> int:
        """Memory that the server holds now."""
        return self.process.memory_info().rss


def run_command(settings: Mapping[str, str], *words: str) -> None:
    """Run one of the site's commands, such as ``migrate``, with these environment variables.

    Raises:
        subprocess.CalledProcessError: it could not do its work.
    """
    subprocess.run(
        [sys.executable, "-m", "youcheng", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        check=True,
    )


@contextmanager
def serve(
    script: Path,
    *options: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    ready: str = "/_stcore/health",
) -> Iterator[Server]:
    """Serve a script with `streamlit run` until the block ends.

    Args:
        script: the page or the launcher.
        options: further options of `streamlit run`.
        cwd: folder to start in; by default an empty one, so that no configuration is found.
        env: environment variables besides those of this process.
        ready: path that answers 200 when the server is ready.

    Raises:
        RuntimeError: the server did not start; the message ends with its log.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.port",
            str(port),
            "--server.address",
            "127.0.0.1",
            "--server.headless",
            "true",
            *options,
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOME": folder,
            "YOUCHENG_VAR": str(Path(folder) / "var"),
            "YOUCHENG_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "YOUCHENG_SAMPLE": "off",
            # All visitors of a measurement come from one address.
            "YOUCHENG_SOCKETS_PER_ADDRESS": "0",
            **(env or {}),
        }
        with log.open("wb") as output:
            child = subprocess.Popen(
                command, cwd=cwd or folder, env=environment, stdout=output, stderr=output
            )
        try:
            _wait(child, f"http://127.0.0.1:{port}{ready}", log)
            yield Server(f"http://127.0.0.1:{port}", psutil.Process(child.pid))
        finally:
            child.terminate()
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait(child: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(_TRIES):
        if child.poll() is not None:
            break
        try:
            with urlopen(address, timeout=2) as reply:
                if reply.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
