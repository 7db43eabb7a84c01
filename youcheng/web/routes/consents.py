"""The guardian's page: GET shows it and uses nothing up, since mail scanners open links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.content.models import Content
from youcheng.domain.site_map import LANGUAGE
from youcheng.domain.states import ConsentAnswer
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.consent_page import (
    ConsentView,
    answered_page,
    consent_page,
    dead_consent_page,
)
from youcheng.markup.refusals import REFUSALS
from youcheng.services.access import AccessDenied
from youcheng.services.consenting import (
    AnswersMissing,
    ConsentRequest,
    answer_consent,
    read_picture,
    view_consent,
)
from youcheng.web import csp
from youcheng.web.documents import visitor_language
from youcheng.web.plain_replies import FieldsRefused, plain_reply, read_fields, refusal_page
from youcheng.web.refused_pages import ANSWERED, refused_status
from youcheng.web.stored_files import stored_reply

_ANSWERS: Final[Mapping[str, ConsentAnswer]] = {str(one): one for one in ConsentAnswer}


async def _consent(request: Request) -> Response:
    fields: Mapping[str, str] | None = None
    if request.method == "POST":
        try:
            fields = await read_fields(request)
        except FieldsRefused as refused:
            return await to_thread.run_sync(refusal_page, request, refused)
    return await to_thread.run_sync(_guarded, request, fields)


def _guarded(request: Request, fields: Mapping[str, str] | None) -> Response:
    try:
        return _shown(request) if fields is None else _answered(request, fields)
    except AccessDenied as denied:
        t = translator(visitor_language(request).code)
        html = dead_consent_page(denied.state, t)
        return plain_reply(request, html, t, 404 if denied.state is None else 410)
    except REFUSALS as refused:
        return refusal_page(request, refused)


def _shown(request: Request) -> Response:
    seen, t = _seen(request, request.query_params.get(LANGUAGE, ""))
    return plain_reply(request, consent_page(_view(request, seen), _content(), t), t)


def _answered(request: Request, fields: Mapping[str, str]) -> Response:
    """The language is the one in which the words were read, whatever the address says by now."""
    seen, t = _seen(request, fields.get("language", ""))
    answers = {
        one.id: _ANSWERS[given]
        for one in seen.fields
        if (given := fields.get(one.id, "")) in _ANSWERS
    }
    if fields.get("words") != seen.digest:
        view = _view(request, seen, changed=True)
        return plain_reply(request, consent_page(view, _content(), t), t, 409)
    try:
        review = answer_consent(
            bootstrap.get_services(),
            token=request.path_params["token"],
            answers=answers,
            language=t.language.code,
        )
    except AnswersMissing as refused:
        view = _view(
            request,
            seen,
            answers={name: str(one) for name, one in answers.items()},
            missing=refused.fields,
        )
        return plain_reply(request, consent_page(view, _content(), t), t, 422)
    return plain_reply(request, answered_page(seen, answers, review, _content(), t), t)


async def _picture(request: Request) -> Response:
    """The painting that the link asks about; the link is not used up by it."""
    try:
        return await to_thread.run_sync(_picture_of, request.path_params["token"])
    except ANSWERED as refused:
        status = refused_status(refused)
        return Response(status_code=status, headers={"Cache-Control": "no-store"})


def _picture_of(token: str) -> Response:
    copy, pieces = read_picture(bootstrap.get_services(), token=token)
    headers = {
        "Cache-Control": "no-store",
        "Content-Length": str(copy.bytes),
        "Content-Security-Policy": csp.DATA,
        "X-Robots-Tag": "noindex, nofollow",
    }
    return stored_reply(pieces, copy.kind, headers)


def _view(request: Request, seen: ConsentRequest, **values: Any) -> ConsentView:
    address = f"/consent/{request.path_params['token']}/picture"
    return ConsentView(seen, picture_address=address, **values)


def _seen(request: Request, language: str) -> tuple[ConsentRequest, Translator]:
    """What is asked, in a language of the site or else in that of the submission."""
    asked = language if language in BY_CODE else ""
    seen = view_consent(
        bootstrap.get_services(), token=request.path_params["token"], language=asked
    )
    return seen, translator(asked or seen.submission.guardian_language)


def _content() -> Content:
    return bootstrap.get_services().content


routes = [
    Route("/consent/{token}", _consent, methods=["GET", "POST"]),
    Route("/consent/{token}/picture", _picture, methods=["GET"]),
]
