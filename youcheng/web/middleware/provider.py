"""Signing in with the organisation: Streamlit's own sign-in is the way there, and no more than
that.

Streamlit's routes go to the provider and check what comes back; its cookie would then be worth
thirty days whatever becomes of the account, and could be used again after signing out. It never
reaches the browser: what it says is read here, once, and a session of the staff's own begins, which
the guard asks for at every frame. Why so: docs/decisions/0012-sign-in.md.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng import bootstrap
from youcheng.domain.identities import IdentityProblem, IdentityRefused
from youcheng.domain.limits import LimitReached
from youcheng.i18n.catalogues import translator
from youcheng.markup.environment import address
from youcheng.markup.staff_pages import (
    PROVIDER,
    PROVIDER_BACK,
    PROVIDER_OUT,
    SIGN_IN,
    signed_in_page,
)
from youcheng.services.ports import StoreBusy
from youcheng.services.provider_sign_in import finish_provider_sign_in, start_provider_sign_in
from youcheng.services.signing_in import SignedIn
from youcheng.services.staff import SignedOut, find_actor
from youcheng.settings import get_settings
from youcheng.web.clients import client_address
from youcheng.web.devices import name_device
from youcheng.web.documents import visitor_language
from youcheng.web.in_flight import EVERYBODY, InFlight, TooManyAtOnce
from youcheng.web.plain_replies import plain_reply, refusal_page
from youcheng.web.private_pages import HEADERS
from youcheng.web.staff_sessions import (
    drop_onward,
    keep_cookie,
    keep_onward,
    onward_address,
    session_of,
    take_onward,
)

ADDRESSES: Final = frozenset({PROVIDER, PROVIDER_OUT, PROVIDER_BACK})

_LOGOUT: Final = "/auth/logout"
_STATE: Final = "_streamlit_session"
_USER: Final = "_streamlit_user"
_MINUTES: Final = 10
_MOST: Final = 10
"""Requests to the provider at once; each waits for it."""

_waiting: Final = InFlight("provider", {EVERYBODY: _MOST})
_log = logging.getLogger(__name__)


class Login(Protocol):
    """Streamlit's own sign-in, as `youcheng.ui.provider_login` gives it."""

    def start_address(self) -> str:
        """The address within this process that leads to the provider."""

    def end_cookies(self) -> Mapping[str, str]:
        """Cookies with which its address for signing out leads to the provider's."""

    def read_claims(self, cookies: Mapping[str, str]) -> Mapping[str, object]:
        """The claims of the ID token in the cookies that it gives; empty for none."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What Streamlit answers.

    Attributes:
        location: where it sends the browser.
        cookies: the cookies that it gives, by name.
        state: as it stands, the cookie that holds state and nonce; empty where it gives none.
    """

    location: str
    cookies: Mapping[str, str]
    state: str


