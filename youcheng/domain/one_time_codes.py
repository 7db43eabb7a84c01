"""One-time codes: six digits by mail that open one thing for fifteen minutes.

Six digits are a million; a database that leaked would give them up in a second if they were merely
hashed. What is stored is therefore an HMAC under the server's key, bound to the challenge and to
its purpose. The figures are product decisions.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

DIGITS: Final = 6
LIFETIME: Final = timedelta(minutes=15)
TRIES: Final = 5
_LONGEST: Final = 40
_NOBODY: Final = "nobody"


class Purpose(StrEnum):
    """What a code or a token opens; one made for one purpose is void for any other."""

    DRAFT = "draft"
    STATUS = "status"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    BATCH = "batch"
    PASSWORD = "password"


class Answer(StrEnum):
    """What became of a try. The visitor is told apart only `RIGHT` and everything else."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A code that was mailed, as it is stored.

    Attributes:
        id: random id of the challenge; part of what is hashed.
        purpose: what the code opens.
        digest: 64 hexadecimal digits; the code itself is nowhere.
        issued_at: aware time.
        tries: how often an answer was tried, right ones included.
        used_at: when it was answered rightly; a code opens once.
    """

    id: str
    purpose: Purpose
    digest: str
    issued_at: datetime
    tries: int = 0
    used_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """The first moment at which the code is void."""
        return self.issued_at + LIFETIME


def draw_challenge(
    *,
    id: str,  # noqa: A002 -- the challenge's own word for it
    purpose: Purpose,
    key: bytes,
    now: datetime,
    random_below: Callable[[int], int] = secrets.randbelow,
) -> tuple[str, Challenge]:
    """The code to be mailed (six digits, leading zeros kept) and the challenge to be stored."""
    code = f"{random_below(10**DIGITS):0{DIGITS}d}"
    return code, Challenge(id, purpose, _digest(key, id, purpose, code), now)


def answer_challenge(
    stored: Challenge | None, text: str, *, purpose: Purpose, key: bytes, now: datetime
) -> tuple[Answer, Challenge | None]:
    """Whether `text` answers the challenge, and the challenge as it must be stored then.

    The try is counted whether or not it was right; storage must write it where `tries` is still
    what it read, or parallel tries would be free. Without a challenge (unknown address) the same
    work is done and the answer is `WRONG`, so that the two cannot be told apart by time.
    """
    given = _digits(text)
    known = stored is not None and stored.purpose is purpose
    expected = stored.digest if stored is not None and known else "0" * 64
    fits = hmac.compare_digest(
        _digest(key, stored.id if stored is not None else _NOBODY, purpose, given), expected
    )
    if stored is None or not known:
        return Answer.WRONG, stored
    if stored.used_at is not None:
        return Answer.USED, stored
    if not stored.issued_at <= now < stored.expires_at:
        return Answer.EXPIRED, stored
    if stored.tries >= TRIES:
        return Answer.EXHAUSTED, stored
    counted = replace(stored, tries=stored.tries + 1)
    if not fits:
        return Answer.WRONG, counted
    return Answer.RIGHT, replace(counted, used_at=now)


def _digest(key: bytes, challenge: str, purpose: Purpose, code: str) -> str:
    message = "\0".join(("one-time-code", challenge, purpose, code))
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _digits(text: str) -> str:
    """The digits of `text`, those of any script as 0 to 9; spaces and dashes between them fall."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    return "".join(
        str(unicodedata.decimal(character, character))
        for character in plain
        if unicodedata.category(character) not in {"Pd", "Zs", "Cc", "Cf"}
    )
