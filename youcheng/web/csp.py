"""What a browser is allowed to do with the site's replies.

The policy for pages is the tightest under which Streamlit 1.67 runs without a violation (home,
map with tooltip, file-backed component): no inline script, no ``eval``, nothing from another host.
Streamlit sets styles from its scripts, so styles may be inline; WebAssembly is what it decodes
tables with.
"""

from __future__ import annotations

from typing import Final

PAGES: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'none'",
        "media-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
"""For every reply that does not bring its own policy."""

PLAIN_PAGES: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""For the pages that a link in a mail opens: they hold no script and load nothing but the icon."""

DOWNLOADS: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For files of submissions: whatever is in them, a browser that opens one in place of saving it
runs nothing."""

DRAWINGS: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""For SVG files: opened on their own they can style themselves and nothing else."""

DATA: Final = "default-src 'none'; frame-ancestors 'none'"
"""For replies that are no documents: open data, calendar, probes."""

FEATURES: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
"""Permissions-Policy: the site asks for none of these, so no script may. A file input that opens a
phone's camera needs none of them."""
