"""What a moderator looks at in a painting, and what follows from the events about it.

Nothing of this is kept beside the log: which points were found in order, and whether a refusal is
proposed, is read from the events of the submission.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from youcheng.domain.audit import Event
from youcheng.domain.guards import Check, IneligibleReason

CHECKED: Final = "moderation.checked"
REFUSAL_PROPOSED: Final = "moderation.refusal_proposed"
REFUSAL_DROPPED: Final = "moderation.refusal_dropped"
"""Kinds of events."""

_ANEW: Final = frozenset(
    {
        "submission.submitted",
        "submission.edited",
        "consent.given",
        "changes.resubmitted",
        "appeal.decided",
    }
)
"""After these there is something else to look at, or it is to be looked at again."""
_REFUSAL_OVER: Final = frozenset(
    {
        REFUSAL_DROPPED,
        "moderation.passed",
        "moderation.failed",
        "changes.requested",
        "state.changed",
    }
)


class Point(StrEnum):
    """What somebody looks at; that consents and texts are there, the records say themselves."""

    NAMES = "names"
    """No name, address, stamp or other personal data in the picture."""
    FACES = "faces"
    """No face of a real person."""
    COPY = "copy"
    """No copy of another picture."""
    WORDS = "words"
    """Title, story and what is seen name nobody and hold no contact data."""
    APART = "apart"
    """The moderator belongs to another school than the child; everybody says it for themselves."""


POINTS_OF: Final[Mapping[Check, frozenset[Point]]] = {
    Check.NAMES: frozenset({Point.NAMES, Point.WORDS}),
    Check.FACES: frozenset({Point.FACES}),
    Check.COPY: frozenset({Point.COPY}),
}
"""Which points make up a check of the transition table."""


class TakeDownReason(StrEnum):
    """Why staff take a work down; the log keeps the class, nobody's words."""

    PERSONAL_DATA = "personal_data"
    SAFEGUARDING = "safeguarding"
    COPIED = "copied"
    UNSUITABLE = "unsuitable"
    LEGAL_REQUEST = "legal_request"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a point.

    Attributes:
        fit: it is in order.
        note: why not; a note for the staff.
    """

    fit: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that waits for a second person.

    Attributes:
        proposer: id of the account.
        reason: one of the list.
    """

    proposer: str
    reason: IneligibleReason


def standing_points(events: Iterable[Event], actor: str) -> Mapping[Point, bool]:
    """Which points stand, and whether each was found in order.

    Args:
        events: all those of the submission, in order.
        actor: id of the account that looks: `Point.APART` stands only if they said it.
    """
    found: dict[Point, bool] = {}
    for event in events:
        if event.kind in _ANEW:
            found.clear()
        elif event.kind == CHECKED:
            details, own = dict(event.details), event.actor == f"staff:{actor}"
            for name, fit in (("fit", True), ("unfit", False)):
                points = [Point(one) for one in details.get(name, "").split(",") if one]
                found.update({one: fit for one in points if own or one is not Point.APART})
    return found


def open_refusal(events: Iterable[Event]) -> Refusal | None:
    """The refusal that is proposed and neither confirmed nor dropped.

    Args:
        events: all those of the submission, in order.
    """
    found: Refusal | None = None
    for event in events:
        if event.kind in _ANEW | _REFUSAL_OVER:
            found = None
        elif event.kind == REFUSAL_PROPOSED:
            reason = IneligibleReason(dict(event.details)["reason"])
            found = Refusal(event.actor.partition(":")[2], reason)
    return found


def passed_checks(points: Mapping[Point, bool]) -> frozenset[Check]:
    """The checks of which every point was found in order."""
    return frozenset(
        check for check, needed in POINTS_OF.items() if all(points.get(one) for one in needed)
    )
