"""A file of one's own submission, as it was sent."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.services.attachments import read_attachment
from youcheng.services.ports_files import FileMissing
from youcheng.web.downloads import download_headers
from youcheng.web.refused_pages import ANSWERED, refused_reply
from youcheng.web.stored_files import stored_reply


async def _attachment(request: Request) -> Response:
    try:
        return await to_thread.run_sync(_reply, request)
    except ANSWERED as refused:
        return await to_thread.run_sync(refused_reply, request, refused)


def _reply(request: Request) -> Response:
    try:
        attachment, pieces = read_attachment(
            bootstrap.get_services(),
            token=request.path_params["token"],
            attachment=request.path_params["id"],
        )
    except KeyError:  # the submission has no such file, or its programme no form any more
        raise FileMissing from None
    headers = download_headers(attachment.name) | {"Content-Length": str(attachment.bytes)}
    return stored_reply(pieces, attachment.kind, headers)


routes = [Route("/attachment/{token}/{id}", _attachment, methods=["GET"])]
