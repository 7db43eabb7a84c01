"""Who sends a request, as far as the limits need to know."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope

from youcheng.services.client_addresses import find_client
from youcheng.settings import get_settings


def client_address(scope: Scope) -> str:
    """The visitor's network address for the limits, see `find_client`; it is never logged.

    Args:
        scope: of an HTTP request or a websocket.
    """
    client = scope.get("client")
    return find_client(
        client[0] if client else None,
        Headers(scope=scope).getlist("x-forwarded-for"),
        get_settings().trusted_proxies,
    )
