"""A view of the desk's queue as a file, for staff who are signed in.

It is asked for with POST, so that it comes from a page of this site (`middleware.hosts`) and no
link, prefetch or reload makes one. The file is made whole and logged before its first byte leaves.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from typing import BinaryIO, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.documents.exports import MEDIA_TYPES, WRITERS
from youcheng.domain.actors import Actor
from youcheng.domain.exports import Format
from youcheng.domain.queue import QueueView
from youcheng.i18n.catalogues import Translator, translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.desk_exports import EXPORT, export_words
from youcheng.markup.plain_pages import plain_message
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.services.desk_access import NotAllowed
from youcheng.services.exporting import MOST_PICTURES, Exported, TooManyPictures, export_queue
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.downloads import download_headers, read_pieces
from youcheng.web.in_flight import EVERYBODY, InFlight, TooManyAtOnce
from youcheng.web.plain_replies import (
    FieldsRefused,
    answer_refusal,
    plain_reply,
    read_fields,
    refusal_page,
)
from youcheng.web.staff_replies import asking_actor, refuse, sign_in_first

_AT_ONCE: Final = 2
"""Exports that are made at the same time in this process."""

_making: Final = InFlight("export", {EVERYBODY: _AT_ONCE, "account": 1})


async def _export(request: Request) -> Response:
    try:
        fields = await read_fields(request)
    except FieldsRefused as refused:
        return await to_thread.run_sync(refusal_page, request, refused)
    t = _translator(request, fields)
    try:
        kind = Format(fields.get("format", ""))
    except ValueError:
        return await to_thread.run_sync(refusal_page, request, FieldsRefused(400))
    try:
        actor = await to_thread.run_sync(asking_actor, request)
        with _making.enter(account=actor.id):
            file, made = await to_thread.run_sync(_make, actor, fields, kind, t)
    except SignedOut:
        return sign_in_first(t.language.code)
    except NotAllowed:
        return refuse(404)
    except (TooManyAtOnce, TooManyPictures, *REFUSALS) as refused:
        return await to_thread.run_sync(_refused, request, refused, t)
    headers = download_headers(made.name) | {"Content-Length": str(file.tell())}
    return StreamingResponse(read_pieces(file), headers=headers, media_type=MEDIA_TYPES[kind])


def _make(
    actor: Actor, fields: Mapping[str, str], kind: Format, t: Translator
) -> tuple[BinaryIO, Exported]:
    """The file, open at its end, and what the log says of it. It has no name in any folder."""
    file = tempfile.TemporaryFile(prefix="youcheng-")  # noqa: SIM115 -- closed once it was sent
    try:
        made = export_queue(
            bootstrap.get_services(),
            actor=actor,
            view=QueueView.from_query(fields.get("view", "")),
            kind=kind,
            words=export_words(t),
            write=WRITERS[kind],
            file=file,
        )
        file.seek(0, 2)
    except BaseException:
        file.close()
        raise
    return file, made


def _refused(request: Request, refused: Exception, t: Translator) -> Response:
    match refused:
        case TooManyAtOnce():
            status, wait = 503, 10
            said = t.gettext("Other exports are being made just now. Try again in a moment.")
        case TooManyPictures():
            status, wait = 409, 0
            said = t.ngettext(
                "An export holds at most {number} picture. Choose a smaller part of the queue.",
                "An export holds at most {number} pictures. Choose a smaller part of the queue.",
                MOST_PICTURES,
            ).format(number=MOST_PICTURES)
        case _:
            status, wait = answer_refusal(refused)
            said = refusal_sentence(refused, t)
    title = t.gettext("Nothing was exported")
    reply = plain_reply(
        request, plain_message(t, title, said, is_error=True, switch=False), t, status
    )
    if wait:
        reply.headers["Retry-After"] = str(wait)
    return reply


def _translator(request: Request, fields: Mapping[str, str]) -> Translator:
    asked = fields.get("lang", "")
    return translator(asked if asked in BY_CODE else visitor_language(request).code)


routes = [Route(EXPORT, _export, methods=["POST"])]
