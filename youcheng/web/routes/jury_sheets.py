"""The result sheet of a round of the jury as a file, for leads who are signed in.

It is asked for with POST, so that it comes from a page of this site (`middleware.hosts`), and is
logged before its first byte leaves.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.documents.exports import MEDIA_TYPES, WRITERS
from youcheng.domain.actors import Actor
from youcheng.domain.exports import Format
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.desk_jury_results import SHEET
from youcheng.markup.desk_jury_words import jury_trouble, name_jury, sheet_words
from youcheng.markup.plain_pages import plain_message
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_access import JuryRefused
from youcheng.services.jury_exporting import export_sheet
from youcheng.services.jury_view import view_round
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.downloads import download_headers
from youcheng.web.plain_replies import (
    FieldsRefused,
    answer_refusal,
    plain_reply,
    read_fields,
    refusal_page,
)
from youcheng.web.staff_replies import asking_actor, refuse, sign_in_first

_KINDS = frozenset({Format.CSV, Format.XLSX, Format.JSON})


async def _export(request: Request) -> Response:
    try:
        fields = await read_fields(request)
    except FieldsRefused as refused:
        return await to_thread.run_sync(refusal_page, request, refused)
    return await to_thread.run_sync(_reply, request, fields)


def _reply(request: Request, fields: Mapping[str, str]) -> Response:
    asked, kind = fields.get("lang", ""), fields.get("format", "")
    t = translator(asked if asked in BY_CODE else visitor_language(request).code)
    if kind not in _KINDS:
        return refusal_page(request, FieldsRefused(400))
    try:
        return _make(asking_actor(request), fields.get("round", ""), Format(kind), t)
    except SignedOut:
        return sign_in_first(t.language.code)
    except NotAllowed:
        return refuse(404)
    except JuryRefused as refused:
        return _refuse(request, 409, jury_trouble(refused, t), t)
    except REFUSALS as refused:
        return _refuse(request, answer_refusal(refused)[0], refusal_sentence(refused, t), t)


def _make(actor: Actor, round_id: str, kind: Format, t: Translator) -> Response:
    services, file = bootstrap.get_services(), io.BytesIO()
    edition = view_round(services, actor=actor, round_id=round_id).edition
    made = export_sheet(
        services,
        actor=actor,
        round_id=round_id,
        kind=kind,
        words=sheet_words(name_jury(load_content(), edition, t), t),
        write=WRITERS[kind],
        file=file,
    )
    headers = download_headers(made.name)
    return Response(file.getvalue(), headers=headers, media_type=MEDIA_TYPES[kind])


def _refuse(request: Request, status: int, said: str, t: Translator) -> Response:
    title = t.gettext("Nothing was exported")
    return plain_reply(
        request, plain_message(t, title, said, is_error=True, switch=False), t, status
    )


routes = [Route(SHEET, _export, methods=["POST"])]
