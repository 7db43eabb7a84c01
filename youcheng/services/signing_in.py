"""Signing in and out, and what the owner of an account does with its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from youcheng.domain.audit import Via
from youcheng.domain.limits import FAIL_SIGN_IN, FAIL_SIGN_IN_FROM
from youcheng.domain.staff import (
    LONGEST_DEVICE,
    Account,
    Session,
    SessionState,
    Way,
    plain_email,
)
from youcheng.domain.tokens import digest_token, draw_token
from youcheng.services.limiting import give_back, spend
from youcheng.services.logbook import note_event
from youcheng.services.passwords import is_password
from youcheng.services.ports import Services, StoreBusy, UnitOfWork
from youcheng.services.staff import SignedOut, end_sessions, note_account, open_session


class SignInRefused(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Address and password do not open an account; whether there is one is not told."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun.

    Attributes:
        account: whose.
        token: for the cookie; it is kept nowhere else.
    """

    account: Account
    token: str


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """The sessions of whoever is signed in.

    Attributes:
        account: whose.
        this: the session in which it is asked.
        others: the other open ones, the newest first.
    """

    account: Account
    this: Session
    others: Sequence[Session]


def sign_in(
    services: Services,
    /,
    *,
    email: str,
    password: str,
    client: str,
    device: str = "",
    replaces: str = "",
) -> SignedIn:
    """Begin a session; its token is a new one, whatever token the browser held.

    A try counts as a failure before the password is looked at, and is given back if it was right.
    For an address without an account, or with one that is revoked or has no password yet, the same
    is done as for a wrong password.

    Args:
        email, password: as they were typed.
        client: network address of the visitor, for the limits.
        device: browser and system, for the list of sessions.
        replaces: token of the session that the browser held: it ends.

    Raises:
        LimitReached: too many failures for this address or from this client.
        SignInRefused: they open no account.
    """
    address, now = plain_email(email), services.clock()
    with services.records.write() as uow:
        spend(services, uow, FAIL_SIGN_IN, address, now)
        spend(services, uow, FAIL_SIGN_IN_FROM, client, now)
        account = uow.accounts.find_email(address)
        uow.commit()
    stored = account.password if account is not None and account.active else ""
    is_right = is_password(stored, password) and stored != ""
    with services.records.write() as uow:
        # As it is by now: it may have been revoked, or have another password.
        account = None if account is None else uow.accounts.find(account.id)
        if account is None or not is_right or not account.active or account.password != stored:
            note_refusal(services, uow, account, way=Way.PASSWORD)
            uow.commit()
            raise SignInRefused
        give_back(services, uow, FAIL_SIGN_IN, address, now)
        give_back(services, uow, FAIL_SIGN_IN_FROM, client, now)
        _end_replaced(services, uow, replaces)
        token = begin_session(services, uow, account, device, way=Way.PASSWORD)
        uow.commit()
    return SignedIn(account, token)


def keep_session(services: Services, /, *, session: str) -> Session:
    """The session of a token, its activity noted, at most once a minute.

    Raises:
        SignedOut: the token opens none, or none any more.
        StoreBusy: it cannot be told now.
    """
    if digest_token(session) is None:
        raise SignedOut
    with services.records.read() as uow:
        _, found = open_session(services, uow, session)
    now = services.clock()
    if found.needs_renewal(now):
        try:
            with services.records.write() as uow:
                uow.sessions.renew(found.digest, now)
                uow.commit()
        except StoreBusy:
            # What was read stands; the next activity is noted in its place.
            pass
    return found


def sign_out(services: Services, /, *, session: str) -> Session | None:
    """End the session of a token and return it; nothing is done where it opens none."""
    with services.records.write() as uow:
        try:
            account, found = open_session(services, uow, session)
        except SignedOut:
            return None
        _end(services, uow, account, found)
        uow.commit()
    return found


def view_sessions(services: Services, /, *, session: str) -> OwnSessions:
    """The open sessions of whoever is signed in.

    Raises:
        SignedOut: nobody is.
    """
    with services.records.read() as uow:
        account, this = open_session(services, uow, session)
        now = services.clock()
        others = [
            one
            for one in uow.sessions.of(account.id)
            if one.id != this.id and one.state(account, now) is SessionState.OPEN
        ]
    return OwnSessions(account, this, others)


def end_own_session(services: Services, /, *, session: str, ends: str) -> bool:
    """End one session of whoever is signed in; return whether it was their own and open.

    Args:
        session: the token of the session in which it is asked.
        ends: id of the session to be ended, which may be the same.

    Raises:
        SignedOut: nobody is signed in.
    """
    with services.records.write() as uow:
        account, _ = open_session(services, uow, session)
        found = next((one for one in uow.sessions.of(account.id) if one.id == ends), None)
        if found is None:
            return False
        _end(services, uow, account, found)
        uow.commit()
    return True


def sign_out_everywhere(services: Services, /, *, session: str) -> None:
    """End every session of whoever is signed in, this one too.

    Raises:
        SignedOut: nobody is signed in.
    """
    with services.records.write() as uow:
        account, _ = open_session(services, uow, session)
        count = len(uow.sessions.of(account.id))
        uow.accounts.put(end_sessions(services, uow, account))
        note_account(
            services,
            uow,
            kind="session.ended_all",
            account=account,
            via=Via.WEB,
            details={"count": str(count)},
        )
        uow.commit()


def begin_session(
    services: Services, uow: UnitOfWork, account: Account, device: str, *, way: Way
) -> str:
    """Begin a session of an account that may come in; return its token, which is kept nowhere."""
    now = services.clock()
    if account.sessions_from > now:
        # They were ended before the clock was set back; each of them stands as ended by itself.
        uow.accounts.put(replace(account, sessions_from=now))
    token = draw_token()
    digest = digest_token(token)
    assert digest is not None
    uow.sessions.add(
        Session(
            id=uuid4().hex,
            digest=digest,
            account=account.id,
            device=device[:LONGEST_DEVICE],
            started_at=now,
            seen_at=now,
            way=way,
        )
    )
    note_account(
        services,
        uow,
        kind="session.started",
        account=account,
        via=Via.WEB,
        details={"way": way},
    )
    return token


def _end_replaced(services: Services, uow: UnitOfWork, token: str) -> None:
    digest = digest_token(token)
    found = None if digest is None else uow.sessions.find(digest)
    if found is not None:
        uow.sessions.end(found.id, services.clock())


def _end(services: Services, uow: UnitOfWork, account: Account, session: Session) -> None:
    uow.sessions.end(session.id, services.clock())
    note_account(services, uow, kind="session.ended", account=account, via=Via.WEB)


def note_refusal(
    services: Services, uow: UnitOfWork, account: Account | None, *, way: Way, reason: str = ""
) -> None:
    """Log a failure, for an address without an account as well: both take the same."""
    details = {"way": str(way), "reason": reason}
    note_event(
        uow,
        at=services.clock(),
        actor="public",
        via=Via.WEB,
        kind="session.refused",
        subject="staff:unknown" if account is None else f"staff:{account.id}",
        details={name: text for name, text in details.items() if text},
    )
