"""Tokens: 256 random bits in an address that open one thing to whoever holds the link.

Only the SHA-256 of a token is stored: 256 random bits cannot be guessed back from it, so no salt
and no slow hash is needed, and the digest is the key by which the row is found.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from youcheng.domain.one_time_codes import Purpose

SIZE: Final = 32
_FORM: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class TokenState(StrEnum):
    """What a stored token is worth now; the three refusals have pages of their own."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Grant:
    """A token as it is stored.

    Attributes:
        digest: SHA-256 of the token, 64 hexadecimal digits.
        purpose: what it opens.
        subject: id of the submission (or batch) that it opens.
        issued_at, expires_at: aware times; no expiry means as long as the subject lives.
        used_at: when it was used up. Opening a link (GET) uses nothing: mail scanners open links.
        revoked_at: when a newer link took its place or its subject went.
    """

    digest: str
    purpose: Purpose
    subject: str
    issued_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> TokenState:
        """What the token is worth at `now` by the server's clock."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        if self.used_at is not None:
            return TokenState.USED
        if self.expires_at is not None and now >= self.expires_at:
            return TokenState.EXPIRED
        return TokenState.OPEN


def draw_token(*, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A new token: 43 characters that are safe in an address."""
    return base64.urlsafe_b64encode(random_bytes(SIZE)).rstrip(b"=").decode()


def digest_token(text: str) -> str | None:
    """The digest under which a token is stored, or None when `text` cannot be a token."""
    if not _FORM.fullmatch(text):
        return None
    return hashlib.sha256(text.encode()).hexdigest()


def digest_code(code: str) -> str:
    """The digest under which an access code in its plain form is stored."""
    return hashlib.sha256(f"access-code\0{code}".encode()).hexdigest()
