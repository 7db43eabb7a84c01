"""What every test may ask for: the running site, its servers, and seeded samples."""

from __future__ import annotations

import fcntl
import os
import random
import secrets
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from aiosmtpd.controller import Controller
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.browser.letters import Letters
from tests.databases import ENGINES, Databases
from tests.mail.postbox import Postbox
from tests.organisation import (
    TrustingSite,
    open_records,
    provider_environment,
    run_organisation,
)
from tests.ports import free_port
from tests.services.office import make_file
from tests.storage_servers import Postgres, run_postgres, run_s3
from youcheng.paths import ROOT
from youcheng.storage.files import S3Settings

T = TypeVar("T")

FULL: Final = os.environ.get("YOUCHENG_TEST_FULL") == "1"


def _seed() -> int:
    """Another whenever the site or its tests change, the same wherever a commit is tested."""
    asked = ["git", "rev-parse", *(f"HEAD:{name}" for name in ("youcheng", "data", "tests"))]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
    trees = found.stdout if found.returncode == 0 else secrets.token_bytes()
    return zlib.crc32(trees) % 100_000


SEED: Final = int(os.environ.setdefault("YOUCHENG_TEST_SEED", str(_seed())))
"""Without YOUCHENG_TEST_SEED each change makes the tests look at other places; the report names the
seed. It stands in the environment, so that the processes that share a run look at the same ones."""

DURABILITY: Final = ROOT / "tests" / "durability"

settings.register_profile("sample", max_examples=30, deadline=None)
settings.register_profile("full", max_examples=1000, deadline=None)
settings.load_profile("full" if FULL else "sample")


def pytest_report_header() -> str:
    """Say what is looked at, so that a failure can be repeated."""
    return "full sweeps" if FULL else f"seeded samples: YOUCHENG_TEST_SEED={SEED}"


def sample(cases: Sequence[T], number: int, subject: str) -> list[T]:
    """All cases in a full run; otherwise `number` of them, the same ones for the same seed."""
    if FULL or number >= len(cases):
        return list(cases)
    return random.Random(f"{SEED}/{subject}").sample(list(cases), number)


