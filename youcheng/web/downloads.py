"""A file that is for one person: saved and not shown, kept by no cache."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final
from urllib.parse import quote

from youcheng.web import csp

_PIECE: Final = 1 << 18
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.() ")


def download_headers(name: str) -> dict[str, str]:
    """The headers of a download.

    Args:
        name: what the file is called where it is saved; any script (RFC 8187), and a plain one for
            old browsers (RFC 6266, appendix D).
    """
    plain = "".join(sign if sign in _PLAIN else "_" for sign in name)
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''"
        + quote(name, safe=""),
        "Content-Security-Policy": csp.DOWNLOADS,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }


def read_pieces(file: BinaryIO) -> Iterator[bytes]:
    """What an open file holds, from its beginning; it is closed after the last piece."""
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
