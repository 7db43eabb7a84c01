"""Replies that carry a file out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from starlette.responses import Response, StreamingResponse

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
}
"""By the kinds of file that are taken or made."""


def stored_reply(pieces: Iterator[bytes], kind: str, headers: Mapping[str, str]) -> Response:
    """A reply with a file.

    The first bytes are read now, so that a store that fails is told. What comes in one piece is
    sent whole: each piece of a stream takes a way through a thread.

    Args:
        pieces: the file's bytes.
        kind: of the file, such as "webp".
        headers: of the reply; the media type follows from the kind.

    Raises:
        FileMissing, StoreDown: the store does not hold it, or does not answer.
    """
    media_type = MEDIA_TYPES.get(kind, "application/octet-stream")
    first, second = next(pieces, b""), next(pieces, None)
    if second is None:
        return Response(first, headers=dict(headers), media_type=media_type)
    return StreamingResponse(
        chain([first, second], pieces), headers=dict(headers), media_type=media_type
    )
