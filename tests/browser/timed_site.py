"""A site of its own whose clock a test moves, and an office over its records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from tests.browser.breakable_site import BreakableSite
from tests.services.office import Office
from youcheng.bootstrap import database_url
from youcheng.settings import Settings
from youcheng.storage.files import FolderFiles


class TimedSite(BreakableSite):
    """A site whose clock a test moves."""

    script = "tests/browser/timed_app.py"

    def start(self, *, ready: bool = True) -> None:
        """Start it, at the moment of the machine unless the clock was moved."""
        self.var.mkdir(mode=0o700, exist_ok=True)
        if not self._ahead.exists():
            self._ahead.write_text("0", "ascii")
        super().start(ready=ready)

    def move_clock(self, moment: datetime) -> None:
        """Let it be `moment` for the site; its clock goes on from there."""
        waiting = self._ahead.with_suffix(".next")
        waiting.write_text(str((moment - datetime.now(UTC)).total_seconds()), "ascii")
        waiting.replace(self._ahead)

    @property
    def now(self) -> datetime:
        """What the site's clock shows."""
        return datetime.now(UTC) + timedelta(seconds=float(self._ahead.read_text("ascii")))

    @property
    def _ahead(self) -> Path:
        return self.var / "ahead"


@contextmanager
def office_of(site: TimedSite, folder: Path) -> Iterator[Office]:
    """An office over the records of the site, with its own clock; `folder` is for its files."""
    settings = Settings(var=site.var, public_url=site.address)
    files = cast("FolderFiles", site.services.files)
    made = Office(database_url(settings), files, folder)
    made.services = replace(site.services, clock=lambda: made.now)
    yield made
    made.engine.dispose()
