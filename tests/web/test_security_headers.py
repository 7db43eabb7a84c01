"""Headers that every reply carries."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from youcheng.web.middleware.security_headers import SecurityHeaders


async def _plain(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _own_policy(_request: Request) -> Response:
    return PlainTextResponse("ok", headers={"Content-Security-Policy": "default-src 'none'"})


async def _script(_request: Request) -> Response:
    return Response("1", media_type="text/javascript")


async def _drawing(_request: Request) -> Response:
    return Response("<svg/>", media_type="image/svg+xml")


def _client(public_url: str = "https://example.org") -> TestClient:
    app = Starlette(
        routes=[
            Route("/", _plain),
            Route("/own", _own_policy),
            Route("/script.js", _script),
            Route("/drawing.svg", _drawing),
        ]
    )
    return TestClient(SecurityHeaders(app, public_url))


def _directives(policy: str) -> dict[str, str]:
    pairs = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in pairs}


def test_pages_may_run_no_inline_script_and_reach_no_other_host() -> None:
    policy = _directives(_client().get("/").headers["content-security-policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    hosts = [word for value in policy.values() for word in value.split() if "." in word]
    assert hosts == []


def test_scripts_are_not_burdened_with_headers_for_documents() -> None:
    headers = _client().get("/script.js").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers
    assert "permissions-policy" not in headers


@pytest.mark.parametrize("path", ["/", "/own", "/nowhere", "/drawing.svg"])
def test_every_document_has_the_other_headers(path: str) -> None:
    headers = _client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "content-security-policy" in headers


def test_a_policy_that_a_reply_brings_is_kept() -> None:
    headers = _client().get("/own").headers
    assert headers.get_list("content-security-policy") == ["default-src 'none'"]


@pytest.mark.parametrize(
    ("public_url", "sent"), [("https://example.org", True), ("http://localhost:8501", False)]
)
def test_browsers_are_told_to_insist_on_https_only_where_it_is_served(
    public_url: str, sent: bool
) -> None:
    headers = _client(public_url).get("/").headers
    assert ("strict-transport-security" in headers) is sent
