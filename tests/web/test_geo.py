"""The map's files over HTTP: complete, immutable, compressed, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from youcheng.content.loader import load_content
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.geo_files import geo_address, geo_files, place_names
from youcheng.paths import GEO
from youcheng.web.routes import geo

CLIENT = TestClient(Starlette(routes=geo.routes))
NAMES = sorted(geo_files())


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_served_whole_and_for_ever(name: str) -> None:
    reply = CLIENT.get(geo_address(name), headers={"Accept-Encoding": "identity"})
    assert reply.status_code == 200
    assert reply.content == geo_files()[name].content
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "accept-encoding" in reply.headers["vary"].lower()
    kind = geo_address(name).rsplit(".", 1)[1]
    if kind == "svg":
        assert reply.headers["content-type"] == "image/svg+xml"
        assert ElementTree.fromstring(reply.text).tag.endswith("svg")
    else:
        assert reply.headers["content-type"] == (
            "application/geo+json" if kind == "geojson" else "application/json"
        )
        assert json.loads(reply.text)


def test_the_world_and_the_south_china_sea_are_sent_as_the_data_draws_them() -> None:
    assert geo_files()["world"].content == Path(GEO / "world_lite.geojson").read_bytes()
    assert geo_files()["nanhai"].content == Path(GEO / "nanhai.geojson").read_bytes()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", None),
        ("identity", None),
        ("bread", None),
    ],
)
def test_the_coding_is_one_that_the_browser_takes(accepted: str, coding: str | None) -> None:
    reply = CLIENT.get(geo_address("nanhai"), headers={"Accept-Encoding": accepted})
    assert reply.headers.get("content-encoding") == coding
    assert reply.content == geo_files()["nanhai"].content


def test_brotli_holds_the_same_bytes() -> None:
    file = geo_files()["world"]
    assert brotli.decompress(file.brotli) == file.content


def test_a_known_file_is_not_sent_again() -> None:
    first = CLIENT.get(geo_address("rings"))
    again = CLIENT.get(geo_address("rings"), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = CLIENT.get(geo_address("rings"), headers={"If-None-Match": '"something"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/geo/world.000000000000.geojson",
        "/geo/nowhere.000000000000.geojson",
        geo_address("world").replace(".geojson", ".json"),
        "/geo/..%2f..%2fpyproject.0.toml",
    ],
)
def test_any_other_address_is_not_found_and_not_kept(address: str) -> None:
    reply = CLIENT.get(address)
    assert reply.status_code == 404
    assert "immutable" not in reply.headers.get("cache-control", "")


def test_only_the_partners_jiangsu_and_its_cities_are_named() -> None:
    content = load_content()
    for language in LANGUAGES:
        names = place_names(content, language.code)
        assert len(names) == 1 + len(content.partners) + len(content.cities)
        drawing = geo_files()[f"labels-{language.code}-light"].content.decode()
        texts = [e.text for e in ElementTree.fromstring(drawing).iter() if e.tag.endswith("text")]
        assert texts == list(names.values())
        assert set(json.loads(geo_files()[f"labels-{language.code}"].content)) == set(names)
