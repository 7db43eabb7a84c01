"""Somebody of the staff signs in with a browser's requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx2 as httpx
from starlette.testclient import TestClient

from tests.services.accounts import PASSWORD, hire
from tests.services.office import Office
from youcheng.domain.actors import Role

COOKIE: Final = "youcheng-staff"
SIGN_IN: Final = "/staff/sign-in"
STAFF: Final[Mapping[str, Mapping[str, Any]]] = {
    "officer": {"roles": frozenset({Role.OFFICER}), "programmes": frozenset({"culture"})},
    "moderator": {"roles": frozenset({Role.MODERATOR})},
    "liaison": {"roles": frozenset({Role.LIAISON}), "city": "nanjing"},
    "other-liaison": {"roles": frozenset({Role.LIAISON}), "city": "wuxi"},
    "lead": {"roles": frozenset({Role.LEAD})},
    "auditor": {"roles": frozenset({Role.AUDITOR})},
}
"""Who can be hired, by the name in their address."""


def enter(visitor: TestClient, email: str = "wang@example.org", **fields: str) -> httpx.Response:
    """The reply to the form of the page for signing in."""
    return visitor.post(SIGN_IN, data={"email": email, "password": PASSWORD, **fields})


def signs_in(visitor: TestClient, **given: str) -> str:
    """The token that the browser holds after signing in."""
    reply = enter(visitor, **given)
    assert reply.status_code == 303, reply.text
    return visitor.cookies[COOKIE]


def enter_as(visitor: TestClient, office: Office, who: str) -> None:
    """Hire one of STAFF, and sign in as them."""
    email = f"{who}@example.org"
    hire(office, email, **STAFF[who])
    signs_in(visitor, email=email)
