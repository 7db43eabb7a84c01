"""Who may do what in the desk: one way in for every service of it, asked afresh on every call.

Whoever may not know of a submission is told the same as for a code that names none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Event
from youcheng.domain.codes import CodeRefused, parse_reference_code
from youcheng.domain.permissions import (
    DESK_ROLES,
    Area,
    Reach,
    Reading,
    Scope,
    reach_of,
    readable,
    reading,
    roles_towards,
)
from youcheng.domain.queue import QueueEntry
from youcheng.domain.submissions import Submission
from youcheng.services.desk_history import Line, tell_history
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork

WORKING: Final = DESK_ROLES - {Role.LIAISON}
"""Who can look after a submission, and reads and writes tags and notes."""
REVEALED: Final = "answer.revealed"
FILE_OPENED: Final = "file.opened"
LOOKED_AT: Final = "answers.looked_at"
READINGS: Final = frozenset({REVEALED, FILE_OPENED, LOOKED_AT})
"""Events of a view of something restricted, as it was sent, or new; they change nothing that
somebody else could have seen otherwise."""


class NotAllowed(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The actor may not do this, or not with this submission; nothing was changed.

    Attributes:
        code: `desk` (no work there), `submission` (none that the actor may know of), `role` (not
            in any role in which the actor stands to it), `area` (not theirs to read or write),
            `assignee` (who is named cannot look after it), `batch` (no act that is theirs to undo),
            `mail` (none that the actor may know of), `account` (there is none), `reason`
            (restricted, and no reason was given).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Outdated(Exception):  # noqa: N818 -- a refusal, which is an answer
    """The submission is not as the actor saw it; nothing was changed.

    Attributes:
        version: of the submission as it is now.
        history: what has happened to it since, as far as the actor reads it.
    """

    def __init__(self, version: int, history: tuple[Line, ...]) -> None:
        super().__init__(f"at version {version}")
        self.version = version
        self.history = history


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission that somebody works on in the desk.

    Attributes:
        actor: who.
        submission: as the store holds it.
        entry: its entry in the queue; None for what is not with the staff.
        scope: what permissions know of it.
        roles: in which roles of the desk the actor stands to it.
        events: the log about it, in order.
        now: the server's clock.
    """

    actor: Actor
    submission: Submission
    entry: QueueEntry | None
    scope: Scope
    roles: frozenset[Role]
    events: tuple[Event, ...]
    now: datetime

    @property
    def version(self) -> int:
        """Counts up with everything that changes the submission: the sequence number in the log of
        what did so last."""
        return max((one.sequence for one in self.events if one.kind not in READINGS), default=0)

    def reads(self, area: Area) -> Reading:
        """Whether the actor reads `area` of it."""
        return reading(self.actor, area, self.scope)

    @property
    def areas(self) -> frozenset[Area]:
        """The areas of it that the actor reads plainly."""
        return readable(self.actor, self.scope)

    def require(self, area: Area) -> None:
        """Return if the actor reads `area` of it plainly.

        Raises:
            NotAllowed: `area`.
        """
        if self.reads(area) is not Reading.YES:
            raise NotAllowed("area")

    def require_version(self, version: int) -> None:
        """Return if nothing has changed since `version`.

        Raises:
            Outdated: something has.
        """
        if version != self.version:
            since = (one for one in self.events if one.sequence > version)
            changes = (one for one in since if one.kind not in READINGS)
            raise Outdated(self.version, tell_history(changes, self.areas))


def require_reach(actor: Actor) -> Reach:
    """How far the queue is the actor's to read.

    Raises:
        NotAllowed: `desk`.
    """
    reach = reach_of(actor)
    if reach is None:
        raise NotAllowed("desk")
    return reach


def require_working(actor: Actor) -> None:
    """Return if the actor is one of those who look after submissions.

    Raises:
        NotAllowed: `desk`.
    """
    require_reach(actor)
    if not actor.roles & WORKING:
        raise NotAllowed("desk")


def open_submission(services: Services, uow: UnitOfWork, *, actor: Actor, code: str) -> Opened:
    """The submission with this reference code, as the actor stands to it now.

    Raises:
        NotAllowed: `desk` or `submission`.
    """
    require_reach(actor)
    try:
        parsed = parse_reference_code(code)
    except CodeRefused:
        raise NotAllowed("submission") from None
    submission = uow.submissions.find_code(parsed)
    if submission is None:
        raise NotAllowed("submission")
    entry = uow.queue.find(submission.id)
    scope = replace(submission.scope, city="" if entry is None else entry.referred_to)
    roles = roles_towards(actor, scope) & DESK_ROLES
    if not roles:
        raise NotAllowed("submission")
    return Opened(
        actor=actor,
        submission=submission,
        entry=entry,
        scope=scope,
        roles=roles,
        events=tuple(uow.log.of(submission_subject(submission.id))),
        now=services.clock(),
    )
