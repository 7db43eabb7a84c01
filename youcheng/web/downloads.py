"""Headers of a file that is for one person: saved and not shown, kept by no cache."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from youcheng.web import csp

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
