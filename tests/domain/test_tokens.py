"""Tokens in addresses: their form, their digest, what a stored one is worth."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youcheng.domain.one_time_codes import Purpose
from youcheng.domain.tokens import Grant, TokenState, digest_token, draw_token

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
GRANT = Grant("d" * 64, Purpose.CONSENT, "s1", NOW, NOW + timedelta(days=14))


def test_a_token_holds_256_bits_and_is_safe_in_an_address() -> None:
    asked: list[int] = []

    def source(size: int) -> bytes:
        asked.append(size)
        return b"\xff" * size

    assert draw_token(random_bytes=source) == "_" * 42 + "8"
    assert asked == [32]


def test_the_digest_is_the_sha_256_of_the_token() -> None:
    token = draw_token()
    assert digest_token(token) == hashlib.sha256(token.encode()).hexdigest()


@pytest.mark.parametrize("text", ["", "x", "a" * 42, "a" * 44, "é" * 43, "a" * 42 + "="])
def test_what_cannot_be_a_token_has_no_digest(text: str) -> None:
    assert digest_token(text) is None


def test_no_two_tokens_are_alike() -> None:
    assert len({draw_token() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("grant", "after", "state"),
    [
        (GRANT, timedelta(days=14, seconds=-1), TokenState.OPEN),
        (GRANT, timedelta(days=14), TokenState.EXPIRED),
        (replace(GRANT, used_at=NOW), timedelta(days=20), TokenState.USED),
        (replace(GRANT, used_at=NOW, revoked_at=NOW), timedelta(0), TokenState.REVOKED),
        (replace(GRANT, expires_at=None), timedelta(days=4000), TokenState.OPEN),
    ],
)
def test_a_stored_token_is_worth_what_its_times_say(
    grant: Grant, after: timedelta, state: TokenState
) -> None:
    assert grant.state(NOW + after) is state
