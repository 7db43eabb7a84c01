"""Services of the site in processes of their own, over one folder and one database."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from tests.durability.ledger import Told, read_told
from youcheng.bootstrap import build_services, database_url
from youcheng.paths import ROOT
from youcheng.services.ports import Services
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine


class Sending:
    """A process that fills in and sends forms until it is killed.

    Attributes:
        told: every line that it has told and that was read so far.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self.told: list[Told] = []
        self._process, self._lines = process, process.stdout

    @property
    def touched(self) -> set[str]:
        """The submissions that it has told of."""
        return {one.submission for one in self.told if one.submission}

    def read(self, acknowledged: int) -> None:
        """Wait until so many more forms were acknowledged, or it has ended."""
        for line in self._lines:
            self.told.append(read_told(line))
            acknowledged -= self.told[-1].act == "sent"
            if acknowledged == 0:
                return

    def kill(self) -> None:
        """Kill it, and read what it still told."""
        self._process.kill()
        self.told += map(read_told, self._lines)
        assert self._process.wait() == -signal.SIGKILL, "it had ended before"


class Store:
    """Where the processes of one test keep everything, one after the other or at once.

    Args:
        folder: holds their folder `var`.
        url: of their database; empty for a SQLite file in `var`.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self.settings = Settings(var=folder / "var", database_url=url, free_disk=0)

    def start(
        self, module: str, *arguments: str, under: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """A Python process that runs a module over this store, `under` another command if one is
        given; what it tells comes by a pipe."""
        environment = {
            **os.environ,
            "YOUCHENG_VAR": str(self.settings.var),
            "YOUCHENG_DATABASE_URL": self.settings.database_url,
            "YOUCHENG_FREE_DISK": str(self.settings.free_disk),
        }
        command = [*under, sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)

    @contextmanager
    def sending(self, seed: str) -> Iterator[Sending]:
        """A process that sends forms by a seed."""
        with (
            tempfile.TemporaryDirectory() as received,
            self.start("tests.durability.sender", seed, received) as process,
        ):
            try:
                yield Sending(process)
            finally:
                process.kill()

    def send_until_killed(self, chance: random.Random, acknowledged: int) -> Sending:
        """Let at least so many forms be sent, and kill the process at some moment after."""
        with self.sending(f"{chance.random()}") as sending:
            sending.read(acknowledged + chance.randrange(20))
            time.sleep(chance.random() / 50)
            sending.kill()
        return sending

    @contextmanager
    def opened(self) -> Iterator[tuple[Services, Engine]]:
        """The services over what was left behind, as a restarted site has them."""
        engine = make_engine(database_url(self.settings))
        try:
            yield build_services(self.settings, engine), engine
        finally:
            engine.dispose()
