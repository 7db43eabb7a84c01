"""Withdrawing by a mailed link: GET asks and changes nothing, POST withdraws."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.site_map import LANGUAGE
from youcheng.domain.tokens import TokenState
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.refusals import REFUSALS
from youcheng.markup.withdrawal_page import dead_withdrawal_page, withdrawal_page, withdrawn_page
from youcheng.services.access import AccessDenied
from youcheng.services.withdrawing import view_withdrawal, withdraw
from youcheng.web.documents import visitor_language
from youcheng.web.plain_replies import plain_reply, refusal_page


async def _withdrawal(request: Request) -> Response:
    return await to_thread.run_sync(_guarded, request)


def _guarded(request: Request) -> Response:
    try:
        return _answered(request)
    except AccessDenied as denied:
        return _dead(request, denied.state)
    except TransitionRefused:
        return _dead(request, TokenState.REVOKED)
    except REFUSALS as refused:
        return refusal_page(request, refused)


def _answered(request: Request) -> Response:
    """The page, in the language of the address or else of the submission."""
    services = bootstrap.get_services()
    token = request.path_params["token"]
    submission = view_withdrawal(services, token=token)
    asked = request.query_params.get(LANGUAGE, "")
    t = translator(asked if asked in BY_CODE else submission.language)
    if request.method != "POST":
        return plain_reply(request, withdrawal_page(submission, services.content, t), t)
    code = withdraw(services, token=token)
    return plain_reply(request, withdrawn_page(code, t), t)


def _dead(request: Request, state: TokenState | None) -> Response:
    t = translator(visitor_language(request).code)
    html = dead_withdrawal_page(state, t)
    return plain_reply(request, html, t, 404 if state is None else 410)


routes = [Route("/withdraw/{token}", _withdrawal, methods=["GET", "POST"])]
