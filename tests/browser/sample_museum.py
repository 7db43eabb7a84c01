"""The sample edition with all its tiles, made once for all processes of a test run."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import Final

from tests.conftest import FULL
from youcheng.bootstrap import build_services, database_url
from youcheng.domain.audit import Via
from youcheng.sample_edition import sample_entries
from youcheng.services.pictures import cut_due_tiles
from youcheng.services.sampling import add_samples
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine
from youcheng.storage.migration import migrate

WORKS: Final = 60 if FULL else 40


def hang_works(var: Path, shared: Path) -> None:
    """Put the records and files of `WORKS` sample works, most of them on show, into a new folder.

    Args:
        var: the folder, which is not there yet.
        shared: a folder of this test run; the first process that asks makes the works there, for
            which it takes both cores, and the others wait for it.
    """
    made = shared / "museum"
    with (shared / "museum.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(shared / "museum.begun")
            (shared / "museum.begun").rename(made)
    # Files of works never change: they need not be there twice.
    shutil.copytree(made / "files", var / "files", copy_function=os.link)
    shutil.copytree(made, var, dirs_exist_ok=True, ignore=shutil.ignore_patterns("files"))


def _make(var: Path) -> None:
    var.mkdir(mode=0o700)
    settings = Settings(var=var)
    engine = make_engine(database_url(settings))
    migrate(engine)
    services = build_services(settings, engine, wake=lambda: None)
    entries = sample_entries(services, number=WORKS)
    add_samples(services, entries=entries, via=Via.COMMAND, workers=2)
    while cut_due_tiles(services):
        pass
    engine.dispose()
