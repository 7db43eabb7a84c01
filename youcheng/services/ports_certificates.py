"""What the services need of the records of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from youcheng.domain.certificates import Certificate


class Certificates(Protocol):
    """Certificates by their codes; what is revoked stays, so that it is told so."""

    def add(self, certificate: Certificate) -> None: ...

    def find(self, code: str) -> Certificate | None: ...

    def of(self, *submissions: str) -> Sequence[Certificate]:
        """Those of some hundred submissions, by submission and kind; none that is revoked."""

    def of_edition(
        self, edition: str, *, after: str = "", limit: int = 100
    ) -> Sequence[Certificate]:
        """The valid ones of an edition in the order of codes, only those after the code `after`."""

    def codes(self, edition: str) -> Sequence[str]:
        """The codes of the valid ones of an edition, in order."""

    def count_revoked(self, edition: str) -> int:
        """How many of an edition are revoked."""

    def waiting(self, programme: str, *, after: str = "", limit: int = 100) -> Sequence[str]:
        """Ids of paintings whose result is known and that have no certificate yet, in the order of
        ids, only those after `after`; samples are not among them."""

    def count_waiting(self, programme: str) -> int:
        """How many those are in all."""

    def revoke(self, submission: str, now: datetime) -> int:
        """Revoke those of a submission, and keep nothing more of it; return how many."""

    def revoke_one(self, code: str, now: datetime) -> bool:
        """Revoke the one with this code, and keep nothing more of its submission; return whether
        it had been valid."""
