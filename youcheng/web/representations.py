"""Replies that are made once and sent to many: content, its compressed forms, its validator."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import brotli
from starlette.requests import Request
from starlette.responses import Response

from youcheng.web.encodings import accepted_encoding, is_unchanged

FOR_EVER: Final = "public, max-age=31536000, immutable"
"""For addresses that hold a hash of the content."""
AN_HOUR: Final = "public, max-age=3600"
"""For what changes with the content of the site, at most with every deploy."""

_TEXT: Final = ("text/", "application/json", "application/geo+json", "application/xml", "image/svg")
_SMALLEST: Final = 300


@dataclass(frozen=True, slots=True)
class Representation:
    """Content as it is sent.

    Attributes:
        content: the bytes.
        media_type: value of the Content-Type header.
        tag: hash of the content, for the ETag.
        brotli: the bytes compressed with brotli, None if that is not worth it.
        gzip: the same for gzip.
    """

    content: bytes
    media_type: str
    tag: str
    brotli: bytes | None
    gzip: bytes | None


def represent(content: bytes, media_type: str) -> Representation:
    """Content with its compressed forms, if it is text of some length."""
    worth_it = len(content) >= _SMALLEST and media_type.startswith(_TEXT)
    return Representation(
        content=content,
        media_type=media_type,
        tag=hashlib.sha256(content).hexdigest()[:16],
        brotli=brotli.compress(content, quality=11) if worth_it else None,
        gzip=gzip.compress(content, 9, mtime=0) if worth_it else None,
    )


def reply_with(
    representation: Representation, request: Request, headers: Mapping[str, str]
) -> Response:
    """The reply to a GET or HEAD: the best encoding, or 304 if the client has it already.

    Args:
        representation: what is sent.
        request: what was asked.
        headers: further headers, such as Cache-Control; a ``Vary`` is completed.
    """
    offers = {"br": representation.brotli, "gzip": representation.gzip}
    offered = [name for name, content in offers.items() if content]
    encoding = accepted_encoding(request.headers.get("accept-encoding", ""), offered)
    content = (offers.get(encoding) if encoding else None) or representation.content
    tag = f'"{representation.tag}-{encoding}"' if encoding else f'"{representation.tag}"'
    complete = {**headers, "ETag": tag}
    if offered:
        vary = (headers.get("Vary"), "Accept-Encoding")
        complete["Vary"] = ", ".join(name for name in vary if name)
    if is_unchanged(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=complete)
    if encoding:
        complete["Content-Encoding"] = encoding
    return Response(content, 200, complete, representation.media_type)
