"""The PDF copy of what was sent, for whoever holds the address of its form or its status."""

from __future__ import annotations

from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.documents.receipt import make_copy
from youcheng.domain.site_map import LANGUAGE
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.receipt_copy import write_copy
from youcheng.services.copies import view_copy
from youcheng.services.ports import StoreBusy
from youcheng.settings import get_settings
from youcheng.web.downloads import download_headers
from youcheng.web.refused_pages import ANSWERED, refused_reply

_ABREAST: Final = CapacityLimiter(2)
"""Copies that are set at once; each keeps a processor busy."""
_LONGEST_QUEUE: Final = 20


async def _receipt(request: Request) -> Response:
    try:
        if _ABREAST.statistics().tasks_waiting >= _LONGEST_QUEUE:
            raise StoreBusy
        return await to_thread.run_sync(_copy, request, limiter=_ABREAST)
    except ANSWERED as refused:
        return await to_thread.run_sync(refused_reply, request, refused)


def _copy(request: Request) -> Response:
    services = bootstrap.get_services()
    sent = view_copy(services, token=request.path_params["token"])
    asked = request.query_params.get(LANGUAGE, "")
    t = translator(asked if asked in BY_CODE else sent.submission.language)
    copy = write_copy(
        sent,
        services.content,
        t,
        public_url=services.public_url,
        contact=get_settings().contact,
    )
    headers = download_headers(f"{copy.code}.pdf") | {"Content-Language": t.language.html}
    return Response(make_copy(copy, t), headers=headers, media_type="application/pdf")


routes = [Route("/receipt/{token}.pdf", _receipt, methods=["GET"])]
