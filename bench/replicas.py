"""Replicas of the site over one PostgreSQL and one bucket, behind the proxy that is shipped: each
visitor stays with one of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.servers import Server, run_command, serve
from bench.site import OURS
from tests.browser.scaled_out.proxy import Doors, run_proxy
from tests.browser.scaled_out.shared_settings import shared_settings
from tests.ports import free_port
from tests.storage_servers import run_postgres, run_s3
from youcheng.paths import ROOT
from youcheng.storage.files import S3Settings


@dataclass(frozen=True, slots=True)
class Shared:
    """What replicas have in common.

    Attributes:
        var: folder of what each of them would make anew at its first start.
        database: URL of the records.
        bucket: with the files.
    """

    var: Path
    database: str
    bucket: S3Settings

    def settings(self, address: str) -> dict[str, str]:
        """Environment variables of a replica whose visitors come in at an address."""
        shared = shared_settings(address, self.database, self.bucket)
        return {**shared, "YOUCHENG_VAR": str(self.var)}

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


@dataclass(frozen=True, slots=True)
class Site:
    """Replicas behind the proxy.

    Attributes:
        address: of the proxy, without a slash at the end; its certificate is vouched for by nobody.
        replicas: the servers behind it.
    """

    address: str
    replicas: tuple[Server, ...]

    def cpu_seconds(self) -> float:
        """Processor time that all replicas have used so far."""
        return sum(one.cpu_seconds() for one in self.replicas)


@contextmanager
def filled(entries: int) -> Iterator[Shared]:
    """A database and a bucket with so many entries of the sample edition."""
    with (
        run_postgres() as postgres,
        run_s3() as bucket,
        tempfile.TemporaryDirectory(prefix="youcheng-") as folder,
    ):
        shared = Shared(Path(folder), postgres.create(), bucket)
        settings = shared.settings("http://localhost")
        run_command(settings, "migrate")
        run_command(settings, "sample", "--works", str(entries))
        yield shared


@contextmanager
def replicated(number: int, shared: Shared) -> Iterator[Site]:
    """So many replicas behind the proxy.

    Raises:
        RuntimeError: one of them did not start.
    """
    doors = Doors(plain=free_port(), encrypted=free_port())
    # By number: looking up a name for each connection would be time of the visitors.
    address = f"https://127.0.0.1:{doors.encrypted}"
    with ExitStack() as stack:
        servers = tuple(
            stack.enter_context(
                serve(OURS, cwd=ROOT, env=shared.settings(address), ready="/readyz")
            )
            for _ in range(number)
        )
        ports = [urlsplit(one.address).port or 0 for one in servers]
        stack.enter_context(run_proxy(doors, ports))
        yield Site(address, servers)
