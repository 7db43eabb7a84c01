"""Texts of mails that staff write: nothing that a letter must name is lost, and nothing unknown,
unfinished or unseen gets in."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.mail_texts import (
    LONGEST,
    MailText,
    MailTextProblem,
    MailTextRefused,
    allowed_names,
    check_text,
    fill_in,
    is_fit,
    names_in,
    read_text,
)

DELIVERED = MailText(
    title="We have received {code}",
    paragraphs=("Your form for “{programme}” has arrived.", "Nothing has been decided."),
    next_step="Please keep this mail.",
    button="See how far it is",
)
FACTS = {"code": "JS-26-7K3M-1", "programme": "Study", "contact": "friends@example.org"}
WORDS = st.text(st.characters(exclude_characters="{}｛｝[]<>_X%", exclude_categories=["Cs"]))
PIECES = st.one_of(
    WORDS, st.sampled_from(["{code}", "{programme}", "{contact}", "{link}", "{", "}", "{0}", "{}"])
)
PARAGRAPHS = st.lists(PIECES, max_size=8).map("".join)


def refusal(text: MailText, delivered: MailText = DELIVERED) -> tuple[MailTextProblem, str, str]:
    with pytest.raises(MailTextRefused) as refused:
        check_text(text, delivered)
    assert not is_fit(text, delivered)
    return refused.value.problem, refused.value.part, refused.value.name


def test_what_was_delivered_may_stand_in_its_own_place() -> None:
    check_text(DELIVERED, DELIVERED)
    assert read_text(DELIVERED.parts()) == DELIVERED
    assert allowed_names(DELIVERED) == {"code", "programme", "contact"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": ""}, ("empty", "title", "")),
        ({"paragraphs": ()}, ("empty", "paragraphs", "")),
        ({"next_step": ""}, ("empty", "next_step", "")),
        ({"button": ""}, ("empty", "button", "")),
        ({"title": "{code} " + "a" * 150}, ("long", "title", "")),
        ({"after": ("{link}",)}, ("unknown", "after", "{link}")),
        ({"after": ("{code.__class__}",)}, ("unknown", "after", "{code.__class__}")),
        ({"after": ("{ code }",)}, ("unknown", "after", "{ code }")),
        ({"after": ("｛code｝",)}, ("unknown", "after", "｛code｝")),
        ({"after": ("{}",)}, ("unknown", "after", "{}")),
        ({"after": ("{{code}}",)}, ("blank", "after", "{")),
        ({"next_step": "Ask [name]."}, ("blank", "next_step", "[name]")),
        ({"next_step": "Ask ____."}, ("blank", "next_step", "____")),
        ({"title": "Received"}, ("missing", "", "{code}")),
        ({"paragraphs": ("It is here.",)}, ("missing", "", "{programme}")),
    ],
)
def test_a_text_that_may_not_be_so_is_refused_by_part_and_name(
    changes: dict[str, object], why: tuple[str, str, str]
) -> None:
    assert refusal(replace(DELIVERED, **changes)) == why  # type: ignore[arg-type]


def test_a_name_may_move_to_another_part() -> None:
    check_text(replace(DELIVERED, title="Received", next_step="Keep {code}."), DELIVERED)


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_passes_names_all_that_is_needed_and_can_be_filled_in(first: str, second: str) -> None:
    typed = {**DELIVERED.parts(), "title": first or "{code}", "paragraphs": second}
    text = read_text(typed)
    try:
        check_text(text, DELIVERED)
    except MailTextRefused as refused:
        assert refused.problem in get_args(MailTextProblem)
        return
    assert names_in(DELIVERED) <= names_in(text) <= allowed_names(DELIVERED)
    for part, words in text.parts().items():
        filled = fill_in(words, FACTS)
        assert "{" not in filled
        assert "}" not in filled
        assert len(words) <= LONGEST[part]
        assert filled == Formatter().vformat(words, (), FACTS)
    assert read_text(text.parts()) == text


@given(st.text())
def test_what_was_read_once_reads_the_same_again(typed: str) -> None:
    text = read_text(dict.fromkeys(LONGEST, typed))
    assert read_text(text.parts()) == text
    assert not {"\n", "\r", "\x00", "\u2028", "\u202e"} & set(text.title + "".join(text.after))


def test_signs_that_languages_need_stay_and_those_that_deceive_go() -> None:
    text = read_text(
        {"title": "  Bonjour\u00a0: गर्‍यो\u202e \r\n next\x00 ", "after": "a\r\nb\n \nc"}
    )
    assert text.title == "Bonjour\u00a0: गर्‍यो next"
    assert text.after == ("a b", "c")


def test_a_fact_in_braces_is_no_name() -> None:
    assert fill_in("{programme}: {code}", {**FACTS, "programme": "{code}"}) == (
        "{code}: JS-26-7K3M-1"
    )
