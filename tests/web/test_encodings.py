"""Which encoding and which validator fit a request."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from youcheng.web.encodings import accepted_encoding, is_unchanged


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, *;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("broccoli", None),
        ("br;q=much", None),
        ("", None),
        (",;=,,q=1;;", None),
        ("x" * 100_000 + ",br", None),
    ],
)
def test_accepted_encoding(header: str, chosen: str | None) -> None:
    assert accepted_encoding(header, ["br", "gzip"]) == chosen


def test_only_what_is_offered_is_chosen() -> None:
    assert accepted_encoding("br, gzip", []) is None
    assert accepted_encoding("br, gzip", ["gzip"]) == "gzip"


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        (None, False),
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ("*", True),
        ('"abcd"', False),
        ("abc", False),
        ("", False),
    ],
)
def test_is_unchanged(header: str | None, unchanged: bool) -> None:
    assert is_unchanged(header, '"abc"') is unchanged


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("br;q=0, gzip;q=0", None)],
)
def test_a_page_comes_in_no_encoding_that_is_refused(
    visitor: TestClient, header: str, encoding: str | None
) -> None:
    reply = visitor.get("/about", headers={"Accept-Encoding": header})
    assert reply.headers.get("content-encoding") == encoding
    assert "</html>" in reply.text
