"""Who of the staff acts: asked afresh on every call, for nothing that was true before counts."""

from __future__ import annotations

from dataclasses import replace

from youcheng.domain.actors import Actor
from youcheng.domain.audit import Via
from youcheng.domain.staff import Account, Session, SessionState
from youcheng.domain.tokens import digest_token
from youcheng.services.logbook import note_event
from youcheng.services.ports import Services, UnitOfWork


class SignedOut(Exception):  # noqa: N818 -- a refusal, which is an answer
    """Nobody is signed in with this token, or not any more.

    Attributes:
        state: why; None for a token that never was.
    """

    def __init__(self, state: SessionState | None = None) -> None:
        super().__init__(state or "unknown")
        self.state = state


def find_actor(services: Services, /, *, session: str) -> Actor:
    """Who is signed in with a session, as the store knows account and session at this moment.

    It notes no activity: the guard of the web side does, for every request and every frame.

    Args:
        session: the token in the cookie; empty where there is none.

    Raises:
        SignedOut: nobody is.
        StoreBusy: it cannot be told now.
    """
    if digest_token(session) is None:
        raise SignedOut
    with services.records.read() as uow:
        account, _ = open_session(services, uow, session)
    return account.actor


def open_session(services: Services, uow: UnitOfWork, session: str) -> tuple[Account, Session]:
    """The account and the session of a token, the account held for writing where `uow` writes.

    Raises:
        SignedOut: the token opens none, or none any more.
    """
    digest = digest_token(session)
    found = None if digest is None else uow.sessions.find(digest)
    account = None if found is None else uow.accounts.find(found.account)
    # Whoever ends a session holds its account; as it is from here on, nobody ends it.
    found = None if found is None else uow.sessions.find(found.digest)
    if found is None or account is None:
        raise SignedOut
    if (state := found.state(account, services.clock())) is not SessionState.OPEN:
        raise SignedOut(state)
    return account, found


def end_sessions(
    services: Services, uow: UnitOfWork, account: Account, *, but: Session | None = None
) -> Account:
    """End every session of an account in a unit of work that holds it; return it as it is to be
    stored then.

    Args:
        but: a session that goes on.
    """
    now = services.clock()
    for one in uow.sessions.of(account.id):
        if but is None or one.id != but.id:
            uow.sessions.end(one.id, now)
    return replace(account, sessions_from=now if but is None else but.started_at)


def note_account(
    services: Services,
    uow: UnitOfWork,
    *,
    kind: str,
    account: Account,
    via: Via,
    details: dict[str, str] | None = None,
) -> None:
    """Log what the owner of an account did with it."""
    note_event(
        uow,
        at=services.clock(),
        actor=f"staff:{account.id}",
        via=via,
        kind=kind,
        subject=f"staff:{account.id}",
        details=details,
    )
