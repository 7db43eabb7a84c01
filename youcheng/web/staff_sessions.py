"""The cookie of a session of the staff, and where it leads."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from youcheng.domain.site_map import find_page
from youcheng.domain.staff import onward_cookie, session_cookie
from youcheng.markup.staff_pages import SESSIONS
from youcheng.settings import get_settings

DESK: Final = "/desk"
JURY: Final = "/jury"
STAFF: Final = "/staff"
_ONWARD_SECONDS: Final = 600


def cookie_name() -> str:
    """What the cookie is called here."""
    return session_cookie(encrypted=get_settings().encrypted)


def session_of(connection: HTTPConnection) -> str:
    """The token that the browser holds; empty where it holds none."""
    return connection.cookies.get(cookie_name(), "")


def keep_cookie(reply: Response, token: str) -> None:
    """Give the browser the token of a session, until it is closed."""
    reply.set_cookie(cookie_name(), token, **_rules())  # type: ignore[arg-type]


def drop_cookie(reply: Response) -> None:
    """Take the token from the browser."""
    reply.delete_cookie(cookie_name(), **_rules())  # type: ignore[arg-type]


def keep_onward(reply: Response, text: str) -> None:
    """Remember where to go on to after signing in elsewhere, as `onward_address` has it. Another
    site sends the browser back, so the cookie comes with it from there (``SameSite=Lax``)."""
    name = onward_cookie(encrypted=get_settings().encrypted)
    rules = {**_rules("lax"), "max_age": _ONWARD_SECONDS}
    reply.set_cookie(name, quote(onward_address(text), safe="/"), **rules)  # type: ignore[arg-type]


def take_onward(connection: HTTPConnection) -> str:
    """Where to go on to."""
    name = onward_cookie(encrypted=get_settings().encrypted)
    return onward_address(unquote(connection.cookies.get(name, "")))


def drop_onward(reply: Response) -> None:
    """Forget where to go on to."""
    name = onward_cookie(encrypted=get_settings().encrypted)
    reply.delete_cookie(name, **_rules("lax"))  # type: ignore[arg-type]


def _rules(same_site: str = "strict") -> dict[str, object]:
    return {
        "path": "/",
        "secure": get_settings().encrypted,
        "httponly": True,
        "samesite": same_site,
    }


def is_of_staff(path: str) -> bool:
    """Whether a path is one of the staff's."""
    return any(path == place or path.startswith(f"{place}/") for place in (DESK, JURY, STAFF))


def onward_address(text: str) -> str:
    """Where to go after signing in: `text` if it is an address of the staff on this site, else the
    desk, or the sessions where there is none."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_ours = not (parts.scheme or parts.netloc) and text.isprintable() and "\\" not in text
    if is_ours and (parts.path == SESSIONS or _is_desk(parts.path)):
        return text
    return DESK if find_page(DESK) else SESSIONS


def _is_desk(path: str) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in (DESK, JURY))
