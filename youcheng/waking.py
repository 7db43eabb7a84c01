"""When a round of background work is begun out of its turn: something was written, or the server's
clock was set."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

_GATHERS: Final = 0.3
_LOOKS: Final = 10.0
_SET: Final = 30.0

_log = logging.getLogger(__name__)


class Clock:
    """Tells when the server's clock was set: it then drifts away from the machine's own, which
    runs on whatever the time is."""

    def __init__(self) -> None:
        self._lead = time.time() - time.monotonic()

    def was_set(self) -> bool:
        """Whether it was, by more than half a minute, since this was asked last."""
        before, self._lead = self._lead, time.time() - time.monotonic()
        return abs(self._lead - before) > _SET


class Waker:
    """Sends what was written shortly after it was written; many calls in a moment are one round.

    Args:
        begin: begins a round, here or elsewhere.
        follow: lets the rounds that have their time follow the server's clock once it was set;
            None where another process sees to it.
    """

    def __init__(self, begin: Callable[[], None], follow: Callable[[], None] | None = None) -> None:
        self._begin = begin
        self._follow = follow
        self._wanted = Event()
        self._over = False
        self._thread = Thread(target=self._run, name="youcheng-waker", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def wake(self) -> None:
        """Ask for a round; returns at once."""
        self._wanted.set()

    def stop(self) -> None:
        """End; a round that runs is finished by the engine."""
        self._over = True
        self._wanted.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        clock, was_set = Clock(), False
        while True:
            wanted = self._wanted.wait(_LOOKS)
            if self._over:
                return
            was_set = clock.was_set() or was_set
            if was_set and self._follow is not None:
                _log.warning("the server's clock was set; rounds of work follow it")
                was_set = not _try(self._follow)
            if not wanted:
                continue
            # What is written in the same moment goes in the same round.
            Event().wait(_GATHERS)
            self._wanted.clear()
            _try(self._begin)


def _try(act: Callable[[], None]) -> bool:
    """Do something; whether it could be done."""
    try:
        act()
    except Exception:
        _log.exception("a round of work could not be started; the next minute's will be")
        return False
    return True
