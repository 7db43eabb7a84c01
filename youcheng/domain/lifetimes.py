"""How long a state may last before the clock ends it, and when it reminds.

Every time is aware and the server's. A period ends at its first moment past: half-open, so that
"expired" and "still open" never hold together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Due(StrEnum):
    """What the clock asks for."""

    NOTHING = "nothing"
    REMIND = "remind"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A period with reminders.

    Attributes:
        length: from the start to the end.
        reminders: times after the start, ascending, each before the end.
    """

    length: timedelta
    reminders: tuple[timedelta, ...] = ()

    def ends_at(self, start: datetime) -> datetime:
        """The first moment after the period."""
        return start + self.length

    def is_over(self, start: datetime, now: datetime) -> bool:
        """True from `ends_at` on."""
        return now >= self.ends_at(start)

    def reminders_passed(self, start: datetime, now: datetime) -> int:
        """How many reminders' times have come by `now`."""
        return sum(now >= start + reminder for reminder in self.reminders)

    def due(self, start: datetime, now: datetime, *, reminders_sent: int) -> Due:
        """What is to be done at `now`.

        After an outage that slept through several reminders one is sent, not all: store
        `reminders_passed` as the new number sent.
        """
        if self.is_over(start, now):
            return Due.END
        if self.reminders_passed(start, now) > reminders_sent:
            return Due.REMIND
        return Due.NOTHING


DRAFT: Final = Lifetime(timedelta(days=30), (timedelta(days=27),))
"""From the last saving; the reminder goes three days before the end."""

CONSENT: Final = Lifetime(timedelta(days=14), (timedelta(days=3), timedelta(days=10)))
"""From the latest request to the guardian; it runs on after the deadline."""

CHANGES: Final = Lifetime(timedelta(days=21), (timedelta(days=14),))
"""From the question to the submitter; after it a lead may decline, if the reminder was sent."""

APPEAL: Final = Lifetime(timedelta(days=14))
"""From the finding that an entry is ineligible."""

SPAM_RETURN: Final = Lifetime(timedelta(days=30))
"""From the marking as spam: so long it can be undone."""

READDRESSINGS: Final = 3
"""How often a guardian's address may be corrected."""
