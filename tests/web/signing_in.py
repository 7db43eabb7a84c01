"""Somebody of the staff signs in with a browser's requests."""

from __future__ import annotations

from typing import Final

import httpx2 as httpx
from starlette.testclient import TestClient

from tests.services.accounts import PASSWORD

COOKIE: Final = "youcheng-staff"
SIGN_IN: Final = "/staff/sign-in"


def enter(visitor: TestClient, email: str = "wang@example.org", **fields: str) -> httpx.Response:
    """The reply to the form of the page for signing in."""
    return visitor.post(SIGN_IN, data={"email": email, "password": PASSWORD, **fields})


def signs_in(visitor: TestClient, **given: str) -> str:
    """The token that the browser holds after signing in."""
    reply = enter(visitor, **given)
    assert reply.status_code == 303, reply.text
    return visitor.cookies[COOKIE]