class Provider:
    """Answers the addresses of signing in with the organisation, and keeps the cookies of
    Streamlit's own sign-in from everything else.

    Args:
        app: Streamlit, with what stands before it.
        login: its sign-in.
    """

    def __init__(self, app: ASGIApp, login: Login) -> None:
        self.app = app
        self.login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket" or scope["path"] not in ADDRESSES:
            await self.app(_with_cookies(scope, {}), receive, send)
        else:
            await (await self._reply(Request(scope)))(scope, receive, send)

    async def _reply(self, request: Request) -> Response:
        if request.method != "GET":
            return PlainTextResponse("This is a way through.", 405, {**HEADERS, "Allow": "GET"})
        acts = {PROVIDER: self._start, PROVIDER_OUT: self._end, PROVIDER_BACK: self._come_back}
        try:
            with _waiting.enter():
                reply = await acts[request.url.path](request)
        except (LimitReached, StoreBusy) as refused:
            reply = await to_thread.run_sync(refusal_page, request, refused)
        except TooManyAtOnce:
            reply = _refused(request, "failed")
        for name in ("Cache-Control", "X-Robots-Tag"):
            reply.headers[name] = HEADERS[name]
        return reply

    async def _start(self, request: Request) -> Response:
        """On to the provider."""
        onwards, token = request.query_params.get("next", ""), session_of(request)
        services, client = bootstrap.get_services(), client_address(request.scope)
        is_open = await to_thread.run_sync(_is_open, token) if token else False
        if is_open:
            return RedirectResponse(onward_address(onwards), 303)
        await to_thread.run_sync(lambda: start_provider_sign_in(services, client=client))
        path, _, query = self.login.start_address().partition("?")
        heard = await self._hear(request.scope, path, query, {})
        if not _leads_away(heard.location) or not heard.state:
            _log.warning("the provider for signing in does not answer as it should")
            return _refused(request, "failed")
        reply = RedirectResponse(heard.location, 303)
        reply.headers.append("Set-Cookie", _shorter(heard.state))
        keep_onward(reply, onwards)
        return reply

    async def _end(self, request: Request) -> Response:
        """On to where the provider ends its own session, if it has such an address."""
        services, client = bootstrap.get_services(), client_address(request.scope)
        await to_thread.run_sync(lambda: start_provider_sign_in(services, client=client))
        heard = await self._hear(request.scope, _LOGOUT, "", self.login.end_cookies())
        return RedirectResponse(
            heard.location if _leads_away(heard.location) else _signed_out(request), 303
        )

    async def _come_back(self, request: Request) -> Response:
        """Begin a session for whoever comes back from the provider, if they may come in."""
        if not {"code", "error", "state"} & request.query_params.keys():
            return RedirectResponse(_signed_out(request), 303)
        brought = request.cookies.get(_STATE, "")
        query = request.scope["query_string"].decode("latin-1")
        heard = await self._hear(request.scope, PROVIDER_BACK, query, {_STATE: brought})
        claims = self.login.read_claims(heard.cookies)
        try:
            begun = await to_thread.run_sync(_finish, request, claims)
        except IdentityRefused as refused:
            reply = _refused(request, refused.problem)
        else:
            t = translator(visitor_language(request).code)
            page = signed_in_page(t, onwards=take_onward(request))
            reply = plain_reply(request, page, t)
            keep_cookie(reply, begun.token)
        drop_onward(reply)
        if heard.state:
            reply.headers.append("Set-Cookie", heard.state)
        return reply

    async def _hear(
        self, scope: Scope, path: str, query: str, cookies: Mapping[str, str]
    ) -> _Heard:
        """What Streamlit answers to an address of its own."""
        headers = MutableHeaders(raw=[])

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers.raw.extend(message["headers"])

        inner = {
            **_with_cookies(scope, cookies),
            "path": path,
            "raw_path": path.encode("ascii"),
            "query_string": query.encode("latin-1"),
        }
        await self.app(inner, receive, send)
        return _heard(headers)


def _heard(headers: Headers) -> _Heard:
    given = headers.getlist("set-cookie")
    pairs = {one: one.partition(";")[0].partition("=") for one in given}
    return _Heard(
        location=headers.get("location", ""),
        cookies={name: value for name, _, value in pairs.values()},
        state=next((one for one, (name, _, _) in pairs.items() if name == _STATE), ""),
    )


def _finish(request: Request, claims: Mapping[str, object]) -> SignedIn:
    return finish_provider_sign_in(
        bootstrap.get_services(),
        claims=claims,
        issuer=get_settings().oidc_issuer,
        client=client_address(request.scope),
        device=name_device(request.headers.get("user-agent", "")),
    )


def _is_open(token: str) -> bool:
    try:
        find_actor(bootstrap.get_services(), session=token)
    except SignedOut:
        return False
    return True


def _refused(connection: HTTPConnection, problem: IdentityProblem) -> Response:
    """Back to the page for signing in, which says why."""
    target = address(SIGN_IN, visitor_language(connection).code, refused=problem)
    return RedirectResponse(target, 303)


def _signed_out(connection: HTTPConnection) -> str:
    return address(SIGN_IN, visitor_language(connection).code, done="out")


def _leads_away(location: str) -> bool:
    return location.startswith(("https://", "http://"))


def _shorter(cookie: str) -> str:
    """The cookie of state and nonce, for as long as signing in may take, and by TLS alone where
    there is TLS; Streamlit would keep it for fourteen days."""
    kept = [part for part in cookie.split(";") if not part.strip().lower().startswith("max-age=")]
    secure = ["Secure"] if get_settings().encrypted else []
    return "; ".join(part.strip() for part in [*kept, f"Max-Age={_MINUTES * 60}", *secure])


def _with_cookies(scope: Scope, cookies: Mapping[str, str]) -> Scope:
    """The request with these cookies in place of those of Streamlit's own sign-in."""
    headers, changed = [], bool(cookies)
    for header, value in scope["headers"]:
        if header == b"cookie" and (_USER.encode() in value or _STATE.encode() in value):
            pairs = [one for one in value.split(b";") if not _is_of_login(one)]
            value, changed = b";".join(pairs), True
        headers.append((header, value))
    if not changed:
        return scope
    given = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
    if given:
        headers.append((b"cookie", given.encode("latin-1")))
    return {**scope, "headers": headers}


def _is_of_login(pair: bytes) -> bool:
    name = pair.partition(b"=")[0].strip()
    return name == _STATE.encode() or name.startswith(_USER.encode())
