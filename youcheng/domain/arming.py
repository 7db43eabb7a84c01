"""What a lead arranged beforehand to happen with the results of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Arming:
    """What was arranged once; the newest of an edition holds.

    Attributes:
        number: 1, 2, 3 … over all editions.
        edition: its id.
        certificates: the certificates are issued with the results.
        letters: the letters about awards leave with them.
        batch: id under which these letters leave together.
        at: when it was arranged.
        by: id of the account that did.
        done_at: when it was done; None before.
    """

    number: int
    edition: str
    certificates: bool
    letters: bool
    batch: str
    at: datetime
    by: str
    done_at: datetime | None = None

    @property
    def is_armed(self) -> bool:
        """True unless it says that nothing goes with the results: an undone arrangement."""
        return self.certificates or self.letters
