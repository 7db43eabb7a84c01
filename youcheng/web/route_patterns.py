"""By what name a request is counted: the pattern of its route, never the path that was asked."""

from __future__ import annotations

from typing import Final

from starlette.types import Scope

from youcheng.domain.site_map import BY_PATH
from youcheng.web.static_files import PREFIX

OTHER: Final = "other"
"""What no route was taken for: unknown addresses, redirections, what was refused before."""
SOCKET: Final = "/_stcore/stream"

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route_pattern(scope: Scope) -> str:
    """The pattern of the route that answered, such as ``/art/{code}``, once it has; the path of a
    page is its own. One of some hundred values."""
    path: str = scope["path"]
    if scope["type"] == "websocket":
        return SOCKET if path == SOCKET else OTHER
    if path in BY_PATH:
        return path
    if path.startswith(PREFIX):
        return f"{PREFIX}{{name}}"
    pattern = getattr(scope.get("route"), "path", "")
    return pattern if isinstance(pattern, str) and pattern else OTHER


def name_method(scope: Scope) -> str:
    """The method, ``WEBSOCKET``, or ``other`` for what a client made up."""
    if scope["type"] == "websocket":
        return "WEBSOCKET"
    return scope["method"] if scope["method"] in _METHODS else OTHER
