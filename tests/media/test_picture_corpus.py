"""Real pictures that libraries are tested with, good and bad ones, hand-made bombs, and mutants.

Whatever comes is taken or refused with a code; the process that asks goes on.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import FULL, SEED
from tests.media import nasty_files
from tests.media import nasty_pictures as nasty
from tests.media.mutants import mutate
from tests.media.pdf_corpora import fetch
from tests.media.picture_corpora import PACKAGES, pictures
from youcheng.domain.pictures import REFUSALS, PictureRefused
from youcheng.media.picture_kinds import HEAD, find_picture_kind
from youcheng.media.pictures import take_in

MUTANTS: Final = 8 if FULL else 2


def outcome(content: bytes, folder: Path) -> str:
    folder.mkdir()
    path = folder / "upload"
    path.write_bytes(content)
    try:
        return take_in(path, folder, sample=True).kind
    except PictureRefused as refused:
        code = refused.code
    assert code in REFUSALS
    assert [*folder.iterdir()] == [path]
    return code


def test_no_bomb_is_taken(tmp_path: Path) -> None:
    for number, (name, content) in enumerate(nasty.bombs().items()):
        assert outcome(content, tmp_path / str(number)) in REFUSALS, name


def test_any_mutant_is_taken_or_refused(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    scene = nasty.scene((320, 240))
    parents = [
        nasty.saved(scene, "JPEG"),
        nasty.saved(scene, "JPEG", progressive=True),
        nasty.saved(scene, "PNG"),
        nasty.saved(scene.quantize(32), "PNG"),
        nasty.saved(scene, "WEBP"),
        nasty.heic(scene),
        nasty.animated("PNG"),
        nasty_files.photograph_with_preview(),
    ]
    found = Counter(
        outcome(mutate(parent, chance), tmp_path / f"{place}-{number}")
        for place, parent in enumerate(parents)
        for number in range(10 * MUTANTS)
    )
    assert found["file_broken"] > 0
    assert sum(found[kind] for kind in ("jpg", "png", "webp", "heic")) > 0


if FULL:

    @pytest.mark.full
    @pytest.mark.timeout(3600)
    @pytest.mark.parametrize(("package", "number"), PACKAGES.items())
    def test_no_picture_of_a_library_ends_more_than_its_reader(
        package: str, number: int, tmp_path: Path
    ) -> None:
        chance = random.Random(f"{SEED}/{package}")
        found: Counter[str] = Counter()
        for place, content in enumerate(pictures(fetch(package))):
            found[outcome(content, tmp_path / str(place))] += 1
            if find_picture_kind(content[:HEAD]):
                for mutant in range(MUTANTS):
                    changed = mutate(content, chance)
                    outcome(changed, tmp_path / f"{place}-{mutant}")
        assert found.total() >= number
        assert sum(found[kind] for kind in ("jpg", "png", "webp", "heic")) > number // 3
