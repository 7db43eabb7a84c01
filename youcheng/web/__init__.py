"""Everything that is plain HTTP: routes, middleware, and what runs while the process lives."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from youcheng.settings import get_settings
from youcheng.web.lifespan import lifespan
from youcheng.web.middleware.closed_addresses import ClosedAddresses
from youcheng.web.middleware.compressed_static import CompressedStatic
from youcheng.web.middleware.failures import Failures
from youcheng.web.middleware.guard import Guard
from youcheng.web.middleware.hosts import Hosts
from youcheng.web.middleware.provider import ADDRESSES, Login, Provider
from youcheng.web.middleware.request_id import RequestId
from youcheng.web.middleware.security_headers import SecurityHeaders
from youcheng.web.middleware.shell import Shell
from youcheng.web.middleware.sockets import Sockets
from youcheng.web.routes import (
    assets,
    attachments,
    calendar,
    certificates,
    consents,
    desk_files,
    drawings,
    exports,
    gallery,
    geo,
    health,
    jury_pictures,
    jury_sheets,
    lists,
    numbers,
    open_data,
    pictures,
    receipts,
    robots,
    sitemap,
    staff,
    tracking,
    uploads,
    withdrawals,
)
from youcheng.web.static_files import current_static_files

__all__ = ["lifespan", "middleware", "routes"]


def routes() -> list[BaseRoute]:
    """The site's own routes; Streamlit's come after them."""
    # Each is tried in turn, so pictures, which are asked for most, come first.
    modules = (
        pictures,
        *(assets, calendar, drawings, geo, health, lists, open_data, robots, sitemap),
        *(attachments, consents, desk_files, exports, gallery),
        *(jury_pictures, jury_sheets, numbers),
        *(certificates, receipts, staff),
        *(tracking, uploads, withdrawals),
    )
    return [route for module in modules for route in module.routes]


def middleware(login: Login | None = None) -> list[Middleware]:
    """The site's middleware, outermost first.

    Args:
        login: the app's way to the organisation's identity provider, where one is set.
    """
    settings = get_settings()
    provider = [Middleware(Provider, login=login)] if login else []
    return [
        Middleware(RequestId),
        Middleware(SecurityHeaders, public_url=settings.public_url),
        Middleware(Failures),
        Middleware(Hosts, allowed_hosts=settings.allowed_hosts, public_url=settings.public_url),
        Middleware(ClosedAddresses),
        Middleware(Sockets, most=settings.sockets_per_address),
        Middleware(Guard),
        Middleware(CompressedStatic, files=current_static_files),
        Middleware(Shell, routes=routes(), paths=ADDRESSES if login else ()),
        *provider,
    ]
