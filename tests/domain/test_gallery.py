"""What is public of a work, and the texts that works are searched by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form_examples import ENTRIES
from tests.work_examples import WORK
from youcheng.content.loader import load_content
from youcheng.domain.consents import consent_of
from youcheng.domain.form_definitions import VisibilityClass
from youcheng.domain.gallery import (
    Position,
    Words,
    grams,
    index_grams,
    mix,
    public_answers,
    read_position,
    search_text,
)
from youcheng.domain.states import Consent

FORM = load_content().form("painting-2026").definition


@given(st.frozensets(st.sampled_from(Consent)), st.sampled_from(sorted(ENTRIES)))
def test_only_public_answers_with_their_consent_are_shown(
    agreed: frozenset[Consent], who: str
) -> None:
    shown = public_answers(FORM, ENTRIES[who], agreed)
    for name in shown:
        asked = FORM.field(name)
        assert VisibilityClass.PUB in asked.visibility
        assert consent_of(asked.public_with or "") in agreed
    assert ("title" in shown) == (Consent.SHOW_WORK in agreed)
    assert not {"child_given_name", "birth", "guardian_email", "school_name"} & {*shown}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  Le LAC, s’endort! ", "le lac s endort"),
        ("月亮船。\n湖", "月亮船 湖"),
        ("Ａ１", "a1"),
        ("धागो चुँडियो", "धागो चुँडियो"),
        ("\x00\ud800%_", ""),
    ],
)
def test_search_text_holds_letters_marks_and_digits(text: str, found: str) -> None:
    assert search_text(text) == found


@given(st.text(max_size=40), st.data())
def test_every_part_of_a_word_is_found_by_its_grams(text: str, data: st.DataObject) -> None:
    search = search_text(text)
    words = search.split()
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    end = data.draw(st.integers(start + 1, len(word)))
    assert grams(word[start:end]) <= index_grams(search)


@given(st.integers(0, 30_000_000_000_000_000))
def test_a_position_survives_an_address(microseconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    position = Position(1, moment, "JS-26-7K3M-1")
    assert read_position(str(position)) == position


def test_works_are_mixed_over_countries_and_awarded_ones_come_first() -> None:
    drawn = [("CN", 1), ("CN", 1), ("CH", 1), ("CN", 0), ("CN", 0), ("BY", 0), ("NP", 0)]
    works = [
        replace(WORK, code=f"JS-26-000{place}-0", country=country, award="awarded" if won else "")
        for place, (country, won) in enumerate(drawn)
    ]
    found = [(one.country, bool(one.award)) for one in mix(works, 6)]
    assert found == [
        ("CN", True), ("CH", True), ("CN", True), ("CN", False), ("BY", False), ("NP", False),
    ]  # fmt: skip
    assert mix(works, 99) != works
    assert {one.code for one in mix(works, 99)} == {one.code for one in works}
    assert mix([], 6) == []


@pytest.mark.parametrize(
    ("reader", "language", "text"),
    [("zh", "zh", "staff zh"), ("fr", "fr", "the child"), ("ne", "en", "staff en")],
)
def test_a_picture_is_described_in_the_language_of_the_reader_where_it_can_be(
    reader: str, language: str, text: str
) -> None:
    work = replace(
        WORK,
        language="fr",
        words=Words("Le lac", "the child"),
        translations={code: Words("Lake", f"staff {code}") for code in ("zh", "en")},
    )
    assert work.alt_in(reader) == (language, text)
