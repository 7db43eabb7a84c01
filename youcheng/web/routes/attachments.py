"""A file of one's own submission, as it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.domain.attachments import Attachment
from youcheng.services.attachments import read_attachment
from youcheng.services.ports_files import FileMissing
from youcheng.web.downloads import download_headers
from youcheng.web.refused_pages import ANSWERED, refused_reply

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
}
"""By the kinds of file that are taken."""


async def _attachment(request: Request) -> Response:
    try:
        attachment, pieces = await to_thread.run_sync(_open, request)
    except ANSWERED as refused:
        return await to_thread.run_sync(refused_reply, request, refused)
    headers = download_headers(attachment.name) | {"Content-Length": str(attachment.bytes)}
    media_type = MEDIA_TYPES.get(attachment.kind, "application/octet-stream")
    return StreamingResponse(pieces, headers=headers, media_type=media_type)


def _open(request: Request) -> tuple[Attachment, Iterator[bytes]]:
    """The file and its bytes; the first are read already, so that a store that fails is told."""
    try:
        attachment, pieces = read_attachment(
            bootstrap.get_services(),
            token=request.path_params["token"],
            attachment=request.path_params["id"],
        )
    except KeyError:  # the submission has no such file, or its programme no form any more
        raise FileMissing from None
    first = next(pieces, b"")
    return attachment, chain([first], pieces)


routes = [Route("/attachment/{token}/{id}", _attachment, methods=["GET"])]
