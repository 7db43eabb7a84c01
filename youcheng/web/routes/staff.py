"""Signing in and out, choosing a password by a link, and one's own sessions: plain HTML forms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.limits import LimitReached
from youcheng.domain.passwords import PasswordRefused
from youcheng.domain.staff import Way
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.environment import address
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.markup.staff_pages import (
    ENDED,
    SESSION,
    SESSIONS,
    SIGN_IN,
    SIGN_OUT,
    dead_password_page,
    identity_trouble,
    password_page,
    password_trouble,
    sessions_page,
    sign_in_page,
    signed_out_page,
)
from youcheng.services.access import AccessDenied
from youcheng.services.accounts import PASSWORD_PATH
from youcheng.services.passwords import AT_ONCE
from youcheng.services.ports import StoreBusy
from youcheng.services.session_ends import put_off_session_end, view_session_end
from youcheng.services.setting_passwords import set_password, view_password_link
from youcheng.services.signing_in import (
    SignInRefused,
    end_own_session,
    sign_in,
    sign_out,
    sign_out_everywhere,
    view_sessions,
)
from youcheng.services.staff import SignedOut, find_actor
from youcheng.settings import get_settings
from youcheng.web import csp
from youcheng.web.clients import client_address
from youcheng.web.devices import name_device
from youcheng.web.documents import visitor_language
from youcheng.web.in_flight import EVERYBODY, InFlight, TooManyAtOnce
from youcheng.web.plain_replies import FieldsRefused, plain_reply, read_fields, refusal_page
from youcheng.web.private_pages import HEADERS
from youcheng.web.replies import remember_language
from youcheng.web.staff_replies import refuse
from youcheng.web.staff_sessions import drop_cookie, keep_cookie, onward_address, session_of

Fields = Mapping[str, str]
Answer = Callable[[Request, Translator, Fields], Response]
Act = Callable[[Request], Awaitable[Response]]

_MOST_WAITING: Final = 40
"""Tries to sign in that wait for one another; one waits for about a second then."""
_LONGEST_EMAIL: Final = 254
_DONE: Final = "done"

_hashing: Final = CapacityLimiter(AT_ONCE)
"""Who waits for a hash holds none of the threads in which the other pages are made."""
_waiting: Final = InFlight("sign_in", {EVERYBODY: _MOST_WAITING})


async def _show_sign_in(request: Request) -> Response:
    return await to_thread.run_sync(_sign_in_shown, request)


def _sign_in_shown(request: Request) -> Response:
    t = _translator(request)
    query = request.query_params
    onwards, token = query.get("next", ""), session_of(request)
    if token:
        try:
            find_actor(bootstrap.get_services(), session=token)
            return _redirect(onward_address(onwards))
        except SignedOut:
            pass
        except REFUSALS as refused:
            return refusal_page(request, refused)
    said = {
        "password": t.gettext("Your password is set. Sign in with it."),
        "out": t.gettext("You are signed out."),
        ENDED: t.gettext("Your session has ended, and you are signed out. Sign in to go on."),
    }.get(query.get(_DONE, ""), "")
    trouble = identity_trouble(query.get("refused", ""), t)
    page = sign_in_page(t, onwards=_kept(onwards), said=said, trouble=trouble)
    reply = _reply(request, page, t)
    if token:
        drop_cookie(reply)
    return reply


def _sign_in(request: Request, t: Translator, fields: Fields) -> Response:
    email, onwards = fields.get("email", "")[:_LONGEST_EMAIL], fields.get("next", "")

    def again(trouble: str, status: int) -> Response:
        page = sign_in_page(t, email=email, onwards=_kept(onwards), trouble=trouble)
        return _reply(request, page, t, status)

    try:
        begun = sign_in(
            bootstrap.get_services(),
            email=email,
            password=fields.get("password", ""),
            client=client_address(request.scope),
            device=name_device(request.headers.get("user-agent", "")),
            replaces=session_of(request),
        )
    except SignInRefused:
        return again(
            t.gettext(
                "This e-mail address and this password do not belong together. Check both, and try "
                "again."
            ),
            422,
        )
    except LimitReached as refused:
        reply = again(refusal_sentence(refused, t), 429)
        reply.headers["Retry-After"] = str(refused.retry_after)
        return reply
    reply = _redirect(onward_address(onwards))
    keep_cookie(reply, begun.token)
    return reply


def _sign_out(request: Request, t: Translator, fields: Fields) -> Response:
    ended = sign_out(bootstrap.get_services(), session=session_of(request))
    if ended is None or ended.way is not Way.PROVIDER or not get_settings().oidc_issuer:
        return _signed_out(t)
    reply = _reply(request, signed_out_page(t), t)
    drop_cookie(reply)
    return reply


async def _show_password(request: Request) -> Response:
    return await to_thread.run_sync(_guarded, request, _by_password(_password_shown), {})


def _password_shown(request: Request, t: Translator, fields: Fields) -> Response:
    account = view_password_link(bootstrap.get_services(), token=request.path_params["token"])
    return _reply(request, password_page(account, t), t)


def _set_password(request: Request, t: Translator, fields: Fields) -> Response:
    services, token = bootstrap.get_services(), request.path_params["token"]
    password = fields.get("password", "")
    trouble = ""
    if password != fields.get("again", ""):
        trouble = t.gettext("The two passwords are not the same. Type both once more.")
    else:
        try:
            set_password(services, token=token, password=password, session=session_of(request))
        except PasswordRefused as refused:
            trouble = password_trouble(refused.problem, t)
    if trouble:
        account = view_password_link(services, token=token)
        return _reply(request, password_page(account, t, trouble=trouble), t, 422)
    return _redirect(address(SIGN_IN, t.language.code, **{_DONE: "password"}))


async def _show_sessions(request: Request) -> Response:
    return await to_thread.run_sync(_guarded, request, _sessions_shown, {})


def _sessions_shown(request: Request, t: Translator, fields: Fields) -> Response:
    own = view_sessions(bootstrap.get_services(), session=session_of(request))
    return _reply(request, sessions_page(own, t), t)


async def _tell_session_end(request: Request) -> Response:
    return await to_thread.run_sync(_session_end, request)


def _session_end(request: Request) -> Response:
    """How long the session lasts, in seconds; asking is no activity, posting is."""
    find = put_off_session_end if request.method == "POST" else view_session_end
    told: dict[str, object] = {"open": False}
    try:
        end = find(bootstrap.get_services(), session=session_of(request))
        told = {
            "open": True,
            "warns_in": end.warns_in.total_seconds(),
            "ends_in": end.ends_in.total_seconds(),
            "can_go_on": end.can_go_on,
        }
    except SignedOut:
        pass
    except StoreBusy:
        return refuse(503)
    return JSONResponse(told, headers={**HEADERS, "Content-Security-Policy": csp.DATA})


def _end_sessions(request: Request, t: Translator, fields: Fields) -> Response:
    services, token = bootstrap.get_services(), session_of(request)
    if fields.get("act") == "all":
        sign_out_everywhere(services, session=token)
        return _signed_out(t)
    end_own_session(services, session=token, ends=fields.get("session", ""))
    return _redirect(address(SESSIONS, t.language.code))


def _guarded(request: Request, answer: Answer, fields: Fields) -> Response:
    t = _translator(request)
    try:
        return answer(request, t, fields)
    except SignedOut:
        return _signed_out(t, said="")
    except AccessDenied as denied:
        status = 404 if denied.state is None else 410
        return _reply(request, dead_password_page(denied.state, t), t, status)
    except REFUSALS as refused:
        return refusal_page(request, refused)


def _acting(answer: Answer, *, hashes: bool = False) -> Act:
    """What answers a form; one that has a password hashed waits for its turn."""

    async def act(request: Request) -> Response:
        try:
            fields = await read_fields(request)
        except FieldsRefused as refused:
            return await to_thread.run_sync(refusal_page, request, refused)
        if not hashes:
            return await to_thread.run_sync(_guarded, request, answer, fields)
        try:
            with _waiting.enter():
                return await to_thread.run_sync(_guarded, request, answer, fields, limiter=_hashing)
        except TooManyAtOnce:
            return await to_thread.run_sync(_busy, request)

    return act


def _by_password(answer: Answer) -> Answer:
    """The same, where passwords are in use; else it leads to signing in without one."""

    def act(request: Request, t: Translator, fields: Fields) -> Response:
        if get_settings().passwords:
            return answer(request, t, fields)
        return _redirect(address(SIGN_IN, t.language.code))

    return act


def _busy(request: Request) -> Response:
    t = _translator(request)
    trouble = t.gettext("Too many people are signing in just now. Try again in a moment.")
    reply = _reply(request, sign_in_page(t, trouble=trouble), t, 503)
    reply.headers["Retry-After"] = "5"
    return reply


def _translator(request: Request) -> Translator:
    return translator(visitor_language(request).code)


def _kept(onwards: str) -> str:
    """An address to go on to as the form keeps it: only one that would be followed."""
    return onwards if onwards and onward_address(onwards) == onwards else ""


def _signed_out(t: Translator, said: str = "out") -> Response:
    reply = _redirect(address(SIGN_IN, t.language.code, **{_DONE: said or None}))
    drop_cookie(reply)
    return reply


def _redirect(target: str) -> Response:
    return RedirectResponse(target, 303)


def _reply(request: Request, html: Markup, t: Translator, status: int = 200) -> Response:
    """As `plain_reply`, but the language is remembered, and with a referrer within this site: its
    forms come with their Origin, for which the site asks."""
    reply = plain_reply(request, html, t, status)
    remember_language(reply, request)
    reply.headers["Referrer-Policy"] = "same-origin"
    return reply


routes = [
    Route(SIGN_IN, _show_sign_in, methods=["GET", "HEAD"], name="sign-in"),
    Route(
        SIGN_IN, _acting(_by_password(_sign_in), hashes=True), methods=["POST"], name="sign-in-act"
    ),
    Route(SIGN_OUT, _acting(_sign_out), methods=["POST"]),
    Route(f"{PASSWORD_PATH}{{token}}", _show_password, methods=["GET", "HEAD"], name="password"),
    Route(
        f"{PASSWORD_PATH}{{token}}",
        _acting(_by_password(_set_password), hashes=True),
        methods=["POST"],
        name="password-act",
    ),
    Route(SESSION, _tell_session_end, methods=["GET", "HEAD", "POST"], name="session"),
    Route(SESSIONS, _show_sessions, methods=["GET", "HEAD"], name="sessions"),
    Route(SESSIONS, _acting(_end_sessions), methods=["POST"], name="sessions-act"),
]
