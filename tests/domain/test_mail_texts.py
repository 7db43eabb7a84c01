"""Texts of mails that staff write: nothing that a letter must name is lost, and nothing unknown,
unfinished or unseen gets in."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

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
WORDS = st.text(
    st.characters(exclude_characters="{}｛｝[]<>_X%", exclude_categories=["Cs"]), max_size=30
)
KNOWN = st.lists(
    st.one_of(WORDS, st.sampled_from(["{code}", "{programme}", "{contact}"])), max_size=8
)
STRAY = st.sampled_from(["{link}", "{", "}", "{0}", "{}", "{code.x}", "｛code｝", "[x]", "___"])


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


@given(KNOWN)
def test_what_names_all_that_is_needed_passes_and_is_filled_in(pieces: list[str]) -> None:
    words = "".join([*pieces, "{code}{programme}"])
    text = read_text({**DELIVERED.parts(), "paragraphs": words})
    check_text(text, DELIVERED)
    for part in text.parts().values():
        assert fill_in(part, FACTS) == Formatter().vformat(part, (), FACTS)
    assert names_in(text) <= FACTS.keys()


@given(KNOWN, STRAY, KNOWN)
def test_one_stray_sign_anywhere_is_refused(
    before: list[str], stray: str, after: list[str]
) -> None:
    words = "".join([*before, stray, *after])
    text = read_text({**DELIVERED.parts(), "after": words})
    assert refusal(text)[0] in {"unknown", "blank"}


@given(st.sets(st.sampled_from(["{code}", "{programme}"])))
def test_each_name_that_is_lost_is_missed(kept: set[str]) -> None:
    parts = {**DELIVERED.parts(), "title": "Received", "paragraphs": "Here. " + "".join(kept)}
    lost = sorted({"{code}", "{programme}"} - kept)
    if lost:
        assert refusal(read_text(parts)) == ("missing", "", lost[0])
    else:
        check_text(read_text(parts), DELIVERED)


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
