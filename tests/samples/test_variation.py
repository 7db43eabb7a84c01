"""Variations of a sample work look like works of their own."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from youcheng.domain.pictures import ALIKE, distance
from youcheng.media.picture_fingerprint import take_fingerprint
from youcheng.samples.variation import LONG_EDGE, vary
from youcheng.samples.works import load_works

WORKS = load_works()


def test_variation_is_the_same_from_a_file_and_from_a_picture() -> None:
    with Image.open(WORKS[0].picture) as picture:
        assert vary(picture, 5).tobytes() == vary(WORKS[0].picture, 5).tobytes()


def test_variations_have_fingerprints_of_their_own() -> None:
    work = WORKS[12]
    with Image.open(work.picture) as opened:
        original = opened.convert("RGB")
    original.thumbnail((500, 500))
    prints = [take_fingerprint(vary(original, seed)) for seed in range(30)]
    assert len(set(prints)) == 30
    apart = [distance(one, other) for one, other in combinations(prints, 2)]
    assert median(apart) > 2 * ALIKE
    assert sum(bits <= ALIKE for bits in apart) < 0.03 * len(apart)


def test_variation_fits_the_long_edge_and_keeps_its_subject() -> None:
    for seed in range(6):
        shown = vary(WORKS[seed * 7].picture, seed)
        assert shown.mode == "RGB"
        assert 700 <= max(shown.size) <= LONG_EDGE
        assert 0.4 < shown.width / shown.height < 3.2


def test_skin_keeps_its_colour() -> None:
    for tone in ((243, 205, 168), (168, 112, 63), (95, 58, 37)):
        for seed in range(20):
            red, green, blue = (
                vary(Image.new("RGB", (40, 40), tone), seed).resize((1, 1)).getpixel((0, 0))
            )
            assert red > green > blue


def test_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.webp").write_bytes(b"no picture")
    with pytest.raises(OSError, match="cannot identify"):
        vary(tmp_path / "note.webp", 1)
