"""What has happened to a submission, told to staff: codes and times that are theirs to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.audit import Event
from youcheng.domain.permissions import Area

_OF_JURY: Final = ("score.", "juror.", "assignments", "round.")
_OF_DECISION: Final = "decision."
_OF_PENDING: Final = frozenset({"pending", "confirmed"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: codes and a time, no words of anybody.

    Attributes:
        at: aware time.
        kind: what happened, as the log has it.
        actor: who did it, as the log has it; empty where that is not the reader's to know.
        fields: names of the fields that were read or changed.
        details: codes and ids.
    """

    at: datetime
    kind: str
    actor: str
    fields: tuple[str, ...]
    details: tuple[tuple[str, str], ...]


def tell_history(events: Iterable[Event], may: Collection[Area]) -> tuple[Line, ...]:
    """The events about one submission for somebody who reads the areas `may` of it, in order."""
    return tuple(_lines(events, may))


def _lines(events: Iterable[Event], may: Collection[Area]) -> Iterator[Line]:
    for event in events:
        if event.kind.startswith(_OF_JURY) and Area.JUROR_NAMES not in may:
            continue
        if event.kind.startswith(_OF_DECISION) and Area.PENDING not in may:
            continue
        if Area.NOTES not in may:
            yield Line(event.at, event.kind, "", (), ())
            continue
        told = tuple(
            pair for pair in event.details if Area.PENDING in may or pair[0] not in _OF_PENDING
        )
        yield Line(event.at, event.kind, event.actor, event.fields, told)
