"""Hashes passwords: argon2id with 19 MiB, two passes and one lane, as OWASP's cheat sheet has it.

At most two hashes are computed at once in a process, whoever asks: each takes a core for some tens
of milliseconds, and the visitors need the others.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from youcheng.domain.passwords import plain_password

AT_ONCE: Final = 2
_PASSES: Final = 2
_KIBIBYTES: Final = 19 * 1024
_LANES: Final = 1

_hasher: Final = PasswordHasher(time_cost=_PASSES, memory_cost=_KIBIBYTES, parallelism=_LANES)
_slots: Final = BoundedSemaphore(AT_ONCE)


def _random(size: int) -> str:
    return b64encode(secrets.token_bytes(size)).rstrip(b"=").decode()


_NOBODYS: Final = (
    f"$argon2id$v=19$m={_KIBIBYTES},t={_PASSES},p={_LANES}${_random(16)}${_random(32)}"
)
"""A hash that no password has."""


def hash_password(password: str) -> str:
    """The hash under which a password is stored, with its salt and figures in it."""
    with _slots:
        return _hasher.hash(_bytes(password))


def is_password(stored: str, password: str) -> bool:
    """Whether `password` is the one that was hashed.

    Args:
        stored: its hash; empty where there is none: the same work is done then.
        password: as it was typed.
    """
    with _slots:
        try:
            return _hasher.verify(stored or _NOBODYS, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    return plain_password(password).encode("utf-8", "surrogatepass")
