"""What the services need of the records of the staff: accounts, and the sessions of each.

Whoever changes an account or ends its sessions holds the account for writing, so that two of them
come one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from youcheng.domain.identities import Identity
from youcheng.domain.staff import Account, Session


class Accounts(Protocol):
    """Accounts of the staff."""

    def add(self, account: Account) -> None: ...

    def find(self, account_id: str) -> Account | None:
        """The account; in a unit of work that writes, nobody else may write it meanwhile."""

    def find_email(self, email: str) -> Account | None:
        """The account with this plain address."""

    def find_identity(self, identity: Identity) -> Account | None:
        """The account that is bound to this identity."""

    def put(self, account: Account) -> None: ...

    def all(self) -> Sequence[Account]:
        """All of them, by name."""


class Sessions(Protocol):
    """Sessions by the digest of their token. None is ever replaced as a whole: one that ended while
    it was renewed would be open again."""

    def add(self, session: Session) -> None: ...

    def find(self, digest: str) -> Session | None: ...

    def of(self, account: str) -> Sequence[Session]:
        """The sessions of an account that nobody has ended, the newest first."""

    def renew(self, digest: str, now: datetime) -> None:
        """Note activity, unless the session has ended or later activity is noted."""

    def end(self, session_id: str, now: datetime) -> None:
        """End one, unless it has ended."""

    def remove_before(self, moment: datetime) -> int:
        """Remove those that began before `moment`; return how many."""
