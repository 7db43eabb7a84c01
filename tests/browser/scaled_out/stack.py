"""The whole of the scaled-out site on loopback: replicas and worker over one PostgreSQL and one
bucket, behind nginx with the very configuration that is shipped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.browser.scaled_out.proxy import SERVED_BY, Doors, run_proxy
from tests.browser.scaled_out.shared_settings import shared_settings
from tests.conftest import (
    Site,
    mail_settings,
    share_static_files,
    wait_until_ready,
)
from tests.ports import free_port
from tests.waiting import wait_for
from youcheng import jobs
from youcheng.bootstrap import build_services
from youcheng.markup.privacy import ROUTE_COOKIE
from youcheng.paths import ROOT
from youcheng.services.ports import Services
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine
from youcheng.storage.files import S3Settings


@dataclass
class Program:
    """A process of the site.

    Attributes:
        command: what it runs.
        root: checkout that it runs in.
        log: where its output goes.
        settings: its environment.
    """

    command: list[str]
    root: Path
    log: Path
    settings: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it; its log goes on."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.root, env=self.settings, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._end(signal.SIGTERM)

    def says(self, line: str) -> bool:
        """Whether its log holds a line with this in it."""
        return line in self.log.read_text("utf-8", "replace")

    def _end(self, with_signal: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(with_signal)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                pytest.fail(f"{self.command} did not end; its log: {self.log}", pytrace=False)


class Replica(Program):
    """One replica of the site, by its own port as well."""

    def __init__(self, folder: Path, root: Path, port: int, settings: Mapping[str, str]) -> None:
        self.port = port
        super().__init__(
            [sys.executable, "-m", "streamlit", "run", "streamlit_app.py",
             "--server.port", str(port), "--server.address", "127.0.0.1"],
            root,
            folder / f"replica-{port}.log",
            {**settings, "YOUCHENG_VAR": str(folder / f"var-{port}")},
        )  # fmt: skip

    def start(self) -> None:
        """Start it and wait until it is ready."""
        super().start()
        assert self.process is not None
        wait_until_ready(self.process, Site(f"http://localhost:{self.port}", self.log))

    def is_ready(self) -> bool:
        """What the replica itself says of its parts."""
        answer = httpx.get(f"http://localhost:{self.port}/readyz", timeout=30)
        return answer.status_code == 200


class Stack:
    """Two replicas, a worker and the proxy before them.

    Attributes:
        address: where visitors come in, by TLS.
        replicas: the two.
        worker: the one worker.
        services: of the test's own over the same records and files, which ask the worker as a
            replica does.
    """

    def __init__(self, folder: Path, database: str, bucket: S3Settings, mail_port: int) -> None:
        self.folder = folder
        self._doors = Doors(plain=free_port(), encrypted=free_port())
        self.address = f"https://localhost:{self._doors.encrypted}"
        self.environment = {
            **os.environ,
            **shared_settings(self.address, database, bucket),
            **mail_settings(mail_port),
        }
        self.replicas = [self._replica(ROOT, free_port()) for _ in range(2)]
        self.worker = self.make_worker("worker")
        self._proxy = ExitStack()
        self._routes: dict[int, str] = {}
        self._engine = make_engine(database)
        self.services: Services = self._services(database, bucket)

    def start(self) -> None:
        """Start all of it, as deploy/compose.yaml has it in order."""
        prepared = self.folder / "prepared"
        share_static_files(prepared)
        self.run("prepare", YOUCHENG_VAR=str(prepared))
        for one in self.replicas:
            shutil.copytree(prepared, one.settings["YOUCHENG_VAR"])
        self.run("migrate")
        self.worker.start()
        replicas = [one.port for one in self.replicas]
        self._proxy.enter_context(run_proxy(self._doors, replicas))
        for one in self.replicas:
            one.start()
        wait_for(self._both_answer, seconds=90)

    def run(self, *arguments: str, root: Path = ROOT, **settings: str) -> str:
        """Run one of the site's commands; return what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "youcheng", *arguments],
            cwd=root,
            env={**self.environment, "YOUCHENG_VAR": str(self.folder / "commands"), **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def close(self) -> None:
        """End everything."""
        jobs.stop()
        self._engine.dispose()
        for one in (*self.replicas, self.worker):
            if one.process is not None and one.process.poll() is None:
                one.stop()
        self._proxy.close()

    def tracebacks(self) -> list[str]:
        """The logs of replicas that hold a traceback."""
        logs = sorted(self.folder.glob("replica-*.log"))
        return [str(log) for log in logs if "Traceback" in log.read_text("utf-8", "replace")]

    def make_worker(self, name: str, root: Path = ROOT) -> Program:
        """A worker that was not started yet."""
        return Program(
            [sys.executable, "-m", "youcheng", "worker"],
            root,
            self.folder / f"{name}.log",
            {**self.environment, "YOUCHENG_VAR": str(self.folder / f"var-{name}")},
        )

    def replace(self, number: int, root: Path) -> None:
        """End a replica and start one of another version of the program in its place; it is done
        when the proxy leads to it again."""
        old = self.replicas[number]
        old.stop()
        self.replicas[number] = self._replica(root, old.port)
        self.replicas[number].start()
        wait_for(self._both_answer, seconds=90)

    def route_to(self, number: int) -> str:
        """The value of the cookie that leads to a replica."""
        if number not in self._routes:
            port = str(self.replicas[number].port)
            for drawn in range(200):
                found = self.get("/healthz", route=f"route-{drawn}")
                if found.headers[SERVED_BY].endswith(f":{port}"):
                    self._routes[number] = f"route-{drawn}"
                    break
        return self._routes[number]

    def get(self, path: str, *, route: str = "") -> httpx.Response:
        """What the proxy answers, by a route or by none."""
        cookies = {ROUTE_COOKIE: route} if route else {}
        with httpx.Client(verify=False, cookies=cookies, timeout=60) as client:
            return client.get(self.address + path)

    def _both_answer(self) -> bool:
        found = {self.get("/healthz", route=f"r{n}").headers[SERVED_BY] for n in range(12)}
        return found == {f"127.0.0.1:{one.port}" for one in self.replicas}

    def _replica(self, root: Path, port: int) -> Replica:
        return Replica(self.folder, root, port, self.environment)

    def _services(self, database: str, bucket: S3Settings) -> Services:
        settings = Settings(
            jobs="worker",
            var=self.folder / "var-test",
            public_url=self.address,
            database_url=database,
            secret_key=self.environment["YOUCHENG_SECRET_KEY"],
            s3_bucket=bucket.bucket,
            s3_endpoint=bucket.endpoint,
            s3_access_key=bucket.access_key,
            s3_secret_key=bucket.secret_key,
            s3_prefix=bucket.prefix,
        )
        settings.var.mkdir()
        jobs.start_asking(settings)
        return build_services(settings, self._engine)
