"""One file for one field of a draft: taken as it comes, looked at, kept.

What a client says of its file is not believed: the name is shown and nothing else, the type is not
asked, the length only saves reading what would be refused. Figures: the security requirements.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import unquote

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.attachments import Attachment, AttachmentRefused
from youcheng.domain.limits import LimitReached
from youcheng.domain.tokens import digest_token
from youcheng.i18n.catalogues import Translator, translator
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.services.access import AccessDenied
from youcheng.services.attachments import Slot, add_attachment, open_slot
from youcheng.services.drafts import DraftTooLarge, NotEditable, StoreFull
from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import StoreDown
from youcheng.web import csp
from youcheng.web.clients import client_address
from youcheng.web.documents import visitor_language
from youcheng.web.in_flight import EVERYBODY, InFlight, TooManyAtOnce
from youcheng.web.received_files import Patience, TooSlow, receive_file, received_folder

_log = logging.getLogger(__name__)

MOST: Final[Mapping[str, int]] = {"draft": 2, "client": 4, EVERYBODY: 24}
"""Files on their way at once: for one draft, from one network address, and in all."""
PATIENCE: Final = Patience()

_ABREAST: Final = 4
"""Files that are looked at and stored at once; the others wait in their folder."""
_HEADERS: Final = {"Cache-Control": "no-store", "Content-Security-Policy": csp.DATA}
_LONGEST: Final = 2_000
_SOON: Final = 5
_LATER: Final = 60
_MUCH_LATER: Final = 3_600


class _Refusal(NamedTuple):
    """How a refusal is told to the sender's script; no time means that trying again is no use."""

    status: int
    problem: str
    retry_after: int | None = None


_FILE_STATUS: Final[Mapping[str, int]] = {
    "file_kind": 415,
    "file_too_big": 413,
    "too_many": 409,
}
"""What is wrong with the content itself is 422."""


class _Uploads:
    """The route, with what it counts and the threads it may use."""

    def __init__(self) -> None:
        self.in_flight = InFlight("upload", MOST)
        self.abreast = CapacityLimiter(_ABREAST)

    async def answer(self, request: Request) -> Response:
        """Take the file, or say why not."""
        t = translator(visitor_language(request).code)
        token = request.headers.get("x-draft-token", "")[:_LONGEST]
        field = request.headers.get("x-form-field", "")[:_LONGEST]
        name = unquote(request.headers.get("x-file-name", "")[:_LONGEST], errors="replace")
        if not token or not field:
            sentence = t.gettext(
                "This file came without its form. Reload the page and add it again."
            )
            return _reply(_Refusal(400, "bad_request"), sentence)
        slot: Slot | None = None
        try:
            draft = digest_token(token)
            if draft is None:
                raise AccessDenied(None)
            client = client_address(request.scope)
            with self.in_flight.enter(draft=draft, client=client):
                slot = await to_thread.run_sync(_open, token, field, client)
                _check_length(request, slot)
                attachment = await self._take(request, slot, token, field, name)
        except (TooManyAtOnce, TooSlow) as refused:
            return _reply(*_told(refused, t))
        except REFUSALS as refused:
            return _reply(_refusal(refused), refusal_sentence(refused, t, slot=slot))
        except ClientDisconnect:
            return Response(status_code=400, headers=_HEADERS)
        return JSONResponse({"file": dict(attachment.answer())}, headers=_HEADERS)

    async def _take(
        self, request: Request, slot: Slot, token: str, field: str, name: str
    ) -> Attachment:
        try:
            async with receive_file(
                request.stream(),
                folder=received_folder(),
                most=slot.max_bytes,
                patience=PATIENCE,
            ) as path:
                add = partial(
                    add_attachment,
                    bootstrap.get_services(),
                    token=token,
                    field=field,
                    name=name,
                    source=path,
                )
                return await to_thread.run_sync(add, limiter=self.abreast)
        except OSError as error:
            _log.exception("a file cannot be received")
            raise StoreDown from error


def _open(token: str, field: str, client: str) -> Slot:
    try:
        return open_slot(bootstrap.get_services(), token=token, field=field, client=client)
    except KeyError:  # the programme has no form any more
        raise NotEditable from None


def _check_length(request: Request, slot: Slot) -> None:
    """Refuse by the announced length, before a byte is read."""
    with suppress(ValueError):
        length = int(request.headers.get("content-length", ""))
        if length > slot.max_bytes:
            raise AttachmentRefused("file_too_big")


def _refusal(error: Exception) -> _Refusal:
    match error:
        case AccessDenied(state=state):
            return _Refusal(403, f"link_{state or 'unknown'}")
        case AttachmentRefused(code=code):
            return _Refusal(_FILE_STATUS.get(code, 422), code)
        case LimitReached(retry_after=seconds):
            return _Refusal(429, "too_often", seconds)
        case NotEditable():
            return _Refusal(409, "not_editable")
        case DraftTooLarge():
            return _Refusal(413, "draft_too_large")
        case StoreFull():
            return _Refusal(507, "store_full", _MUCH_LATER)
        case StoreBusy():
            return _Refusal(503, "store_busy", _SOON)
        case StoreDown():
            return _Refusal(503, "store_down", _LATER)
    raise error


def _told(error: TooManyAtOnce | TooSlow, t: Translator) -> tuple[_Refusal, str]:
    if isinstance(error, TooSlow):
        sentence = t.gettext("The connection was too slow, and the file did not arrive. Try again.")
        return _Refusal(408, "too_slow", 1), sentence
    if error.limit == EVERYBODY:
        sentence = t.gettext("Very many files are arriving just now. Try again in a moment.")
        return _Refusal(503, "too_many_at_once", _SOON), sentence
    sentence = t.gettext("Other files are still on their way. Try again when they have arrived.")
    return _Refusal(429, "too_many_at_once", _SOON), sentence


def _reply(refusal: _Refusal, sentence: str) -> Response:
    content: dict[str, object] = {"problem": refusal.problem, "message": sentence}
    headers = dict(_HEADERS)
    if refusal.retry_after is not None:
        content["retry_after"] = refusal.retry_after
        headers["Retry-After"] = str(refusal.retry_after)
    return JSONResponse(content, refusal.status, headers)


routes = [Route("/uploads", _Uploads().answer, methods=["POST"])]
