"""The desk's charts as files: their figures as CSV, their drawing as SVG."""

from __future__ import annotations

from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.documents.tables import write_csv
from youcheng.domain.numbers import read_period
from youcheng.i18n.catalogues import translator
from youcheng.markup.desk_numbers import FILES, build_charts, chart_rows, draw_chart
from youcheng.services.desk_access import NotAllowed
from youcheng.services.numbers import count_numbers
from youcheng.services.ports import StoreBusy
from youcheng.services.staff import SignedOut
from youcheng.web.documents import visitor_language
from youcheng.web.downloads import download_headers
from youcheng.web.staff_replies import asking_actor, refuse, sign_in_first

_KINDS: Final = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml"}


async def _chart(request: Request) -> Response:
    return await to_thread.run_sync(_reply, request)


def _reply(request: Request) -> Response:
    asked, services = request.query_params, bootstrap.get_services()
    t = translator(visitor_language(request).code)
    name, _, kind = request.path_params["file"].rpartition(".")
    try:
        numbers = count_numbers(
            services,
            actor=asking_actor(request),
            programme=asked.get("programme", ""),
            weeks=read_period(asked.get("weeks", "")),
        )
    except SignedOut:
        return sign_in_first(t.language.code)
    except NotAllowed:
        return refuse(404)
    except StoreBusy:
        return refuse(503)
    charts = {one.id: one for one in build_charts(numbers, load_content(), t)}
    if kind not in _KINDS or name not in charts:
        return refuse(404)
    if kind == "csv":
        content = write_csv(*chart_rows(charts[name]))
    else:
        content = str(draw_chart(charts[name], t, alone=True)).encode()
    day = services.clock().date().isoformat()
    headers = download_headers(f"youcheng_{day}_{name}.{kind}")
    return Response(content, headers=headers, media_type=_KINDS[kind])


routes = [Route(f"{FILES}/{{file}}", _chart, methods=["GET"])]
