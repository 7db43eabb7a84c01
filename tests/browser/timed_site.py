"""A site of its own whose clock a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.browser.breakable_site import BreakableSite


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
