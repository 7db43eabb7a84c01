"""Accounts as the desk shows them: what they may be, when they came in last, where they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.staff import Account, Duties, Session, may_manage_accounts
from youcheng.services.accounts import list_accounts, list_sessions
from youcheng.services.desk_access import NotAllowed
from youcheng.services.ports import Services, UnitOfWork

_STARTED: Final = "session.started"


class Entry(StrEnum):
    """Whether somebody comes in with an account."""

    OPEN = "open"
    INVITED = "invited"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the list; nothing in it opens one.

    Attributes:
        id: of the account.
        name, email, language: of its owner.
        duties: what they may be.
        entry: closed when it was revoked, invited while there is nothing to sign in with yet.
        last_started: when a session of it began last; None for never.
    """

    id: str
    name: str
    email: str
    language: str
    duties: Duties
    entry: Entry
    last_started: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts are looked for; what is empty asks nothing.

    Attributes:
        text: within name or address.
        role: that they hold.
        active: whether they are; None for all.
    """

    text: str = ""
    role: Role | None = None
    active: bool | None = None

    def fits(self, account: Account) -> bool:
        """Whether the account is one of them."""
        found = f"{account.name} {account.email}".casefold()
        return (
            self.text.strip().casefold() in found
            and (self.role is None or self.role in account.roles)
            and self.active in {None, account.active}
        )


@dataclass(frozen=True, slots=True)
class AccountList:
    """The accounts that were looked for.

    Attributes:
        lines: by name.
        total: how many accounts there are in all.
        manages: whether the actor changes accounts.
    """

    lines: Sequence[AccountLine]
    total: int
    manages: bool


@dataclass(frozen=True, slots=True)
class OneAccount:
    """One account with its open sessions, the newest first.

    Attributes:
        line: the account.
        sessions: open ones.
        manages: whether the actor changes accounts.
        own: whether it is the actor's.
    """

    line: AccountLine
    sessions: Sequence[Session]
    manages: bool
    own: bool


def view_accounts(
    services: Services, /, *, actor: Actor, wanted: Wanted | None = None
) -> AccountList:
    """The accounts that are looked for, by name.

    Raises:
        NotAllowed: `role`: the actor may not read accounts.
    """
    accounts = list_accounts(services, actor=actor)
    found = [one for one in accounts if (wanted or Wanted()).fits(one)]
    with services.records.read() as uow:
        lines = tuple(_line(uow, one) for one in found)
    return AccountList(lines, len(accounts), may_manage_accounts(actor))


def view_account(services: Services, /, *, actor: Actor, account: str) -> OneAccount:
    """The account with this id.

    Raises:
        NotAllowed: `role`: the actor may not read accounts; `account`: there is none.
    """
    found = next((one for one in list_accounts(services, actor=actor) if one.id == account), None)
    if found is None:
        raise NotAllowed("account")
    with services.records.read() as uow:
        line = _line(uow, found)
    return OneAccount(
        line=line,
        sessions=list_sessions(services, actor=actor, email=found.email),
        manages=may_manage_accounts(actor),
        own=found.id == actor.id,
    )


def _line(uow: UnitOfWork, account: Account) -> AccountLine:
    if not account.active:
        entry = Entry.CLOSED
    else:
        entry = Entry.OPEN if account.password or account.identity else Entry.INVITED
    return AccountLine(
        id=account.id,
        name=account.name,
        email=account.email,
        language=account.language,
        duties=account.duties,
        entry=entry,
        last_started=uow.log.last(_STARTED, f"staff:{account.id}"),
    )
