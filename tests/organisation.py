"""An organisation with a real OpenID Connect provider, and a site that trusts it."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx2 as httpx

from youcheng.bootstrap import build_services, database_url
from youcheng.domain.actors import SYSTEM, Role
from youcheng.domain.audit import Event
from youcheng.domain.staff import Account, Duties
from youcheng.services.accounts import add_account
from youcheng.services.ports import Services
from youcheng.settings import Settings
from youcheng.storage.engine import make_engine

CLIENT: Final = "youcheng"
SECRET: Final = secrets.token_hex(16)


@dataclass(frozen=True)
class Organisation:
    """The provider; another host than the site's for the browser, as it is in life.

    Attributes:
        issuer: its address.
    """

    issuer: str

    def employ(self, subject: str, **claims: object) -> None:
        """Let it know somebody; further claims stand in each token as they are given."""
        reply = httpx.put(f"{self.issuer}/users/{subject}", json=claims)
        assert reply.status_code == 204, reply.text


@contextmanager
def run_organisation(port: int, log: Path) -> Iterator[Organisation]:
    """A provider that wants a nonce."""
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "-p",
        str(port),
        "--require-nonce",
        "true",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    organisation = Organisation(f"http://127.0.0.1:{port}")
    try:
        _wait(organisation, process, log)
        yield organisation
    finally:
        process.terminate()
        process.wait(30)


def _wait(organisation: Organisation, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            httpx.get(f"{organisation.issuer}/.well-known/openid-configuration").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"the provider did not start:\n{log.read_text('utf-8')[-2000:]}")


@dataclass(frozen=True)
class TrustingSite:
    """A running site whose staff may sign in with the organisation.

    Attributes:
        address: where it answers.
        organisation: the provider that it trusts.
        services: over its records.
    """

    address: str
    organisation: Organisation
    services: Services

    def hire(self, *, role: Role = Role.LEAD) -> Account:
        """A new account without a password."""
        email = f"{secrets.token_hex(6)}@example.org"
        return add_account(
            self.services, actor=SYSTEM, name="Li Na", email=email, duties=Duties(frozenset({role}))
        ).account

    def know(self, account: Account, subject: str = "", **claims: object) -> str:
        """Let the organisation vouch for somebody; return by what it knows them."""
        subject = subject or secrets.token_hex(8)
        self.organisation.employ(
            subject, **{"email": account.email, "email_verified": True, **claims}
        )
        return subject

    def events(self, kind: str) -> list[Event]:
        """The events of one kind in its log."""
        with self.services.records.read() as uow:
            return [one for one in uow.log.all() if one.kind == kind]


def provider_environment(organisation: Organisation) -> Mapping[str, str]:
    """The settings by which a site trusts the organisation, and a proxy: visitors of a test come
    from addresses of their own, since failures from one are counted."""
    return {
        "YOUCHENG_OIDC_ISSUER": organisation.issuer,
        "YOUCHENG_OIDC_CLIENT_ID": CLIENT,
        "YOUCHENG_OIDC_CLIENT_SECRET": SECRET,
        "YOUCHENG_TRUSTED_PROXIES": '["127.0.0.1", "::1"]',
    }


def somewhere() -> Mapping[str, str]:
    """The header by which a visitor comes from an address of their own."""
    return {"X-Forwarded-For": f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"}


@contextmanager
def open_records(address: str, folder: Path, organisation: Organisation) -> Iterator[TrustingSite]:
    """What a test may do in the records of a site that runs."""
    settings = Settings(var=folder, public_url=address)
    engine = make_engine(database_url(settings))
    try:
        services = build_services(settings, engine, wake=lambda: None)
        yield TrustingSite(address, organisation, services)
    finally:
        engine.dispose()
