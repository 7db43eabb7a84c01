"""The shipped sample works: pictures and words are there and fit the competition's own rules."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from youcheng.content.loader import load_content
from youcheng.samples.painter.mediums import MEDIUMS
from youcheng.samples.painter.palettes import PALETTES
from youcheng.samples.painter.scenes import SCENES
from youcheng.samples.works import FOLDER, TECHNIQUES, SampleWork, load_works

WORKS = load_works()
CONTENT = load_content()
EDITION = next(edition for edition in CONTENT.editions if edition.id == "2026")
LANGUAGES = {"CN": "zh", "BY": "ru", "CH": "fr", "BN": "ms", "NP": "ne", "CG": "fr"}
SCRIPTS = {"zh": r"[\u4e00-\u9fff]", "ru": r"[А-Яа-яЁё]", "ne": r"[\u0900-\u097f]"}
"""Letters that words of a language must have, where it is not written in Latin ones."""


def test_sixty_works_come_from_all_six_countries() -> None:
    assert len({work.id for work in WORKS}) == len(WORKS) == 60
    counts = Counter(work.country for work in WORKS)
    assert counts == {"CN": 20, "BY": 8, "CH": 8, "BN": 8, "NP": 8, "CG": 8}
    assert {work.band for work in WORKS} == {band.id for band in EDITION.bands}
    assert {work.technique for work in WORKS} == set(TECHNIQUES)


def test_pictures_weigh_at_most_ten_megabytes() -> None:
    assert sum(work.picture.stat().st_size for work in WORKS) <= 10_000_000
    assert {path.name for path in FOLDER.glob("*.webp")} == {work.picture.name for work in WORKS}


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.id)
def test_work_has_a_picture_of_its_scene_in_full_size(work: SampleWork) -> None:
    scene = SCENES[work.scene]
    with Image.open(work.picture) as picture:
        picture.load()
        assert picture.format == "WEBP"
        assert 1100 <= max(picture.size) <= 1600
        assert picture.width / picture.height == pytest.approx(scene.width / scene.height, rel=0.01)
        assert not picture.getexif()
        assert not {"xmp", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.id)
def test_work_names_what_the_site_knows(work: SampleWork) -> None:
    assert work.band in {band.id for band in EDITION.bands}
    assert work.theme in {theme.id for theme in EDITION.themes}
    assert work.technique == MEDIUMS[work.medium].technique
    assert work.technique in TECHNIQUES
    assert work.palette in PALETTES
    partners = {partner.id: partner.country for partner in CONTENT.partners}
    cities = {city.id for city in CONTENT.cities}
    assert work.place in cities if work.country == "CN" else partners[work.place] == work.country


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.id)
def test_work_has_words_in_its_own_language_chinese_and_english(work: SampleWork) -> None:
    assert work.language == LANGUAGES[work.country]
    spoken = {work.language, "zh", "en"}
    assert set(work.title) == set(work.see) == spoken
    assert set(work.story) in (set(), spoken)
    for language in spoken:
        words = [work.title[language], work.see[language], work.story.get(language, "")]
        assert 1 <= len(words[0]) <= 80
        assert 20 <= len(words[1]) <= 300
        assert len(words[2]) <= 600
        for text in filter(None, words):
            assert re.search(SCRIPTS.get(language, "[A-Za-z]"), text)
            assert text == text.strip()
            assert not re.search(r"['\"@]|https?:|\d{3}", text)


def test_nobody_says_the_same_twice() -> None:
    for words in ([w.title for w in WORKS], [w.see for w in WORKS]):
        for language in ("zh", "en"):
            assert max(Counter(each[language] for each in words).values()) == 1


@pytest.mark.parametrize(
    ("line", "other", "message"),
    [
        ("sample = true\n", "", "does not say that it is a sample"),
        ("sample = true\n", "sample = false\n", "does not say that it is a sample"),
        ('band = "', 'age = "', "age"),
    ],
)
def test_work_that_is_not_whole_is_refused(
    tmp_path: Path, line: str, other: str, message: str
) -> None:
    text = (FOLDER / "works.toml").read_text("utf-8")
    assert line in text
    (tmp_path / "works.toml").write_text(text.replace(line, other, 1), "utf-8")
    with pytest.raises(ValueError, match=message):
        load_works(tmp_path)
