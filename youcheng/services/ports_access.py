"""What the services need of the records that limit and let in: access codes and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from youcheng.domain.deadlines import AccessCode
from youcheng.domain.limits import Limit


class AccessCodes(Protocol):
    """Access codes as they are stored."""

    def add(self, code: AccessCode, *, programme: str, label: str) -> None: ...

    def find(self, digest: str, programme: str) -> AccessCode | None: ...

    def put(self, code: AccessCode) -> None: ...

    def all(self) -> Sequence[tuple[AccessCode, str, str]]:
        """Every code with its programme and label, the newest first."""


class Counts(Protocol):
    """How often something was done within a window of time."""

    def spend(self, limit: Limit, subject: str, now: datetime) -> int:
        """Count once more; return the number in this window, this one included."""

    def give_back(self, limit: Limit, subject: str, now: datetime) -> None:
        """Count once less what was spent at `now`."""

    def remove_before(self, moment: datetime) -> int: ...
