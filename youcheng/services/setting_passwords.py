"""Setting a password by a link that works once, for three days."""

from __future__ import annotations

from dataclasses import replace

from youcheng.domain.audit import Via
from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.passwords import check_new_password
from youcheng.domain.staff import Account, Session
from youcheng.domain.tokens import Grant, TokenState, digest_token
from youcheng.services.access import AccessDenied, use_up
from youcheng.services.passwords import hash_password
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.staff import SignedOut, end_sessions, note_account, open_session


def view_password_link(services: Services, /, *, token: str) -> Account:
    """Whose password the link sets; nothing is used up.

    Raises:
        AccessDenied: it sets none, or none any more.
    """
    with services.records.read() as uow:
        account, _ = _opened(services, uow, token)
    return account


def set_password(services: Services, /, *, token: str, password: str, session: str = "") -> None:
    """Set the password of the link's account; every other session of it ends.

    Args:
        token: of the link, which is used up.
        password: as it was typed.
        session: token of the session that the browser holds: it goes on if it is of this account.

    Raises:
        AccessDenied: the link sets none, or none any more.
        PasswordRefused: it may not be this one; the link goes on working.
    """
    account = view_password_link(services, token=token)
    check_new_password(password, name=account.name, email=account.email)
    hashed = hash_password(password)
    kept = _own_session(services, account, session)
    with services.records.write() as uow:
        account, grant = _opened(services, uow, token)
        use_up(uow, grant, services.clock())
        account = end_sessions(services, uow, account, but=kept)
        uow.accounts.put(replace(account, password=hashed))
        note_account(services, uow, kind="staff.password_set", account=account, via=Via.LINK)
        uow.commit()


def _own_session(services: Services, account: Account, session: str) -> Session | None:
    """The session of a token if it is open and of this account."""
    with services.records.read() as uow:
        try:
            owner, found = open_session(services, uow, session)
        except SignedOut:
            return None
    return found if owner.id == account.id else None


def _opened(services: Services, uow: UnitOfWork, token: str) -> tuple[Account, Grant]:
    digest = digest_token(token)
    grant = None if digest is None else uow.grants.find(digest)
    if grant is None or grant.purpose is not Purpose.PASSWORD:
        raise AccessDenied(None)
    account = uow.accounts.find(grant.subject)
    # Whoever uses or revokes a link holds its account; as it is from here on, nobody does.
    grant = uow.grants.find(grant.digest) or grant
    if (state := grant.state(services.clock())) is not TokenState.OPEN:
        raise AccessDenied(state)
    if account is None or not account.active:
        raise AccessDenied(TokenState.REVOKED)
    return account, grant
