"""What is asked of the log: which of its events, for a page of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are asked for; what is empty asks nothing.

    Attributes:
        kind: what happened, such as `session.started`.
        actor: who did it: `public`, `system`, the kind and id of an account or grant
            (`staff:9f…`), or the kind alone (`staff`).
        subject: what it happened to, such as `submission:41…`.
        since, until: aware times; from the first, and before the second.
    """

    kind: str = ""
    actor: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
