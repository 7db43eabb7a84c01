"""Replicas of the site over one PostgreSQL, behind nginx: each visitor stays with one of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import psycopg

from bench.servers import Server, free_port, serve
from bench.site import OURS
from tests.storage_servers import Postgres
from youcheng.paths import ROOT
from youcheng.storage.engine import make_engine
from youcheng.storage.migration import migrate

_CONFIGURATION: Final = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  map $cookie_route $route_key {{ "" $request_id; default $cookie_route; }}
  map $cookie_route $new_route {{
    "" "route=$request_id; Path=/; HttpOnly; SameSite=Lax";
    default "";
  }}
  upstream site {{
    hash $route_key consistent;
{servers}
    keepalive 64;
  }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 25m;
    location / {{
      proxy_pass http://site;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_read_timeout 1h;
      proxy_buffering off;
      add_header Set-Cookie $new_route;
    }}
  }}
}}
"""


def has_nginx() -> bool:
    """Whether the command nginx is there."""
    return shutil.which("nginx") is not None


def nginx_configuration(port: int, replicas: Sequence[int], folder: Path) -> str:
    """A configuration that gives each new visitor a cookie, and by it a replica.

    Args:
        port: where nginx listens.
        replicas: ports of the replicas.
        folder: for what nginx writes.
    """
    servers = "\n".join(
        f"    server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;" for one in replicas
    )
    return _CONFIGURATION.format(port=port, servers=servers, folder=folder)


@dataclass(frozen=True, slots=True)
class Site:
    """Replicas behind nginx.

    Attributes:
        address: of nginx, without a slash at the end.
        replicas: the servers behind it.
        database: URL of the database that they share.
    """

    address: str
    replicas: tuple[Server, ...]
    database: str

    def cpu_seconds(self) -> float:
        """Processor time that all replicas have used so far."""
        return sum(one.cpu_seconds() for one in self.replicas)

    def transactions(self) -> int:
        """How many transactions the database has ended so far; half a second and more old."""
        name = self.database.rpartition("/")[2]
        with psycopg.connect(self.database, autocommit=True) as connection:
            row = connection.execute(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s",
                (name,),
            ).fetchone()
        assert row is not None
        return int(row[0])


def _environment(var: Path, database: str) -> dict[str, str]:
    return {
        "YOUCHENG_VAR": str(var),
        "YOUCHENG_DATABASE_URL": database,
        "YOUCHENG_S3_BUCKET": "",
        "YOUCHENG_SAMPLE": "off",
    }


def _migrate(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()


@contextmanager
def filled(postgres: Postgres, entries: int) -> Iterator[tuple[Path, str]]:
    """A folder and the URL of a database with so many entries of the sample edition."""
    database = postgres.create(_migrate)
    with tempfile.TemporaryDirectory(prefix="youcheng-") as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment |= _environment(Path(folder), database)
        command = [sys.executable, "-m", "youcheng", "sample", "--works", str(entries)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        yield Path(folder), database


@contextmanager
def replicated(number: int, var: Path, database: str) -> Iterator[Site]:
    """So many replicas behind nginx, over the same records and the same folder of files.

    Raises:
        RuntimeError: one of them did not start.
    """
    port = free_port()
    environment: Mapping[str, str] = {
        **_environment(var, database),
        "YOUCHENG_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "YOUCHENG_JOBS": "worker",
    }
    with ExitStack() as stack:
        servers = tuple(
            stack.enter_context(serve(OURS, cwd=ROOT, env=environment, ready="/readyz"))
            for _ in range(number)
        )
        ports = [int(one.address.rpartition(":")[2]) for one in servers]
        stack.enter_context(_proxied(port, ports))
        yield Site(f"http://127.0.0.1:{port}", servers, database)


@contextmanager
def _proxied(port: int, replicas: Sequence[int]) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="youcheng-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are somebody else
        configuration = folder / "nginx.conf"
        configuration.write_text(nginx_configuration(port, replicas, folder), "utf-8")
        process = subprocess.Popen(
            ["nginx", "-e", str(folder / "error.log"), "-c", str(configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(psutil.Process(process.pid), port, folder / "error.log")
            yield
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: psutil.Process, port: int, log: Path) -> None:
    for _ in range(100):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            break
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
                if reply.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    tail = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
    raise RuntimeError(f"nginx did not start:\n{tail}")
