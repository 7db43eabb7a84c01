"""Accounts of the staff as those see them who manage them: in the desk, or by the commands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import SYSTEM, Actor
from youcheng.domain.audit import Via
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.permissions import Area, Reading, reading
from youcheng.domain.staff import (
    LINK_LIFETIME,
    Account,
    AccountRefused,
    Duties,
    Session,
    SessionState,
    may_manage_accounts,
    plain_email,
)
from youcheng.i18n.languages import BY_CODE
from youcheng.services.access import issue_token
from youcheng.services.desk_access import NotAllowed
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.staff import end_sessions

PASSWORD_PATH: Final = "/staff/password/"
"""A link for setting a password is this and its token."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An account, and the link with which its owner sets a password; it is shown once."""

    account: Account
    link: str


def add_account(
    services: Services,
    /,
    *,
    actor: Actor,
    name: str,
    email: str,
    duties: Duties,
    language: str = "en",
) -> Issued:
    """A new account without a password, and the link for setting one.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: it may not be so, or the address is taken.
    """
    _require(actor)
    now = services.clock()
    account = Account(
        id=uuid4().hex,
        name=name.strip(),
        email=plain_email(email),
        roles=duties.roles,
        language=language,
        created_at=now,
        sessions_from=now,
        programmes=duties.programmes,
        city=duties.city,
        school=duties.school,
    )
    _check(services, account)
    with services.records.write() as uow:
        if uow.accounts.find_email(account.email) is not None:
            raise AccountRefused("taken")
        uow.accounts.add(account)
        _note(services, uow, actor, "staff.added", account, details=_reach(account))
        link = _issue_link(services, uow, actor, account)
        uow.commit()
    return Issued(account, link)


def issue_link(services: Services, /, *, actor: Actor, email: str) -> Issued:
    """A new link for setting a password; older ones are void. The password stays until then.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: there is no such account, or it is not active.
    """
    _require(actor)
    with services.records.write() as uow:
        account = _find(uow, email)
        if not account.active:
            raise AccountRefused("unknown")
        link = _issue_link(services, uow, actor, account)
        uow.commit()
    return Issued(account, link)


def change_roles(
    services: Services,
    /,
    *,
    actor: Actor,
    email: str,
    duties: Duties,
    seen: Duties | None = None,
) -> Account:
    """Give an account other roles, all at once; its sessions end.

    Args:
        actor, email: who changes whose account.
        duties: what its owner may be from now on.
        seen: what they may be as the actor saw it; None for whoever says it without looking.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: there is no such account, it may not be so, somebody has changed it, or
            nobody would be left who manages accounts.
    """
    _require(actor)
    with services.records.write() as uow:
        before = _find(uow, email)
        if seen is not None and seen != before.duties:
            raise AccountRefused("changed")
        after = replace(
            before,
            roles=duties.roles,
            programmes=duties.programmes,
            city=duties.city,
            school=duties.school,
        )
        _check(services, after)
        _keep_an_administrator(uow, actor, before, after)
        changed = [
            one
            for one in ("roles", "programmes", "city", "school")
            if getattr(before, one) != getattr(after, one)
        ]
        if changed:
            _note(
                services,
                uow,
                actor,
                "staff.changed",
                after,
                fields=changed,
                details=_reach(after),
            )
            after = end_sessions(services, uow, after)
            uow.accounts.put(after)
        uow.commit()
    return after


def set_active(services: Services, /, *, actor: Actor, email: str, active: bool) -> Account:
    """Revoke an account, or let it in again; revoked, its sessions end and its links are void.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: there is no such account.
    """
    _require(actor)
    with services.records.write() as uow:
        account = _find(uow, email)
        if account.active != active:
            _keep_an_administrator(uow, actor, account, replace(account, active=active))
            account = end_sessions(services, uow, replace(account, active=active))
            uow.accounts.put(account)
            uow.grants.revoke(account.id, [Purpose.PASSWORD], services.clock())
            kind = "staff.activated" if active else "staff.deactivated"
            _note(services, uow, actor, kind, account)
        uow.commit()
    return account


def revoke_sessions(services: Services, /, *, actor: Actor, email: str) -> int:
    """End every session of an account; return how many were open.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: there is no such account.
    """
    _require(actor)
    with services.records.write() as uow:
        account = _find(uow, email)
        open_ones = _open(services, uow, account)
        uow.accounts.put(end_sessions(services, uow, account))
        _note(
            services,
            uow,
            actor,
            "session.revoked",
            account,
            details={"count": str(len(open_ones))},
        )
        uow.commit()
    return len(open_ones)


