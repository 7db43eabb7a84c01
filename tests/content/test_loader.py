from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import sample
from youcheng.content.loader import load_content, read_content
from youcheng.content.models import Content
from youcheng.content.problems import ContentError
from youcheng.content.texts import Text
from youcheng.i18n.languages import LANGUAGES
from youcheng.paths import DATA

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]


def test_shipped_content_loads_and_is_read_once() -> None:
    assert load_content() is load_content(DATA)
    assert isinstance(load_content(), Content)


def test_an_untouched_copy_has_no_faults(faults: Faults) -> None:
    assert faults() == []


FAULTS: Final = [
    (
        "figures.toml",
        'label.ms = "',
        'label.xx = "',
        "figures.toml: figure 1 (trade-growth): label.ms: no text in this language",
    ),
    (
        "figures.toml",
        'label.ms = "',
        'label.xx = "',
        "figures.toml: figure 1 (trade-growth): label.xx: unknown language",
    ),
    (
        "jiangsu.toml",
        'name.en = "Nanjing"',
        'name.en = " "',
        "jiangsu.toml: city 1 (nanjing): name.en: must not be empty",
    ),
    (
        "jiangsu.toml",
        'name.fr = "Nanjing"',
        'name.fr = "TODO"',
        "jiangsu.toml: city 1 (nanjing): name.fr: looks unfinished: it holds a placeholder",
    ),
    (
        "jiangsu.toml",
        'name.fr = "Suzhou"',
        'name.fr = "Suzhoue\u0301"',
        "jiangsu.toml: city 5 (suzhou): name.fr: must be in Unicode normal form NFC",
    ),
    (
        "jiangsu.toml",
        "lat = 32.06",
        "lat = 132.06",
        "jiangsu.toml: city 1 (nanjing): lat: Input should be less than or equal to 90",
    ),
    (
        "jiangsu.toml",
        'id = "wuxi"',
        'id = "nanjing"',
        "jiangsu.toml: city 2 (nanjing): id: nanjing is there twice",
    ),
    (
        "cooperation.toml",
        "\ntheme = ",
        "\ncolour = 1\ntheme = ",
        "cooperation.toml: item 1 (mogilev-visits): colour: Extra inputs are not permitted",
    ),
    (
        "cooperation.toml",
        "year_from = 2015",
        "year_from = 1915",
        "cooperation.toml: item 1 (mogilev-visits): year_from: "
        "Input should be greater than or equal to 1978",
    ),
    (
        "cooperation.toml",
        "year_from = 2015",
        "year_from = 2014",
        "cooperation.toml: item 1 (mogilev-visits): year_from: "
        "2014 lies before 2015, the first of province.toml",
    ),
    (
        "cooperation.toml",
        "year_from = 2019\nyear_to = 2019",
        "year_from = 2019\nyear_to = 2018",
        "cooperation.toml: item 5 (boni-hall): year_to lies before year_from",
    ),
    (
        "cooperation.toml",
        'section = "trust", sentence = 3',
        'section = "trust", sentence = 8',
        "cooperation.toml: item 1 (mogilev-visits): source: "
        "section trust of article has only 7 sentences",
    ),
    (
        "cooperation.toml",
        'section = "trust", sentence = 3',
        'section = "coda", sentence = 3',
        "cooperation.toml: item 1 (mogilev-visits): source: article has no section coda",
    ),
    (
        "cooperation.toml",
        '{ id = "belta-2018" }',
        '{ id = "nowhere" }',
        "cooperation.toml: item 1 (mogilev-visits): source: sources.toml has no source nowhere",
    ),
    (
        "cooperation.toml",
        "lon = 118.76\nlat = 31.98",
        "lon = 31.98\nlat = 18.76",
        "cooperation.toml: item 5 (boni-hall): places[1]: "
        "31.98, 18.76 does not lie in the box of province.toml",
    ),
    (
        "cooperation.toml",
        'cities = ["nanjing"]',
        'cities = ["nanking"]',
        "cooperation.toml: item 5 (boni-hall): a place lies in nanjing, which cities does not name",
    ),
    (
        "cooperation.toml",
        'cities = ["nanjing", "yangzhou"]',
        'cities = ["nanjing", "yangchow"]',
        "cooperation.toml: item 32 (hospital-exchanges): cities: jiangsu.toml has no city yangchow",
    ),
    (
        "cooperation.toml",
        'theme = "plans"\nstatus = "announced"',
        'theme = "plans"\nstatus = "done"',
        "cooperation.toml: item 33 (three-year-plan): "
        "an item of the theme plans has the status announced",
    ),
    (
        "timeline.toml",
        'item = "boni-hall"',
        'item = "boni-house"',
        "timeline.toml: entry 1 (boni-king): item: cooperation.toml has no item boni-house",
    ),
    (
        "timeline.toml",
        "date = 2017-09-28",
        "date = 2016-09-28",
        "timeline.toml: entry 14 (changzhou-begun): date needs the same year in year",
    ),
    (
        "figures.toml",
        'standing = "article"',
        'standing = "verified"',
        "figures.toml: figure 1 (trade-growth): standing: "
        "verified needs a source other than the article",
    ),
    (
        "figures.toml",
        'standing = "article"',
        'standing = "unverified"',
        "figures.toml: figure 1 (trade-growth): standing: Input should be 'verified' or 'article'",
    ),
    (
        "partners.toml",
        'outline = "mogilev"',
        'outline = "minsk"',
        "partners.toml: partner 1 (mogilev): outline: geo/partners.geojson has no feature minsk",
    ),
    (
        "partners.toml",
        "order = 2",
        "order = 1",
        "partners.toml: partner 2 (vaud): order: 1 is also the order of mogilev",
    ),
    (
        "partners.toml",
        'timezone = "Europe/Minsk"',
        'timezone = "Europe/Mogilev"',
        "partners.toml: partner 1 (mogilev): timezone: unknown zone Europe/Mogilev",
    ),
    (
        "partners.toml",
        'id = "area"',
        'id = "population"',
        "partners.toml: partner 1 (mogilev): facts[2].id: population is there twice",
    ),
    (
        "stories/vaud.toml",
        'items = ["zhenjiang-park", "changzhou-park"]',
        'items = ["zhenjiang-park", "nanking-park"]',
        "stories/vaud.toml: steps 4 (economy): items: cooperation.toml has no item nanking-park",
    ),
    (
        "stories/vaud.toml",
        'partner = "vaud"',
        'partner = "bsb"',
        "stories/vaud.toml: partner: must be vaud, as the file is called",
    ),
    (
        "programmes/study.toml",
        'character = "学"',
        'character = "学习"',
        "programmes/study.toml: character: String should match pattern '^[\\u4e00-\\u9fff]$'",
    ),
    (
        "sources.toml",
        'address = "https://',
        'address = "ftp://',
        "sources.toml: source 2 (wiki7-mogilev): address: must be an http or https address",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), sample(FAULTS, 10, "faults of content"))
