"""Accounts of the staff in an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.services.office import VISITOR, Office, token_in
from youcheng.domain.actors import SYSTEM, Actor, Role
from youcheng.domain.staff import Account, Duties, SessionState
from youcheng.services.accounts import add_account
from youcheng.services.setting_passwords import set_password
from youcheng.services.signing_in import sign_in
from youcheng.services.staff import SignedOut, find_actor

PASSWORD: Final = "grey heron at the lake"


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account.

    Attributes:
        office: where they work.
        account: theirs, as it was made.
    """

    office: Office
    account: Account

    @property
    def email(self) -> str:
        return self.account.email

    @property
    def stored(self) -> Account:
        """The account as the store holds it."""
        with self.office.services.records.read() as uow:
            found = uow.accounts.find(self.account.id)
        assert found is not None
        return found

    def sign_in(self, password: str = PASSWORD, *, client: str = VISITOR, **given: str) -> str:
        """The token of a new session."""
        services = self.office.services
        return sign_in(services, email=self.email, password=password, client=client, **given).token


def hire(
    office: Office,
    email: str = "wang@example.org",
    *,
    name: str = "Fang",
    roles: frozenset[Role] = frozenset({Role.LEAD}),
    password: str = PASSWORD,
    language: str = "en",
    **reach: object,
) -> Colleague:
    """Somebody with an account, and a password unless it is empty."""
    issued = add_account(
        office.services,
        actor=SYSTEM,
        name=name,
        email=email,
        duties=Duties(roles, **reach),  # type: ignore[arg-type]
        language=language,
    )
    if password:
        token = token_in(issued.link)
        set_password(office.services, token=token, password=password)
    return Colleague(office, issued.account)


def actor_of(office: Office, session: str) -> Actor:
    """Who acts with a session."""
    return find_actor(office.services, session=session)


def why_signed_out(office: Office, session: str) -> SessionState | str:
    """Why nobody acts with a session: its state, `unknown`; `signed in` where somebody does."""
    try:
        find_actor(office.services, session=session)
    except SignedOut as refused:
        return refused.state or "unknown"
    return "signed in"
