"""The open data: for everybody, in every language, from any site."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from youcheng.content.loader import load_content
from youcheng.documents.tables import write_csv
from youcheng.paths import GEO
from youcheng.services.open_data import (
    COLUMNS,
    describe_open_data,
    export_cooperation,
    export_partners,
    list_cooperation,
)
from youcheng.settings import get_settings
from youcheng.web import csp
from youcheng.web.representations import AN_HOUR, Representation, reply_with, represent

_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": AN_HOUR,
    "Content-Security-Policy": csp.DATA,
    "Link": '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _index() -> Representation:
    description = describe_open_data(origin=get_settings().public_url)
    return represent(_json(description), "application/json")


@cache
def _table() -> Representation:
    rows = list_cooperation(content=load_content())
    content = write_csv([column.name for column in COLUMNS], rows)
    return represent(content, "text/csv; charset=utf-8; header=present")


@cache
def _items() -> Representation:
    return represent(_json(export_cooperation(content=load_content())), "application/json")


@cache
def _partners() -> Representation:
    features = json.loads((GEO / "partners.geojson").read_text("utf-8"))["features"]
    outlines = {feature["properties"]["id"]: feature for feature in features}
    collection = export_partners(content=load_content(), outlines=outlines)
    return represent(_json(collection), "application/geo+json")


def _route(path: str, representation: Callable[[], Representation], file: str = "") -> Route:
    headers = dict(_HEADERS)
    if file:
        headers["Content-Disposition"] = f'attachment; filename="{file}"'

    # No coroutine: Starlette runs it in a thread, since the first call compresses for a while.
    def reply(request: Request) -> Response:
        return reply_with(representation(), request, headers)

    return Route(path, reply, methods=["GET"])


routes = [
    _route("/open-data", _index),
    _route("/open-data/", _index),
    _route("/open-data/cooperation.csv", _table, "youcheng-cooperation.csv"),
    _route("/open-data/cooperation.json", _items),
    _route("/open-data/partners.geojson", _partners),
]
