"""A browser is told by two words, and by nothing else of what it calls itself."""

from __future__ import annotations

import pytest

from youcheng.web.devices import name_device

_APPLE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_APPLE} Chrome/140.0.0.0 Safari/537.36 "
         "Edg/140.0", "Edge, Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {_APPLE} Chrome/140.0.0.0 Safari/537.36",
         "Chrome, Linux"),
        (f"Mozilla/5.0 (Linux; Android 15; K) {_APPLE} Chrome/140.0 Mobile Safari/537.36 "
         "MicroMessenger/8.0", "WeChat, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
         "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox, macOS"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)  # fmt: skip
def test_a_browser_is_known_again(header: str, name: str) -> None:
    assert name_device(header) == name
