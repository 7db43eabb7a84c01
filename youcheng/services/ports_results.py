"""What the services need of the records of what was arranged for results days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from youcheng.domain.arming import Arming


class Armings(Protocol):
    """What leads arranged to happen with the results, one arrangement after the other."""

    def add(self, arming: Arming) -> None: ...

    def last_number(self) -> int:
        """Of the newest one; 0 where there is none."""

    def latest(self) -> Sequence[Arming]:
        """The newest of each edition that has any."""

    def finish(self, number: int, now: datetime) -> bool:
        """Put down that it was done; return whether it had not been before."""
