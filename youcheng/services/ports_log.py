"""The log and what stays of what was erased, as the services use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from youcheng.domain.audit import Event, Head


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are asked for; what is empty asks nothing.

    Attributes:
        kind: what happened, such as `session.started`.
        actor: who did it: `public`, `system`, the kind and id of an account or grant
            (`staff:9f…`), or the kind alone (`staff`).
        subject: what it happened to, such as `submission:41…`.
        since, until: aware times; from the first, and before the second.
        among, without: how the kind begins, in one of these ways and in none of those.
    """

    kind: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    among: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Log(Protocol):
    """The chained log."""

    def head(self) -> Head:
        """The end of the chain; nobody else appends until this unit of work ends."""

    def append(self, event: Event, head: Head) -> None: ...

    def of(self, subject: str) -> Sequence[Event]:
        """The events about `subject`, in order."""

    def all(self) -> Iterator[Event]:
        """Every event, in order; one that cannot be read comes as one that is not whole."""

    def page(
        self, query: EventQuery, *, before: int = 0, after: int = 0, limit: int = 50
    ) -> Sequence[Event]:
        """The newest events that are asked for, the newest first: with `before` only those of a
        lower number; with `after` those that follow that number, the nearest of them."""

    def last(self, kind: str, actor: str) -> datetime | None:
        """When an actor last did what is of this kind; None for never."""


class Tombstones(Protocol):
    """What is left after erasure."""

    def add(self, tombstone: str, *, kind: str, at: datetime, counts: dict[str, int]) -> None: ...

    def remove(self, tombstone: str) -> None: ...

    def all(self) -> Sequence[tuple[str, datetime]]: ...
