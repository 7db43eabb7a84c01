"""What the packaged fonts can draw, and what stands for the rest."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.copies import SAYINGS
from tests.naughty_strings import NAUGHTY
from youcheng.documents.glyphs import GAP, fill_gaps
from youcheng.i18n.languages import LANGUAGES, Language
from youcheng.paths import DATA, LOCALE


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_text_of_the_interface_can_be_drawn(language: Language) -> None:
    path = LOCALE / language.catalogue / "LC_MESSAGES" / "youcheng.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    texts = [text for message in catalogue for text in message.string]
    assert "".join(texts)
    assert [text for text in texts if fill_gaps(text) != text] == []


@pytest.mark.parametrize("folder", ["forms", "programmes"])
def test_every_text_of_forms_and_programmes_can_be_drawn(folder: str) -> None:
    lines = [
        line for path in (DATA / folder).glob("*.toml") for line in path.read_text().splitlines()
    ]
    assert len(lines) > 100
    assert [line for line in lines if fill_gaps(line) != line] == []


@pytest.mark.parametrize("saying", SAYINGS.values(), ids=SAYINGS)
def test_letters_of_the_six_languages_are_left_alone(saying: str) -> None:
    assert fill_gaps(saying) == saying


@pytest.mark.parametrize(
    "text",
    [
        "\u0438\u0306",
        "e\u0301",
        "\u0430\u0301",
        "र्\u200dयाली",
        "क\u093f",
        "a\u200bb",
        "❶①℃",
        "a\nb",
    ],
)
def test_marks_and_invisible_signs_that_fit_are_left_alone(text: str) -> None:
    assert fill_gaps(text) == text


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Zoé 😀", "Zoé □"),
        ("مريم", "□□□□"),
        ("𠀀", "□"),
        ("a\x00b\x7fc\td", "a□b□c□d"),
        ("a\ud800b", "a□b"),
        ("a\u202eb\u2066c\ufeffd", "a□b□c□d"),
        ("\u2012\u093f", "\u2012□"),
        ("中\u200d\u093f", "中\u200d□"),
    ],
)
def test_what_cannot_be_drawn_becomes_a_box(text: str, drawn: str) -> None:
    assert fill_gaps(text) == drawn


@given(st.one_of(st.text(), st.sampled_from(NAUGHTY)))
def test_boxes_keep_the_length_and_need_no_second_pass(text: str) -> None:
    filled = fill_gaps(text)
    assert len(filled) == len(text)
    assert all(now in (was, GAP) for was, now in zip(text, filled, strict=True))
    assert fill_gaps(filled) == filled
