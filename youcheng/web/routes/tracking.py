"""The way back to a submission: one address, four questions, all of them plain HTML forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.codes import CodeRefused
from youcheng.domain.forms import is_email
from youcheng.domain.one_time_codes import LIFETIME
from youcheng.domain.states import SubmissionKind
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.batch_page import render_batch
from youcheng.markup.environment import address
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.markup.track_page import Asked, render_ask, render_enter, render_status
from youcheng.services.access import AccessDenied, form_path, form_query
from youcheng.services.batching import view_batch
from youcheng.services.consenting import readdress_guardian, withdraw_consent
from youcheng.services.drafts import NoAddress
from youcheng.services.opening import FormGone
from youcheng.services.ports import Services
from youcheng.services.tracking import (
    CodeWrong,
    Way,
    enter_code,
    request_code,
    view_status,
)
from youcheng.services.withdrawing import request_withdrawal
from youcheng.web.clients import client_address
from youcheng.web.documents import visitor_language
from youcheng.web.plain_replies import FieldsRefused, answer_refusal, read_fields, refusal_page
from youcheng.web.private_pages import private_reply

PATH: Final = "/track"
_MINUTES: Final = int(LIFETIME.total_seconds() // 60)


async def _show(request: Request) -> Response:
    return await to_thread.run_sync(_shown, request)


def _shown(request: Request) -> Response:
    t = translator(visitor_language(request).code)
    query = request.query_params
    if token := query.get("access"):
        return _status(request, t, token)
    code = query.get("code", "")[:64]
    if challenge := query.get("challenge"):
        body = render_enter(challenge=challenge[:64], minutes=_MINUTES, problem="", t=t, code=code)
        kept = {"code": code, "challenge": challenge}
        return _reply(request, t, body, private=True, kept=kept)
    kept = {"code": code} if code else {}
    return _reply(request, t, render_ask(Asked(code=code), t), private=bool(code), kept=kept)


async def _act(request: Request) -> Response:
    try:
        fields = await read_fields(request)
    except FieldsRefused as refused:
        return await to_thread.run_sync(refusal_page, request, refused)
    return await to_thread.run_sync(_acted, request, fields)


def _acted(request: Request, given: Mapping[str, str]) -> Response:
    t = translator(visitor_language(request).code)
    fields = {name: value[:400] for name, value in given.items()}
    act = _ACTS.get(fields.get("act", ""))
    if act is None:
        return _reply(request, t, render_ask(Asked(), t), status=422)
    return act(request, t, fields)


def _ask(request: Request, t: Translator, fields: Mapping[str, str]) -> Response:
    code, email = fields.get("code", ""), fields.get("email", "")
    client = client_address(request.scope)
    problems: dict[str, str] = {}
    challenge = ""
    try:
        if is_email(email.strip()):
            challenge = request_code(
                bootstrap.get_services(), code=code, email=email, client=client
            )
        else:
            problems["email"] = t.gettext(
                "Enter your e-mail address in full, such as name@example.org."
            )
    except CodeRefused as refused:
        problems["code"] = refusal_sentence(refused, t)
    except REFUSALS as refused:
        problems[""] = refusal_sentence(refused, t)
        body = render_ask(Asked(code, email, problems), t)
        return _reply(request, t, body, status=answer_refusal(refused)[0])
    if problems:
        return _reply(request, t, render_ask(Asked(code, email, problems), t), status=422)
    return _redirect(address(PATH, t.language.code, challenge=challenge, code=code.strip()[:20]))


def _enter(request: Request, t: Translator, fields: Mapping[str, str]) -> Response:
    challenge = fields.get("challenge", "")
    try:
        way = enter_code(
            bootstrap.get_services(),
            challenge=challenge,
            text=fields.get("digits", ""),
            client=client_address(request.scope),
        )
    except REFUSALS as refused:
        body = render_enter(
            challenge=challenge,
            minutes=_MINUTES,
            problem=refusal_sentence(refused, t),
            t=t,
            code=fields.get("code", ""),
        )
        status = 422 if isinstance(refused, CodeWrong) else answer_refusal(refused)[0]
        return _reply(request, t, body, private=True, status=status)
    return _redirect(_way_address(way, t))


def _way_address(way: Way, t: Translator) -> str:
    code = t.language.code
    if way.to_form:
        query = form_query(way.kind, way.programme)
        return address(form_path(way.kind), code, **query, draft=way.token)
    return address(PATH, code, access=way.token)


def _withdraw(request: Request, t: Translator, fields: Mapping[str, str]) -> Response:
    def ask(services: Services, token: str) -> None:
        request_withdrawal(services, token=token)

    said = t.gettext(
        "A mail with the link for withdrawing is on its way. Nothing is withdrawn before you "
        "confirm it there."
    )
    return _change(request, t, fields, ask, said)


def _readdress(request: Request, t: Translator, fields: Mapping[str, str]) -> Response:
    def change(services: Services, token: str) -> None:
        readdress_guardian(services, token=token, email=fields.get("email", ""))

    said = t.gettext("We have asked at the new address. The link in the first mail is void.")
    return _change(request, t, fields, change, said)


def _consent(request: Request, t: Translator, fields: Mapping[str, str]) -> Response:
    def change(services: Services, token: str) -> None:
        withdraw_consent(services, token=token, field=fields.get("field", ""))

    said = t.gettext("The consent is withdrawn. What it allowed has ended.")
    return _change(request, t, fields, change, said)


def _change(
    request: Request,
    t: Translator,
    fields: Mapping[str, str],
    change: Callable[[Services, str], None],
    said: str,
) -> Response:
    token = fields.get("access", "")
    try:
        change(bootstrap.get_services(), token)
    except AccessDenied as denied:
        return _denied(request, t, denied)
    except NoAddress:
        problem = t.gettext(
            "Enter the full e-mail address of the parent or guardian. It cannot be your own."
        )
        return _status(request, t, token, problem=problem, status=422)
    except KeyError:
        problem = t.gettext("There is no such consent. Nothing was changed.")
        return _status(request, t, token, problem=problem, status=422)
    except REFUSALS as refused:
        problem, (status, _) = refusal_sentence(refused, t), answer_refusal(refused)
        return _status(request, t, token, problem=problem, status=status)
    return _status(request, t, token, said=said)


def _status(
    request: Request,
    t: Translator,
    token: str,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    services = bootstrap.get_services()
    try:
        found = view_status(services, token=token)
    except AccessDenied as denied:
        return _denied(request, t, denied)
    except FormGone as gone:
        return refusal_page(request, gone)
    if found.submission.kind is SubmissionKind.BATCH and found.submission.sent:
        body = render_batch(view_batch(services, token=token), services.content, t, token=token)
    else:
        body = render_status(found, services.content, t, token=token, said=said, problem=problem)
    return _reply(request, t, body, private=True, status=status, kept={"access": token})


def _denied(request: Request, t: Translator, denied: AccessDenied) -> Response:
    problems = {"": refusal_sentence(denied, t)}
    return _reply(
        request, t, render_ask(Asked(problems=problems), t), status=404 if not denied.state else 410
    )


def _redirect(target: str) -> Response:
    return RedirectResponse(target, 303, headers={"Cache-Control": "no-store"})


def _reply(
    request: Request,
    t: Translator,
    body: Markup,
    *,
    private: bool = False,
    status: int = 200,
    kept: Mapping[str, str] | None = None,
) -> Response:
    return private_reply(
        request,
        t,
        body,
        page_id="track",
        title=t.gettext("Status of a submission"),
        description=t.gettext(
            "With the reference code and your e-mail address you see how far your submission is."
        ),
        status=status,
        is_public=not private and status == 200,
        kept=kept or {},
    )


_ACTS: Final[Mapping[str, Callable[[Request, Translator, Mapping[str, str]], Response]]] = {
    "ask": _ask,
    "enter": _enter,
    "withdraw": _withdraw,
    "readdress": _readdress,
    "consent": _consent,
}

routes = [
    Route(PATH, _show, methods=["GET", "HEAD"], name="track"),
    Route(PATH, _act, methods=["POST"], name="track-act"),
]
