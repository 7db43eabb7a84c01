"""Reference codes and access codes: what is forgiven, what is caught, how they are drawn."""

from __future__ import annotations

import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youcheng.domain.codes import (
    ALPHABET,
    DRAWS,
    CodeRefused,
    ReferenceCode,
    check_character,
    draw_access_code,
    draw_reference_code,
    is_whole,
    parse_access_code,
    parse_reference_code,
)

CODES = st.builds(
    ReferenceCode,
    st.integers(2000, 2099),
    st.text(alphabet=ALPHABET, min_size=4, max_size=4),
)


def test_alphabet_has_a_prime_size_and_no_look_alikes_and_no_vowels() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 29
    assert all(29 % number for number in range(2, 29))
    assert not set("AEIOULZ") & set(ALPHABET)


def test_two_is_a_primitive_root_so_that_all_weights_differ() -> None:
    assert len({pow(2, power, 29) for power in range(28)}) == 28


def test_a_code_is_written_as_promised() -> None:
    code = ReferenceCode(2026, "7K3M")
    assert re.fullmatch(r"JS-26-7K3M-[0-9B-Y]", str(code))
    assert is_whole(str(code).replace("-", ""))


@given(CODES)
@settings(max_examples=60)
def test_a_code_is_read_back(code: ReferenceCode) -> None:
    assert parse_reference_code(str(code)) == code


@given(CODES, st.data())
@settings(max_examples=60)
def test_a_code_is_read_back_however_it_is_typed(code: ReferenceCode, data: st.DataObject) -> None:
    text = str(code) if data.draw(st.booleans()) else str(code).removeprefix("JS-")
    forms = {"0": "0OoОо0०", "1": "1IiLlІ1१", "2": "2Zz2२", "V": "VvUu", "3": "3Зз3३"}
    forms |= {"B": "BbВв", "K": "KkКк", "M": "MmМ", "H": "HhН", "P": "PpР", "C": "CcС"}
    forms |= {"-": ["-", " ", "", "–", "—", "-", "・-", " - ", "\u00a0", "_", "−", "\u200b"]}
    typed = ""
    for character in text:
        typed += data.draw(st.sampled_from(forms.get(character, [character, character.lower()])))
    assert parse_reference_code(typed.replace("・", "")) == code


def _sample() -> list[ReferenceCode]:
    source = random.Random(7064)
    return [draw_reference_code(year=2026, random_below=source.randrange) for _ in range(40)]


@pytest.mark.parametrize("code", _sample(), ids=str)
def test_every_single_wrong_character_is_caught(code: ReferenceCode) -> None:
    whole = str(code).replace("-", "")
    for position, other in itertools.product(range(len(whole)), ALPHABET):
        if whole[position] != other:
            with pytest.raises(CodeRefused):
                parse_reference_code(whole[:position] + other + whole[position + 1 :])


@pytest.mark.parametrize("code", _sample(), ids=str)
def test_every_swap_of_two_characters_is_caught(code: ReferenceCode) -> None:
    whole = str(code).replace("-", "")
    for one, two in itertools.combinations(range(len(whole)), 2):
        if whole[one] != whole[two]:
            swapped = [*whole]
            swapped[one], swapped[two] = swapped[two], swapped[one]
            with pytest.raises(CodeRefused):
                parse_reference_code("".join(swapped))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("JS-26-7K3", "length"),
        ("9" * 65, "length"),
        ("JS-26-7K3M-É", "character"),
        ("JS-26-7A3M-Q", "character"),
        ("XY-26-7K3M-Q", "prefix"),
        ("JS-K6-7K3M-Q", "year"),
        ("JS-26-7K3M-0", "check"),
    ],
)
def test_refusals_say_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(CodeRefused) as caught:
        parse_reference_code(text)
    assert caught.value.problem == problem


def test_only_one_check_character_of_all_fits() -> None:
    fits = [is_whole(f"JS267K3M{character}") for character in ALPHABET]
    assert [*itertools.compress(ALPHABET, fits)] == [check_character("JS267K3M")]


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    try:
        code = parse_reference_code(text)
    except CodeRefused:
        return
    assert parse_reference_code(str(code)) == code


def test_a_taken_code_is_drawn_again() -> None:
    numbers = iter([0, 0, 0, 0, 1, 2, 3, 4])
    first = ReferenceCode(2026, "0000")
    code = draw_reference_code(
        year=2026, is_taken=lambda code: code == first, random_below=lambda below: next(numbers)
    )
    assert code == ReferenceCode(2026, "1234")


def test_a_full_year_is_an_error_and_no_endless_loop() -> None:
    with pytest.raises(RuntimeError, match=f"{DRAWS} draws"):
        draw_reference_code(year=2026, is_taken=lambda code: True)


def test_a_year_that_two_digits_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="2100"):
        draw_reference_code(year=2100)


def test_access_codes_are_read_back_and_a_slip_is_caught() -> None:
    code = draw_access_code()
    plain = code.replace("-", "")
    assert parse_access_code(f" {code.lower()} ") == plain
    with pytest.raises(CodeRefused) as caught:
        parse_access_code(plain[:-1] + next(other for other in ALPHABET if other != plain[-1]))
    assert caught.value.problem == "check"
    with pytest.raises(CodeRefused) as caught:
        parse_access_code(plain[:-1])
    assert caught.value.problem == "length"


def test_codes_are_drawn_evenly_from_the_whole_alphabet() -> None:
    below: list[int] = []

    def count(number: int) -> int:
        below.append(number)
        return len(below) % number

    draw_reference_code(year=2026, random_below=count)
    assert below == [29, 29, 29, 29]
