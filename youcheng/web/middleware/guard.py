"""Nobody is let near the desk without a session that the store knows at this very moment.

Streamlit reads cookies and headers once, when a socket is opened, and a socket lives for hours.
The guard therefore asks the store again for every frame that a signed-in browser sends: once its
session is over, the frame is not passed on and the socket is closed, so that no callback and no
fragment runs any more. A visitor who brings no cookie of the staff costs nothing.

It decides who may come near, not who may do what: services ask that themselves. One address goes
past it, `SESSION`: asking how long a session lasts must not make it last longer. It asks the store
itself, and gives nothing but that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng import bootstrap
from youcheng.domain.staff import Session
from youcheng.markup.environment import address
from youcheng.markup.staff_pages import PROVIDER, PROVIDER_OUT, SESSION, SIGN_IN, SIGN_OUT
from youcheng.services.accounts import PASSWORD_PATH
from youcheng.services.ports import StoreBusy
from youcheng.services.signing_in import keep_session
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.frames import TRY_AGAIN, Frames
from youcheng.web.private_pages import HEADERS
from youcheng.web.refused_pages import refused_reply
from youcheng.web.staff_sessions import cookie_name, is_of_staff, session_of

SIGNED_OUT: Final = 4401
"""Why a socket is closed whose session is over; the numbers from 4000 on are an application's own
(RFC 6455, section 7.4.2). The app in the browser comes back as a visitor and says so."""
IDENTITY: Final = "x-youcheng-session"
"""Header that tells Streamlit the id of the session (never its token). Streamlit gives a running
app only back to a browser with the same one: who has guessed or read the id of somebody else's app
is given a new one. Set as ``server.trustedUserHeaders`` in `youcheng.ui.runtime`."""

_IDENTITIES: Final = frozenset({IDENTITY.encode(), b"x-streamlit-user"})
_OPEN: Final = frozenset({PROVIDER, PROVIDER_OUT, SIGN_IN, SIGN_OUT})


class Guard:
    """Takes from each request what claims an identity, and lets the staff's addresses be had, and a
    socket be used as staff, only with an open session.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, if it may come near."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        scope = _without(scope, *_IDENTITIES)
        if scope["type"] == "websocket":
            await self._open_socket(scope, receive, send)
        elif is_of_staff(scope["path"]) and scope["path"] != SESSION:
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _open_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = session_of(HTTPConnection(scope))
        if not token:
            await self.app(scope, receive, send)
            return
        try:
            session = await _ask(token)
        except SignedOut:
            # A visitor like any other; the app is not to see what is worth nothing.
            await self.app(_without_session(scope), receive, send)
            return
        except StoreBusy:
            await send({"type": "websocket.close", "code": TRY_AGAIN, "reason": ""})
            return
        headers = [*scope["headers"], (IDENTITY.encode(), session.id.encode())]
        watch = _Watch(token, receive, send)
        await self.app({**scope, "headers": headers}, watch.receive, watch.send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        token, path = session_of(connection), scope["path"]
        is_open = path in _OPEN or path.startswith(PASSWORD_PATH)
        try:
            if token:
                await _ask(token)
        except SignedOut:
            token = ""
        except StoreBusy as busy:
            reply = await to_thread.run_sync(refused_reply, Request(scope), busy)
            await reply(scope, receive, send)
            return
        if token or is_open:
            await self.app(scope, receive, _kept_by_nobody(send))
        else:
            await _to_sign_in(connection)(scope, receive, send)


class _Watch(Frames):
    """The two directions of a socket whose owner is signed in."""

    def __init__(self, token: str, receive: Receive, send: Send) -> None:
        super().__init__(receive, send)
        self._token = token

    async def receive(self) -> Message:
        """The next message of the browser; a frame only while the session is open."""
        message = await super().receive()
        if message["type"] != "websocket.receive":
            return message
        try:
            await _ask(self._token)
        except SignedOut:
            return await self.end(SIGNED_OUT)
        except StoreBusy:
            return await self.end(TRY_AGAIN)
        return message


async def _ask(token: str) -> Session:
    return await to_thread.run_sync(_keep, token)


def _keep(token: str) -> Session:
    return keep_session(bootstrap.get_services(), session=token)


def _without(scope: Scope, *names: bytes) -> Scope:
    headers = scope["headers"]
    if not any(name in names for name, _ in headers):
        return scope
    return {**scope, "headers": [pair for pair in headers if pair[0] not in names]}


def _without_session(scope: Scope) -> Scope:
    """The request without the cookie of the staff; the others stay to the letter."""
    name = cookie_name().encode()
    headers = []
    for header, value in scope["headers"]:
        if header == b"cookie":
            pairs = [one for one in value.split(b";") if one.partition(b"=")[0].strip() != name]
            value = b";".join(pairs)
        headers.append((header, value))
    return {**scope, "headers": headers}


def _to_sign_in(connection: HTTPConnection) -> Response:
    """On to the page for signing in, and back from there, where the address can be asked again."""
    asked = connection.scope["method"] in {"GET", "HEAD"}
    url = connection.url
    onwards = f"{url.path}?{url.query}" if url.query else url.path
    code = visitor_language(connection).code
    target = address(SIGN_IN, code, next=onwards if asked else None)
    return RedirectResponse(target, 303, headers=HEADERS)


def _kept_by_nobody(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in ("Cache-Control", "X-Robots-Tag"):
                headers[name] = HEADERS[name]
        await send(message)

    return send_private
