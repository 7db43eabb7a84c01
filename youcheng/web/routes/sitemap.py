"""The list of every public address for search engines, each in every language.

The works on show are read anew for every request, and only their codes; what is made of them is
kept, compressed, until a work comes or goes. A list that would be too long is taken apart, and
``/sitemap.xml`` is then the list of its parts.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.content.models import Content
from youcheng.domain.site_map import LANGUAGE, LIGHT_PAGES, PAGES, page_address
from youcheng.i18n.languages import DEFAULT, LANGUAGES
from youcheng.services.gallery import list_codes
from youcheng.services.ports import StoreBusy
from youcheng.settings import get_settings
from youcheng.web.encodings import accepted_encoding, is_unchanged

MOST_ADDRESSES: Final = 50_000
"""In one list, after sitemaps.org. The alternates of an address are none of their own there."""
MOST_BYTES: Final = 10 * 1024 * 1024
"""Of one list, not compressed, alternates and all; sitemaps.org allows 50 MB, some take less."""

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BEGIN: Final = f'{_HEAD}<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_END: Final = "</urlset>\n"
_HEADERS: Final = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


def list_places(content: Content) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page worth a line of its own: its id and the values of its parameters."""
    for page in PAGES:
        yield page.id, {}
        if page.id == "partners":
            for partner in content.partners:
                yield page.id, {"partner": partner.id}
                for number in range(1, len(content.story(partner.id).steps) + 1):
                    yield page.id, {"partner": partner.id, "step": str(number)}
        if page.id == "programmes":
            for programme in content.programmes:
                yield page.id, {"programme": programme.id}
    for page in LIGHT_PAGES:
        yield page.id, {}


def build_sitemaps(
    content: Content,
    codes: Iterable[str],
    origin: str,
    *,
    most_addresses: int = MOST_ADDRESSES,
    most_bytes: int = MOST_BYTES,
) -> Iterator[bytes]:
    """The lists as XML, after the protocol of sitemaps.org with alternates by language.

    Args:
        content: names the partners, their steps and the programmes.
        codes: of the works on show.
        origin: the site's public address, without a slash at the end.
        most_addresses, most_bytes: of one list; the languages of a place stay together.
    """
    lines, size, addresses = [_BEGIN], len(_BEGIN + _END), 0
    for place in _places(content, codes, origin):
        length = len(place.encode())
        if addresses and (
            addresses + len(LANGUAGES) > most_addresses or size + length > most_bytes
        ):
            yield "".join([*lines, _END]).encode()
            lines, size, addresses = [_BEGIN], len(_BEGIN + _END), 0
        lines.append(place)
        size += length
        addresses += len(LANGUAGES)
    yield "".join([*lines, _END]).encode()


def _places(content: Content, codes: Iterable[str], origin: str) -> Iterator[str]:
    """The lines of each place in every language."""
    for page, values in list_places(content):
        yield _lines(
            [origin + page_address(page, language=one.code, values=values) for one in LANGUAGES]
        )
    queries = [urlencode({LANGUAGE: one.code}) for one in LANGUAGES]
    for code in codes:
        yield _lines([f"{origin}/art/{code}?{query}" for query in queries])


def _lines(addresses: Sequence[str]) -> str:
    """The lines of one place, whose addresses are in the order of the languages."""
    safe = [escape(one, {'"': "&quot;"}) for one in addresses]
    named = [(one.html, where) for one, where in zip(LANGUAGES, safe, strict=True)]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href="{where}"/>\n'
        for name, where in (*named, ("x-default", safe[LANGUAGES.index(DEFAULT)]))
    )
    return "".join(f"<url>\n<loc>{where}</loc>\n{links}</url>\n" for where in safe)


def _build_index(number: int, origin: str) -> bytes:
    """The list of `number` lists."""
    places = (
        f"<sitemap><loc>{origin}/sitemap-{part}.xml</loc></sitemap>\n" for part in range(number)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{"".join(places)}</sitemapindex>\n'.encode()


@lru_cache(maxsize=2)
def _kept(codes: tuple[str, ...], origin: str, most_addresses: int) -> tuple[bytes, ...]:
    """The lists of these works, each compressed."""
    lists = build_sitemaps(load_content(), codes, origin, most_addresses=most_addresses)
    return tuple(map(_pack, lists))


def _pack(content: bytes) -> bytes:
    """The content compressed: of the same, always the same, for its validator is made of it."""
    return gzip.compress(content, 6, mtime=0)


async def _sitemap(request: Request) -> Response:
    return await to_thread.run_sync(_listed, request)


def _listed(request: Request) -> Response:
    """The only list, the list of lists, or the list that is asked for by its number."""
    try:
        codes = tuple(list_codes(bootstrap.get_services()))
    except StoreBusy:
        return PlainTextResponse("503\n", 503, {"Cache-Control": "no-store", "Retry-After": "10"})
    origin = get_settings().public_url
    parts = _kept(codes, origin, MOST_ADDRESSES)
    part = request.path_params.get("part")
    if part is None:
        packed = parts[0] if len(parts) == 1 else _pack(_build_index(len(parts), origin))
    elif len(parts) > 1 and part < len(parts):
        packed = parts[part]
    else:
        return PlainTextResponse("404\n", 404, {"Cache-Control": "no-store"})
    return _reply(request, packed)


def _reply(request: Request, packed: bytes) -> Response:
    tag = hashlib.sha256(packed).hexdigest()[:16]
    encoding = accepted_encoding(request.headers.get("accept-encoding", ""), ["gzip"])
    headers = {**_HEADERS, "ETag": f'"{tag}-gzip"' if encoding else f'"{tag}"'}
    if is_unchanged(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    content = packed if encoding else gzip.decompress(packed)
    return Response(content, 200, headers, "application/xml")


routes = [
    Route("/sitemap.xml", _sitemap, methods=["GET"]),
    Route("/sitemap-{part:int}.xml", _sitemap, methods=["GET"]),
]
