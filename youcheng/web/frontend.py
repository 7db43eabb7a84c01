"""Streamlit's own start-up files, read from the installed package's page."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser

from youcheng.markup.fonts import streamlit_static


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.entry = ""
        self.style = ""
        self.preload: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "script" and found.get("type") == "module":
            self.entry = found.get("src") or ""
        elif tag == "link" and found.get("rel") == "modulepreload":
            self.preload.append(found.get("href") or "")
        elif tag == "link" and found.get("rel") == "stylesheet":
            self.style = found.get("href") or ""


@cache
def modules() -> str:
    """Addresses of the app's entry script, preloads and style, as JSON for boot.js.

    Raises:
        RuntimeError: the installed Streamlit's page is not built as expected.
    """
    page = _Page()
    page.feed((streamlit_static() / "index.html").read_text("utf-8"))
    if not (page.entry and page.style and page.preload):
        raise RuntimeError("Streamlit's index.html has no module script, style or preloads")
    plain = {
        "entry": page.entry.removeprefix("."),
        "style": page.style.removeprefix("."),
        "preload": [address.removeprefix(".") for address in page.preload],
    }
    return json.dumps(plain, separators=(",", ":"))
