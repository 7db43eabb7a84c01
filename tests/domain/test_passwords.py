"""Which passwords may be set: long ones that are not tried first, of whatever characters."""

from __future__ import annotations

import pytest

from youcheng.domain.passwords import PasswordRefused, check_new_password, plain_password


def problem(text: str, *, name: str = "Anna Müller", email: str = "a.mueller@vaud.example") -> str:
    """Why it may not be set; empty where it may."""
    try:
        check_new_password(text, name=name, email=email)
    except PasswordRefused as refused:
        return refused.problem
    return ""


@pytest.mark.parametrize(
    "text",
    [
        "grey heron at the lake",
        "lowercaseonlywords",
        "730518264905",
        "春江花月夜共潮生明月何处",
        "пять медных чайников",
        "x7#Qp!m2Lr&z",
        "?!%&/()=+*#~",
        "Anna sings in the rain",
        " " * 3 + "leading spaces",
        "🌊" * 3 + "waterwater" + "🪷",
        "k" * 200 + "lmnop",
    ],
)
def test_a_long_password_of_any_characters_may_be_set(text: str) -> None:
    assert problem(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "short"),
        ("x7#Qp!m2Lr&", "short"),
        ("abc" * 86, "long"),
        ("aaaaaaaaaaaa", "common"),
        ("abababababab", "common"),
        ("123456789012", "common"),
        ("210987654321", "common"),
        ("Password1234", "common"),
        ("PASSWORD-2027", "common"),
        ("qwertyuiop[]", "common"),
        ("administrator", "common"),
        ("woaini1314520", "common"),
        ("abcdefghijkl", "common"),
        ("Anna Müller 1", "personal"),
        ("anna.mueller", "personal"),
        ("a.mueller@vaud.example", "personal"),
        ("Youcheng2027!", "personal"),
        ("jiangsu-anna-12", "personal"),
    ],
)
def test_what_is_short_or_tried_first_may_not(text: str, why: str) -> None:
    assert problem(text) == why


def test_a_chinese_name_is_not_the_password_either() -> None:
    assert problem("王芳王芳王芳王芳王芳1234", name="王芳", email="w@x.example") != ""
    assert problem("江苏友城江苏友城江苏友城", name="王芳", email="w@x.example") != ""


def test_half_and_full_width_letters_are_one_password() -> None:
    assert plain_password("ｇｒｅｙ　ｈｅｒｏｎ") == "grey heron"
    assert plain_password("e\u0301te\u0301") == plain_password("\u00e9t\u00e9")