def release_identity(services: Services, /, *, actor: Actor, email: str) -> Account:
    """Let an account be found by its address anew at the next sign-in with the organisation, as
    when somebody has a new identity there; its sessions end.

    Raises:
        NotAllowed: `role`: the actor manages no accounts.
        AccountRefused: there is no such account.
    """
    _require(actor)
    with services.records.write() as uow:
        account = _find(uow, email)
        if account.identity is not None:
            account = end_sessions(services, uow, replace(account, identity=None))
            uow.accounts.put(account)
            _note(services, uow, actor, "staff.identity_released", account)
        uow.commit()
    return account


def may_read_accounts(actor: Actor) -> bool:
    """Whether the accounts are the actor's to read."""
    return reading(actor, Area.ACCOUNTS) is Reading.YES


def list_accounts(services: Services, /, *, actor: Actor) -> Sequence[Account]:
    """Every account, by name.

    Raises:
        NotAllowed: `role`: the actor may not read accounts.
    """
    _require_reader(actor)
    with services.records.read() as uow:
        return uow.accounts.all()


def list_sessions(services: Services, /, *, actor: Actor, email: str) -> Sequence[Session]:
    """The open sessions of an account, the newest first.

    Raises:
        NotAllowed: `role`: the actor may not read accounts.
        AccountRefused: there is no such account.
    """
    _require_reader(actor)
    with services.records.read() as uow:
        return _open(services, uow, _find(uow, email))


def _open(services: Services, uow: UnitOfWork, account: Account) -> Sequence[Session]:
    now = services.clock()
    found = uow.sessions.of(account.id)
    return [one for one in found if one.state(account, now) is SessionState.OPEN]


def _find(uow: UnitOfWork, email: str) -> Account:
    account = uow.accounts.find_email(plain_email(email))
    if account is None:
        raise AccountRefused("unknown")
    return account


def _require(actor: Actor) -> None:
    if not (actor.active and may_manage_accounts(actor)):
        raise NotAllowed("role")


def _require_reader(actor: Actor) -> None:
    if not may_read_accounts(actor):
        raise NotAllowed("role")


def _check(services: Services, account: Account) -> None:
    account.check(
        programmes={form.id for form in services.content.forms},
        cities={city.id for city in services.content.cities},
        languages=BY_CODE,
    )


def _keep_an_administrator(uow: UnitOfWork, actor: Actor, before: Account, after: Account) -> None:
    """Return if somebody in the desk may still manage accounts afterwards. Whoever works on the
    server may do without: that is where the first account comes from.

    Raises:
        AccountRefused: `own` or `last`.
    """
    if actor == SYSTEM or not before.is_administrator or after.is_administrator:
        return
    if actor.id == before.id:
        raise AccountRefused("own")
    others = [one.id for one in uow.accounts.all() if one.is_administrator and one.id != before.id]
    # Each is held, in one order, so that two who remove one another come one after the other.
    held = [uow.accounts.find(one) for one in sorted(others)]
    if not any(one is not None and one.is_administrator for one in held):
        raise AccountRefused("last")


def _issue_link(services: Services, uow: UnitOfWork, actor: Actor, account: Account) -> str:
    now = services.clock()
    uow.grants.revoke(account.id, [Purpose.PASSWORD], now)
    token = issue_token(
        uow, purpose=Purpose.PASSWORD, submission=account.id, now=now, lifetime=LINK_LIFETIME
    )
    _note(services, uow, actor, "staff.link_issued", account)
    return f"{services.public_url}{PASSWORD_PATH}{token}?lang={account.language}"


def _reach(account: Account) -> dict[str, str]:
    """What the log says of an account's roles and how far they reach."""
    told = {
        "roles": ",".join(sorted(account.roles)),
        "programmes": ",".join(sorted(account.programmes)),
        "city": account.city,
    }
    return {name: text for name, text in told.items() if text}


def _note(
    services: Services,
    uow: UnitOfWork,
    actor: Actor,
    kind: str,
    account: Account,
    *,
    fields: Collection[str] = (),
    details: Mapping[str, str] | None = None,
) -> None:
    is_command = actor == SYSTEM
    note_event(
        uow,
        at=services.clock(),
        actor="system" if is_command else f"staff:{actor.id}",
        via=Via.COMMAND if is_command else Via.DESK,
        kind=kind,
        subject=f"staff:{account.id}",
        fields=fields,
        details=details,
    )