SHARED_OUT: Final[Mapping[str, Sequence[str]]] = {
    "engine_name": ENGINES,
    "kept_in": ("sqlite and folder", "postgresql and s3"),
}
"""Arguments of tests, each with its cases: a full run gives a test all of them, others one that is
its own."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give tests what is shared out; one that names its cases keeps them."""
    named = [one.args[0] for one in metafunc.definition.iter_markers("parametrize")]
    for name, cases in SHARED_OUT.items():
        if name in metafunc.fixturenames and name not in named:
            metafunc.parametrize(name, sample(cases, 1, f"{name} of {metafunc.definition.nodeid}"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the files that take turns, leave one of each group; all of them in a full run, and where
    files are named. They and those about durability come first: they take longest, and no process
    shall be left with one."""
    items.sort(
        key=lambda one: not (one.get_closest_marker("in_turn") or DURABILITY in one.path.parents)
    )
    if FULL or any(".py" in one for one in config.args):
        return
    groups: dict[str, set[Path]] = {}
    for one in items:
        for mark in one.iter_markers("in_turn"):
            groups.setdefault(mark.args[0], set()).add(one.path)
    chosen = {one for name, files in groups.items() for one in sample(sorted(files), 1, name)}
    waiting = {file for files in groups.values() for file in files} - chosen
    config.hook.pytest_deselected(items=[one for one in items if one.path in waiting])
    items[:] = [one for one in items if one.path not in waiting]


@pytest.fixture(scope="session", autouse=True)
def _components_are_sought_once() -> Iterator[None]:
    """Each `AppTest` looks through all installed packages for components, for which it takes 0.3
    seconds of a processor: longer than most pages do."""
    seek = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", seek)
        yield


class Site:
    """The running site.

    Attributes:
        address: where it answers, without a slash at the end.
        log: file that its output goes to.
    """

    def __init__(self, address: str, log: Path) -> None:
        self.address = address
        self.log = log

    @property
    def port(self) -> int:
        """Where its server listens."""
        return int(urlsplit(self.address).port or 0)

    def traceback(self) -> str:
        """The first traceback in the log with what follows it, or nothing."""
        text = self.log.read_text("utf-8", "replace")
        start = text.find("Traceback (most recent call last)")
        return "" if start < 0 else text[max(0, start - 300) : start + 4000]


def wait_until_ready(process: subprocess.Popen[bytes], site: Site, path: str = "/readyz") -> None:
    """Wait until the site answers; fail with the end of its log when it does not."""
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{site.address}{path}", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.25)
    tail = site.log.read_text("utf-8", "replace")[-4000:]
    pytest.fail(f"the site did not start; the end of its log:\n{tail}", pytrace=False)


@cache
def static_files() -> Path:
    """Where the static files lie that all sites of all test runs share, as ``prepare`` makes them.

    That takes half a minute of a processor; so the first process that asks makes them, and the
    others wait for it.
    """
    shared = ROOT / ".pytest_cache" / "site"
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "youcheng", "prepare"]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "YOUCHENG_VAR": str(shared)}, check=True
        )
    return shared / "static"


def share_static_files(var: Path) -> None:
    """Let the site that writes to `var` find its static files made."""
    var.mkdir(mode=0o700, exist_ok=True)
    if not (var / "static").exists():
        (var / "static").symlink_to(static_files())


def run_site(
    folder: Path,
    port: int,
    public_url: str,
    settings: Mapping[str, str],
    script: str = "streamlit_app.py",
) -> subprocess.Popen[bytes]:
    """Start a site as the README says, with its var folder and its log, which goes on, in `folder`.

    Args:
        folder: a folder of its own, beside those of other sites.
        port: where it listens.
        public_url: the address by which browsers come.
        settings: further ones, by the names of their variables.
        script: what is run, from the root of the checkout.
    """
    share_static_files(folder / "var")
    environment = {
        **os.environ,
        "YOUCHENG_VAR": str(folder / "var"),
        "YOUCHENG_PUBLIC_URL": public_url,
        "YOUCHENG_SAMPLE": "off",
        **settings,
    }
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


@contextmanager
def run_mail_server(postbox: Postbox, port: int) -> Iterator[None]:
    """A real mail server on this port of loopback that puts what it takes into `postbox`."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def mail_server() -> Iterator[tuple[Postbox, int]]:
    """A real mail server for the running site, and its port."""
    postbox, port = Postbox(), free_port()
    with run_mail_server(postbox, port):
        yield postbox, port


def mail_settings(port: int) -> Mapping[str, str]:
    """The settings of a site whose mails go to the server at this port."""
    return {
        "YOUCHENG_SMTP_HOST": "127.0.0.1",
        "YOUCHENG_SMTP_PORT": str(port),
        "YOUCHENG_SMTP_TLS": "none",
        "YOUCHENG_MAIL_FROM": "Youcheng <noreply@example.org>",
    }


@pytest.fixture(scope="session")
def letters(mail_server: tuple[Postbox, int]) -> Letters:
    """What the running site has mailed."""
    return Letters(mail_server[0])


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, mail_server: tuple[Postbox, int]
) -> Iterator[Site]:
    """The real site, started once, with records of its own."""
    with serve(tmp_path_factory.mktemp("site"), mail_settings(mail_server[1])) as site:
        yield site


@contextmanager
def serve(folder: Path, settings: Mapping[str, str]) -> Iterator[Site]:
    """A site of its own, with its records within `folder`."""
    port = free_port()
    site = Site(f"http://localhost:{port}", folder / "server.log")
    process = run_site(folder, port, site.address, settings)
    try:
        wait_until_ready(process, site)
        yield site
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert not site.traceback()


@pytest.fixture(scope="session")
def trusting_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrustingSite]:
    """The real site whose staff may sign in with an organisation, whose provider runs as well."""
    folder = tmp_path_factory.mktemp("trusting")
    with (
        run_organisation(free_port(), folder / "provider.log") as organisation,
        serve(folder, provider_environment(organisation)) as site,
        open_records(site.address, folder / "var", organisation) as trusting,
    ):
        yield trusting


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good file of each kind: ``paper.pdf`` and the like."""
    folder = tmp_path_factory.mktemp("papers")
    for kind in ("pdf", "jpg", "png"):
        (folder / f"paper.{kind}").write_bytes(make_file(kind))
    return folder


@pytest.fixture
def wire(site: Site) -> Iterator[httpx.Client]:
    """A client without a browser that follows no redirects and keeps no cookies."""
    with httpx.Client(base_url=site.address, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def no_traceback(site: Site) -> Callable[[], None]:
    """Assert that the site's log holds no traceback up to now."""

    def check() -> None:
        assert not site.traceback()

    return check


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL; `postgres.create` gives databases."""
    with run_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Gives databases on both engines; PostgreSQL is started when the first is asked for."""
    folder = tmp_path_factory.mktemp("databases")
    return Databases(folder, lambda: request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Settings]:
    """A real server that speaks S3, and its bucket."""
    with run_s3() as settings:
        yield settings


@pytest.fixture
def s3_settings(s3_server: S3Settings) -> S3Settings:
    """An empty part of the bucket for one test."""
    return replace(s3_server, prefix=secrets.token_hex(8))
