"""Assets, probes and robots on the wire."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.markup.assets import asset_address, assets
from youcheng.markup.geo_files import geo_address
from youcheng.markup.hero_map import draw_hero_map
from youcheng.settings import get_settings
from youcheng.web import readiness
from youcheng.web.routes import assets as asset_routes
from youcheng.web.routes import calendar, drawings, geo, health, open_data, robots


@pytest.fixture
def client() -> Iterator[TestClient]:
    modules = (asset_routes, calendar, drawings, geo, health, open_data, robots)
    with TestClient(Starlette(routes=[r for module in modules for r in module.routes])) as client:
        yield client


HERO_MAP = draw_hero_map(load_content()).address
ADDRESSES = [
    asset_address("seal.svg"),
    HERO_MAP,
    draw_hero_map(load_content()).image_address,
    geo_address("rings"),
    "/favicon.ico",
    "/favicon.png",
    "/healthz",
    "/robots.txt",
    "/calendar.ics",
    "/open-data",
    "/open-data/",
    "/open-data/cooperation.csv",
    "/open-data/cooperation.json",
    "/open-data/partners.geojson",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_works_and_nothing_else_does(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert got.status_code == head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, address).status_code == 405


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one != "/healthz"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["cache-control"] == first.headers["cache-control"]


@pytest.mark.parametrize("address", ["/open-data/cooperation.csv", HERO_MAP, geo_address("rings")])
def test_texts_are_compressed(client: TestClient, address: str) -> None:
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with client.stream("GET", address, headers={"Accept-Encoding": encoding}) as reply:
            raw = b"".join(reply.iter_raw())
        assert reply.headers["content-encoding"] == encoding
        assert "Accept-Encoding" in reply.headers["vary"]
        assert unpack(raw) == plain.content
        assert reply.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("name", sorted(assets()))
def test_every_asset_is_served_for_ever(client: TestClient, name: str) -> None:
    reply = client.get(asset_address(name))
    assert reply.content == assets()[name].content
    assert reply.headers["content-type"] == assets()[name].media_type
    assert "immutable" in reply.headers["cache-control"]


@pytest.mark.parametrize("address", [asset_address("seal.svg"), HERO_MAP])
def test_drawings_may_run_nothing(client: TestClient, address: str) -> None:
    reply = client.get(address)
    policy = reply.headers["content-security-policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_an_old_address_gets_the_new_file_and_is_not_kept(client: TestClient) -> None:
    reply = client.get("/assets/seal.00000000.svg")
    assert reply.content == assets()["seal.svg"].content
    assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "/assets/seal.svg",
        "/assets/none.00000000.svg",
        "/assets/seal.0000000g.svg",
        "/assets/..%2fpyproject.00000000.toml",
        "/assets/",
    ],
)
def test_no_other_file_is_an_asset(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_icon_is_the_seal(client: TestClient) -> None:
    for address in ("/favicon.ico", "/favicon.png"):
        reply = client.get(address)
        assert reply.headers["content-type"] == "image/png"
        assert reply.content.startswith(b"\x89PNG")


def test_alive(client: TestClient) -> None:
    reply = client.get("/healthz")
    assert reply.json() == {"status": "ok"}
    assert reply.headers["cache-control"] == "no-store"


def _broken() -> None:
    raise readiness.NotReadyError("a secret reason")


@pytest.mark.parametrize("down", [None, "content", "database", "files"])
def test_ready_names_each_part(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    down: str | None,
) -> None:
    checks: dict[str, readiness.Check] = dict.fromkeys(readiness.CHECKS, lambda: None)
    if down:
        checks[down] = _broken
    monkeypatch.setattr(health, "check_parts", lambda: readiness.check_parts(checks))
    reply = client.get("/readyz")
    is_needed = down in readiness.NEEDED
    assert is_needed is (down in {"content", "database"})
    assert reply.status_code == (503 if is_needed else 200)
    word = "not ready" if is_needed else "degraded" if down else "ready"
    assert reply.json()["status"] == word
    states = {name: part["state"] for name, part in reply.json()["parts"].items()}
    assert states == {name: "down" if name == down else "ok" for name in checks}
    assert "secret" not in reply.text
    assert ("a secret reason" in caplog.text) is bool(down)


def test_the_parts_of_this_site_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_VAR", str(tmp_path))
    kept = (get_settings, bootstrap.get_engine, bootstrap.get_services)
    for one in kept:
        one.cache_clear()
    bootstrap.get_services()
    parts = readiness.check_parts()
    down = {name for name, part in parts.items() if part.state == "down"}
    assert down <= {"static_files", "jobs"}
    bootstrap.get_engine().dispose()
    for one in kept:
        one.cache_clear()


def test_robots_may_read_pages_and_find_the_sitemap(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {get_settings().public_url}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_robots_stay_away_from_what_is_for_one_person(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    for place in ("/consent/", "/withdraw/", "/receipt/", "/attachment/", "/uploads"):
        assert f"Disallow: {place}" in lines
