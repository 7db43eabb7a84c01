"""Another province's site is made by data alone: docs/make-it-yours.md."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import youcheng.markup.assets as served
from tests.content.other_province import CITIES, PARTNER, write_other_province
from youcheng.content.loader import read_content
from youcheng.content.models import Content
from youcheng.content.problems import ContentError
from youcheng.domain.selection import Selection
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup import geo_files, hero_map
from youcheng.markup.map_page import map_body, map_list_body
from youcheng.markup.pages import page_body
from youcheng.paths import ASSETS, DATA
from youcheng.services.cooperation import draw_arcs, list_known
from youcheng.ui.map.camera import place_camera

CODES = [language.code for language in LANGUAGES]
PAGES = ("home", "partners", "programmes", "compete", "about")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content and drawings for another province."""
    root = tmp_path_factory.mktemp("other")
    shutil.copytree(DATA, root / "data", ignore=shutil.ignore_patterns("locale"))
    shutil.copytree(ASSETS, root / "assets", ignore=shutil.ignore_patterns("sample"))
    write_other_province(root / "data")
    shutil.copy(root / "assets" / "ripple.svg", root / "assets" / f"partner-{PARTNER}.svg")
    return root


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    return read_content(folder / "data", assets=folder / "assets")


@pytest.fixture(scope="module")
def files(folder: Path, content: Content) -> Mapping[str, geo_files.GeoFile]:
    """What its map fetches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geo_files, "GEO", folder / "data" / "geo")
        return geo_files.build_geo_files(content)


@pytest.fixture
def other(
    folder: Path,
    content: Content,
    files: Mapping[str, geo_files.GeoFile],
    monkeypatch: pytest.MonkeyPatch,
) -> Content:
    """That content, with its own map files and drawings served."""
    monkeypatch.setattr(geo_files, "GEO", folder / "data" / "geo")
    monkeypatch.setattr(geo_files, "geo_files", lambda: files)
    folders = tuple(folder / "assets" if one == ASSETS else one for one in served.FOLDERS)
    found = served.read_assets(folders)
    monkeypatch.setattr(served, "assets", lambda: found)
    return content


def test_it_loads_with_as_many_cities_as_there_are(other: Content) -> None:
    assert [city.id for city in other.cities] == list(CITIES)
    assert other.seat.id == "riverside"
    known = list_known(content=other)
    assert (known.first_year, known.last_year) == (1984, 2026)


def test_arcs_and_views_begin_where_the_province_is(other: Content) -> None:
    (arc,) = draw_arcs(content=other, items=other.items)
    assert arc.start == CITIES["seaside"][1:]
    camera = place_camera(content=other, selection=Selection(view="jiangsu"), phone=False)
    assert (camera.lon, camera.lat) == (120.5, 29.2)


def test_the_map_s_files_show_its_cities_and_no_others(
    other: Content, files: Mapping[str, geo_files.GeoFile]
) -> None:
    cities = json.loads(files["jiangsu-en"].content)["features"]
    assert {one["properties"]["city"] for one in cities} == set(CITIES)
    (label,) = [one for one in json.loads(files["places"].content) if one["icon"] == "jiangsu"]
    assert (label["x"], label["y"]) == (122.5, 28.5)
    mine = hero_map.draw_hero_map(read_content(DATA))
    assert hero_map.draw_hero_map(other).address != mine.address


@pytest.mark.parametrize("code", CODES)
def test_every_page_shows_it_in_every_language(other: Content, code: str) -> None:
    t = translator(code)
    pages = {page: page_body(page, {}, t, other) for page in PAGES}
    pages |= {"map": map_body({}, t, other), "map list": map_list_body({}, t, other)}
    for page in ("home", "partners", "map", "map list"):
        assert f"Harbour ({code})" in pages[page], page
    assert f"A school in Harbour ({code})" in pages["map list"]
    assert not any("kathmandu" in pages[page] for page in ("home", "partners", "map", "map list"))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "province.toml",
            'seat = "riverside"',
            'seat = "hilltop"',
            "province.toml: seat: jiangsu.toml has no city hilltop",
        ),
        (
            "province.toml",
            "south = 27.0",
            "south = 30.0",
            "jiangsu.toml: city 2 (seaside): 121.5, 29.9 does not lie in the box of province.toml",
        ),
        (
            "province.toml",
            "south = 27.0",
            "south = 37.0",
            "province.toml: box: west must be less than east, south less than north",
        ),
        (
            "jiangsu.toml",
            "adcode = 339902",
            "adcode = 339909",
            "jiangsu.toml: city 2 (seaside): adcode: geo/jiangsu.geojson has no city 339909",
        ),
        (
            "cooperation.toml",
            'theme = "education"',
            'theme = "education"\nyear_from = 1983',
            "cooperation.toml: item 1 (harbour-school): year_from: "
            "1983 lies before 1984, the first of province.toml",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    folder: Path, tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    copy = tmp_path / "data"
    shutil.copytree(folder / "data", copy)
    words = (copy / file).read_text("utf-8")
    assert old in words
    (copy / file).write_text(words.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    assert fault in str(caught.value).splitlines()


def test_a_missing_province_is_named_and_hides_no_other_fault(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(folder / "data", copy)
    (copy / "province.toml").unlink()
    words = (copy / "jiangsu.toml").read_text("utf-8")
    (copy / "jiangsu.toml").write_text(words.replace("lat = 29.9", "lat = 129.9"), "utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    lines = str(caught.value).splitlines()
    assert "province.toml: the file is missing" in lines
    assert any(line.startswith("jiangsu.toml: city 2 (seaside): lat") for line in lines)
