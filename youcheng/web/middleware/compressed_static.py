"""Serves Streamlit's frontend files compressed, in place of Streamlit, which does not compress."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from youcheng.web.encodings import accepted_encoding, is_unchanged
from youcheng.web.representations import FOR_EVER
from youcheng.web.static_files import PREFIX, StaticFile, StaticFiles

_log = logging.getLogger(__name__)

_ASK_AGAIN: Final = "public, no-cache"


class CompressedStatic:
    """Answers ``/static/…`` from the files made at the start.

    Brotli goes to whoever takes it, else gzip, else the plain file; a part of a file is never
    sent. Until the files are made, requests are passed on to Streamlit.

    Args:
        app: what comes after.
        files: gives the files, or None while they are being made.
    """

    def __init__(self, app: ASGIApp, files: Callable[[], StaticFiles | None]) -> None:
        self.app = app
        self.files = files
        self.kept: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a static file; pass everything else on."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        files = self.files()
        if files is None:
            await self.app(scope, receive, send)
            return
        file = files.get(scope["path"])
        if file is None:
            reply: Response = PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
        elif scope["method"] not in {"GET", "HEAD"}:
            reply = PlainTextResponse("Method not allowed", 405, {"Allow": "GET, HEAD"})
        else:
            try:
                reply = await self._reply(file, Headers(scope=scope), scope["method"] == "HEAD")
            except OSError:
                # Somebody emptied the folder under the running process.
                _log.exception("%s is gone; Streamlit serves its own", scope["path"])
                await self.app(scope, receive, send)
                return
        await reply(scope, receive, send)

    async def _reply(self, file: StaticFile, headers: Headers, head: bool) -> Response:
        offers = {"br": file.brotli, "gzip": file.gzip}
        encoding = accepted_encoding(
            headers.get("accept-encoding", ""), [name for name, place in offers.items() if place]
        )
        place = (offers.get(encoding) if encoding else None) or file.plain
        tag = f'"{file.digest}-{encoding}"' if encoding else f'"{file.digest}"'
        common = {
            "ETag": tag,
            "Cache-Control": FOR_EVER if file.immutable else _ASK_AGAIN,
        }
        if file.brotli or file.gzip:
            common["Vary"] = "Accept-Encoding"
        if is_unchanged(headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=common)
        content = await self._content(place)
        common["Content-Length"] = str(len(content))
        if encoding:
            common["Content-Encoding"] = encoding
        return Response(b"" if head else content, 200, common, file.media_type)

    async def _content(self, place: str) -> bytes:
        """The bytes of a file, read in a thread once and then kept (14 MB when all are)."""
        found = self.kept.get(place)
        if found is None:
            found = await to_thread.run_sync(Path(place).read_bytes)
            if place.endswith((".br", ".gz", ".woff2")):
                self.kept[place] = found
        return found
