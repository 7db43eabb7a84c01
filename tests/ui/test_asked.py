"""What somebody asks for on a page of the desk, as the fields of a form bring it."""

from __future__ import annotations

import pytest

from youcheng.ui.asked import Asked


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("007", 7), ("", 0), ("-1", 0), ("²", 0), ("1e3", 0), ("9" * 5000, 0)],
)
def test_a_count_is_read_and_nothing_else_is_one(text: str, number: int) -> None:
    assert Asked("set", {"seen": text}).number("seen") == number
