"""Whose address a request counts for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.types import Scope

from youcheng.settings import get_settings
from youcheng.web.clients import client_address


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YOUCHENG_TRUSTED_PROXIES", '["127.0.0.1"]')
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def scope_from(peer: tuple[str, int] | None, *forwarded: str) -> Scope:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"type": "http", "client": peer, "headers": headers}


@pytest.mark.usefixtures("proxied")
def test_a_named_proxy_tells_who_came() -> None:
    scope = scope_from(("127.0.0.1", 5000), "1.1.1.1", "198.51.100.1")
    assert client_address(scope) == "198.51.100.1"


@pytest.mark.usefixtures("proxied")
def test_nobody_else_does() -> None:
    assert client_address(scope_from(("203.0.113.9", 5000), "198.51.100.1")) == "203.0.113.9"


def test_an_address_that_is_not_known_is_empty() -> None:
    assert client_address(scope_from(None, "198.51.100.1")) == ""
    assert client_address({"type": "http", "headers": []}) == ""
