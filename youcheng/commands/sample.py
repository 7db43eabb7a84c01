"""`sample`: an edition of works that no child made, for trying the site out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from youcheng.commands.output import count, say, warn
from youcheng.commands.parsing import Commands, add_command
from youcheng.commands.site import open_site
from youcheng.domain.audit import Via
from youcheng.sample_edition import SEED, WORKS, sample_entries
from youcheng.services.sampling import add_samples, remove_samples
from youcheng.settings import get_settings

_REFUSED: Final = 2
"""Exit code where samples are never made."""
_EVERY: Final = 0.5
"""Seconds between two lines of progress."""


def add_to(commands: Commands) -> None:
    """Make the command known."""
    parser = add_command(commands, "sample", make_edition)
    parser.add_argument(
        "--works", type=_number, default=WORKS, metavar="N", help=f"how many; {WORKS} if not given"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, metavar="S", help="another number makes another edition"
    )
    parser.add_argument(
        "--remove", action="store_true", help="take all samples away; nothing else is touched"
    )


def _number(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def make_edition(arguments: argparse.Namespace) -> int:
    """Fill the edition of the day with sample works, in every state and language.

    Each is flagged as a sample, holds no address, and nobody is mailed. What is there already is
    not added again, so that a run that was broken off goes on. The production profile refuses to
    make samples, with exit code 2; it does take them away.
    """
    if arguments.remove:
        return _remove()
    if get_settings().production:
        warn("the production profile makes no samples: YOUCHENG_PROFILE")
        return _REFUSED
    services = open_site().services
    progress = _Progress(arguments.works)
    added = add_samples(
        services,
        entries=sample_entries(services, number=arguments.works, seed=arguments.seed),
        via=Via.COMMAND,
        done=progress.count,
    )
    progress.end()
    say(f"added {count(added, 'sample work')}; {arguments.works - added} were there")
    return 0


def _remove() -> int:
    progress = _Progress(0)
    removed = remove_samples(
        open_site().services, via=Via.COMMAND, done=lambda: progress.count(done=True)
    )
    progress.end()
    say(f"removed {count(removed, 'sample work')}")
    return 0


@dataclass(slots=True)
class _Progress:
    """Tells a terminal how far the work is; files and pipes get nothing.

    Attributes:
        whole: how many there are to do; 0 when that is not known.
    """

    whole: int
    _begun: float = field(default_factory=monotonic)
    _told: float = 0.0
    _seen: int = 0
    _done: int = 0

    def count(self, done: bool) -> None:
        """One more was looked at, and done or passed over."""
        self._seen += 1
        self._done += done
        now = monotonic()
        if sys.stderr.isatty() and now - self._told >= _EVERY:
            self._told = now
            self._tell(now)

    def _tell(self, now: float) -> None:
        pace = self._done / max(now - self._begun, 0.001)
        line = f"\r{self._seen}"
        if self.whole:
            line += f" of {self.whole}"
        line += f", {pace:.1f} a second"
        if self.whole and pace:
            line += f", {(self.whole - self._seen) / pace:.0f} s left"
        sys.stderr.write(f"{line}   ")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line on the terminal."""
        if self._told:
            self._tell(monotonic())
            sys.stderr.write("\n")
