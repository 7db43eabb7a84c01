"""Signing in with the organisation's identity provider.

The provider only says who somebody is. Whether they may come in, and as what, is in the accounts
that administrators of this site added: nobody makes one by signing in. An account is found by the
address that the provider vouches for, once; from then on it belongs to that identity, also if the
address changes hands at the provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from youcheng.domain.audit import Via
from youcheng.domain.identities import IdentityRefused, Statement, read_statement
from youcheng.domain.limits import FAIL_SIGN_IN_FROM, START_SIGN_IN
from youcheng.domain.staff import Account, Way, plain_email
from youcheng.services.limiting import give_back, spend
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.signing_in import SignedIn, begin_session, note_refusal
from youcheng.services.staff import note_account


def start_provider_sign_in(services: Services, /, *, client: str) -> None:
    """Return if somebody may go to the provider now.

    Args:
        client: network address of the visitor, for the limits.

    Raises:
        LimitReached: too often from there.
    """
    with services.records.write() as uow:
        spend(services, uow, START_SIGN_IN, client, services.clock())
        uow.commit()


def finish_provider_sign_in(
    services: Services,
    /,
    *,
    claims: Mapping[str, object],
    issuer: str,
    client: str,
    device: str = "",
) -> SignedIn:
    """Begin a session for whoever has come back from the provider; its token is a new one.

    Args:
        claims: of the ID token, once its signature, audience, nonce and end are checked; empty
            where the sign-in at the provider failed.
        issuer: the provider that the site trusts.
        client, device: as for `signing_in.sign_in`; failures count against the same limit.

    Raises:
        LimitReached: too many failures from this client.
        IdentityRefused: it opens no session.
    """
    now = services.clock()
    with services.records.write() as uow:
        spend(services, uow, FAIL_SIGN_IN_FROM, client, now)
        account = None
        try:
            if not claims:
                raise IdentityRefused("failed")
            statement = read_statement(claims, issuer=issuer)
            account = _find(uow, statement)
            if account is None:
                raise IdentityRefused("unknown" if statement.email else "unverified")
            account = _bound(services, uow, account, statement)
        except IdentityRefused as refused:
            note_refusal(services, uow, account, way=Way.PROVIDER, reason=refused.problem)
            uow.commit()
            raise
        give_back(services, uow, FAIL_SIGN_IN_FROM, client, now)
        token = begin_session(services, uow, account, device, way=Way.PROVIDER)
        uow.commit()
    return SignedIn(account, token)


def _find(uow: UnitOfWork, statement: Statement) -> Account | None:
    """The account of an identity: the one that is bound to it, else that of its address."""
    found = uow.accounts.find_identity(statement.identity)
    if found is not None or not statement.email:
        return found
    return uow.accounts.find_email(plain_email(statement.email))


def _bound(services: Services, uow: UnitOfWork, account: Account, statement: Statement) -> Account:
    """The account, bound to the identity if it may come in and was not bound before."""
    if account.identity not in {None, statement.identity}:
        raise IdentityRefused("bound")
    if not account.active:
        raise IdentityRefused("inactive")
    statement.check_fresh(now=services.clock(), after=account.sessions_from)
    if account.identity is None:
        account = replace(account, identity=statement.identity)
        uow.accounts.put(account)
        note_account(services, uow, kind="staff.identity_bound", account=account, via=Via.WEB)
    return account
