"""Answers are brought into one shape, and only those of questions that are shown are kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.form_of_every_kind import ANSWERS, EVERY_KIND, FORM, TODAY
from youcheng.domain.forms import (
    clean_text,
    normalise,
    prune,
    validate,
    visible_fields,
)


def kept(**answers: object) -> dict[str, object]:
    return normalise(FORM, answers)


PIECES = (
    *(
        "İ",
        "ß",
        "ẞ",
        "ΑΣ",
        "ᾳ",
        "e",
        "é",
        "\u0301",
        "\u0345",
        "\u2126",
        "\u0f71\u0f72",
        "\u1100",
        "\u1161",
    ),
    *(
        "(0)",
        "00",
        "+",
        "＋",
        "0",
        "１",
        "५",
        "@",
        "＠",
        "。",
        ".",
        "://",
        "www.",
        "HTTP",
        "-",
        "–",
        ",",
    ),
    *("\u200d", "\u200b", "\u202e", " ", "\u3000", "\x85", "\n", "\ud800", "\u037e", "a", "A"),
)


@given(ANSWERS)
def test_normalising_twice_changes_nothing(answers: object) -> None:
    once = normalise(FORM, answers)
    assert normalise(FORM, once) == once


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_odd_texts_come_to_rest_at_once_in_every_field(text: str) -> None:
    once = normalise(FORM, {one.id: text for one in EVERY_KIND})
    assert normalise(FORM, once) == once
    validate(FORM, once, today=TODAY)


@given(st.text())
def test_a_clean_text_is_composed_and_holds_no_control_signs(text: str) -> None:
    for lines in (True, False):
        clean = clean_text(text, keep_lines=lines)
        assert unicodedata.is_normalized("NFC", clean)
        assert clean == clean.strip()
        barred = {unicodedata.category(sign) for sign in clean if sign != "\n" or not lines}
        assert not barred & {"Cc", "Cs"}


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("name", "  e\u0301\tb\r\nc\x00 ", "é b c"),
        ("name", "\u202egpj.exe", "gpj.exe"),
        ("name", "राम\u200dशर्मा", "राम\u200dशर्मा"),
        ("name", "\u200b \ufeff", None),
        ("story", " one\r\ntwo\u2028three\x07 ", "one\ntwo\nthree"),
        ("email", " Ada.Li@EXAMPLE.Org ", "Ada.Li@example.org"),
        ("email", "ada＠例子。中国", "ada@例子.中国"),
        ("phone", "+41 (0)21 555-01 23", "+41215550123"),
        ("phone", "００８６ ２５ १२३४ ५६७८", "+862512345678"),
        ("link", "example.org/a", "https://example.org/a"),
        ("link", "HTTPS://example.org", "https://example.org"),
        ("people", " １２ ", 12),
        ("people", "२५", 25),
        ("people", "1,200", 1200),
        ("people", 7.0, 7),
        ("people", "1.5", "1.5"),
        ("single", "on", True),
        ("single", False, None),
        ("cities", ["c", "a", "a", ""], ["a", "c"]),
        ("cities", "b", ["b"]),
        ("day", {"day": "५", "month": "9", "year": "２０２７"}, "2027-09-05"),
        (
            "day",
            {"day": "31", "month": "2", "year": "2027"},
            {"day": "31", "month": "2", "year": "2027"},
        ),
        ("day", {"day": "", "month": " ", "year": None}, None),
        ("birth", {"month": 7, "year": 1990}, "1990-07"),
        ("window", {"from": {"month": "1", "year": "2027"}, "to": ""}, {"from": "2027-01"}),
        ("months", ["2027-05", "2027-01", "2027-05"], ["2027-01", "2027-05"]),
        ("rows", [{"what": " a ", "more": 1}, {}, {"what": ""}], [{"what": "a"}]),
        ("colleges", ["", " NAU ", ""], ["NAU"]),
        ("website", "  ", None),
        ("unknown", "x", None),
    ],
)
def test_answers_are_brought_into_one_shape(field: str, typed: object, stored: object) -> None:
    assert kept(**{field: typed}) == ({} if stored is None else {field: stored})


@given(ANSWERS)
def test_pruned_answers_show_the_same_fields_and_have_the_same_problems(answers: object) -> None:
    given_answers = normalise(FORM, answers)
    left = prune(FORM, given_answers)
    assert set(left) <= {one.id for one in visible_fields(FORM, given_answers)}
    assert visible_fields(FORM, left) == visible_fields(FORM, given_answers)
    assert validate(FORM, left, today=TODAY) == validate(FORM, given_answers, today=TODAY)
    assert prune(FORM, left) == left