def test_a_fault_is_named_with_file_table_and_key(
    change: Change, faults: Faults, file: str, old: str, new: str, line: str
) -> None:
    change(file, old, new)
    assert line in faults()


def test_all_faults_are_told_at_once(change: Change, faults: Faults) -> None:
    change("jiangsu.toml", "lat = 32.06", "lat = 132.06")
    change("figures.toml", 'label.fr = "', 'label.xx = "')
    change("stories/bsb.toml", 'partner = "bsb"', 'partner = "vaud"')
    files = {line.split(":")[0] for line in faults()}
    assert {"jiangsu.toml", "figures.toml", "stories/bsb.toml"} <= files


def test_a_broken_entry_is_not_reported_again_by_those_that_name_it(
    change: Change, faults: Faults
) -> None:
    change("cooperation.toml", "\ntheme = ", "\ncolour = 1\ntheme = ")
    assert faults() == [
        "cooperation.toml: item 1 (mogilev-visits): colour: Extra inputs are not permitted"
    ]


def test_a_file_that_is_not_toml_is_named(copy: Path, faults: Faults) -> None:
    (copy / "timeline.toml").write_text("entry = [", encoding="utf-8")
    assert any(line.startswith("timeline.toml: not TOML:") for line in faults())


def test_a_file_that_is_not_utf8_is_named(copy: Path, faults: Faults) -> None:
    (copy / "figures.toml").write_bytes(b"# \xff\n")
    assert any(re.match(r"figures\.toml: not UTF-8: .+ at byte 2$", line) for line in faults())


@pytest.mark.parametrize("body", ["{", "[]", '{"features": [{}]}', '{"features": 1}'])
@pytest.mark.parametrize(("name", "key"), [("jiangsu", "adcode"), ("partners", "id")])
def test_an_outline_that_cannot_be_read_is_named(
    copy: Path, faults: Faults, name: str, key: str, body: str
) -> None:
    (copy / "geo" / f"{name}.geojson").write_text(body, encoding="utf-8")
    assert faults() == [f"geo/{name}.geojson: not GeoJSON whose features have the property {key}"]


def test_the_same_text_in_another_order_has_the_same_hash() -> None:
    words = {language.code: "Tea" for language in LANGUAGES}
    one, other = Text(words), Text(dict(reversed(words.items())))
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize("file", ["sources.toml", "partners.toml", "cooperation.toml"])
def test_a_missing_file_is_named(copy: Path, faults: Faults, file: str) -> None:
    (copy / file).unlink()
    assert f"{file}: the file is missing" in faults()


def test_a_missing_story_and_an_unknown_table_are_named(copy: Path, faults: Faults) -> None:
    (copy / "stories" / "vaud.toml").unlink()
    with (copy / "figures.toml").open("a", encoding="utf-8") as file:
        file.write("\n[extra]\nkey = 1\n")
    found = faults()
    assert "stories/: vaud is missing" in found
    assert "figures.toml: extra: unknown table, this file holds [[figure]]" in found


def test_a_story_needs_six_steps(copy: Path, faults: Faults) -> None:
    path = copy / "stories" / "vaud.toml"
    body = path.read_text(encoding="utf-8")
    path.write_text(body[: body.rindex("[[steps]]")], encoding="utf-8")
    assert any(line.startswith("stories/vaud.toml: steps: ") for line in faults())


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"sources\.toml: the file is missing") as caught:
        read_content(tmp_path)
    assert len(caught.value.problems) == 12
