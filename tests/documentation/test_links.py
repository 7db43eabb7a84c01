"""Every link of the documents leads somewhere, and every document is found from the README."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from tests.documentation.markdown import documents, links, read, slugs
from youcheng.paths import ROOT

DOCUMENTS: Final = documents()
NAMES: Final = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
MOST_BYTES: Final = 60_000
"""Of one picture: whoever opens the README on a slow line still sees it."""
BASES: Final = ("", "youcheng", "youcheng/web/middleware", "tests/browser")
"""Folders from which documents name modules."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    for link in links(path):
        assert link.target.exists(), f"there is no {link.target}"
        if link.heading:
            assert link.heading in slugs(link.target), f"{link.target.name}: #{link.heading}"


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached and path.suffix == ".md":
            reached.add(path)
            waiting += [link.target for link in links(path)]
    assert [name for name, path in zip(NAMES, DOCUMENTS, strict=True) if path not in reached] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_pictures_have_words_and_are_small(path: Path) -> None:
    for link in links(path):
        if link.is_picture:
            assert len(link.text.split()) >= 5, f"{link.target.name} needs a text alternative"
            assert link.target.stat().st_size <= MOST_BYTES, link.target.name
            if link.target.suffix == ".webp":
                with Image.open(link.target) as picture:
                    picture.verify()


def test_no_picture_is_left_over() -> None:
    shown = {link.target for path in DOCUMENTS for link in links(path) if link.is_picture}
    assert {*(ROOT / "docs" / "pictures").iterdir()} == shown


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_modules_and_tests_that_are_named_exist(path: Path) -> None:
    named = set(re.findall(r"`([\w./*-]+\.py)`", read(path)))
    missing = {
        one
        for one in named
        if "/" in one and not any(list((ROOT / base).glob(one)) for base in BASES)
    }
    assert missing == set()
