"""Everything that is plain HTTP: routes, middleware, and what runs while the process lives."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from youcheng.web.lifespan import lifespan
from youcheng.web.middleware.shell import Shell
from youcheng.web.routes import drawings, lists

__all__ = ["lifespan", "middleware", "routes"]


def routes() -> list[BaseRoute]:
    """The site's own routes; Streamlit's come after them."""
    return [*drawings.routes, *lists.routes]


def middleware() -> list[Middleware]:
    """The site's middleware, outermost first."""
    return [Middleware(Shell, routes=routes())]
