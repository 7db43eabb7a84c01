"""What a visitor reads where the site cannot answer: a page in their language, with what to do.

Most routes say themselves why something was not done. This is for what reaches none of them: the
records or the file store go away between two questions, or there is a mistake in the site.
"""

from __future__ import annotations

import logging
from typing import Final

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youcheng.services.ports import StoreBusy
from youcheng.services.ports_files import FileMissing, StoreDown
from youcheng.tracing import request_id
from youcheng.web.refused_pages import broken_reply, refused_reply

_NOT_NOW: Final = (FileMissing, StoreBusy, StoreDown)

_log = logging.getLogger(__name__)


class Failures:
    """Answers where what comes after has failed, and says it in the log: a part that is away in one
    line, anything else with its traceback.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it if nothing else can any more."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except ClientDisconnect:
            if not begun:
                await Response(status_code=400)(scope, receive, send)
        except Exception as error:
            is_away = isinstance(error, _NOT_NOW)
            if is_away:
                _log.warning("%s: %s", type(error).__name__, error)
            else:
                _log.exception("a request could not be answered")
            # What has begun and is not ended the server breaks off: nobody takes it for the whole.
            if not begun:
                reply = await to_thread.run_sync(_reply, Request(scope), error)
                await reply(scope, receive, send)


def _reply(request: Request, error: Exception) -> Response:
    if isinstance(error, _NOT_NOW):
        return refused_reply(request, error)
    return broken_reply(request, request_id.get())
