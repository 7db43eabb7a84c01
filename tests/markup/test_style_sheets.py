"""Which style sheets travel with a document that stays as it is."""

from __future__ import annotations

import pytest

from youcheng.markup.style_sheets import stylesheet_for, whole_stylesheet

RULES = {
    "form": (".fsteps", '<ol class="fsteps">'),
    "gallery": ("[data-selection]", "<div data-selection>"),
    "map": (".legend", '<ul class="quiet legend">'),
}
"""For each part of the site a rule of its sheet, and markup that needs it."""


@pytest.mark.parametrize("part", RULES)
def test_the_sheet_of_a_part_travels_with_what_needs_it_and_not_else(part: str) -> None:
    rule, markup = RULES[part]
    assert rule in stylesheet_for(markup)
    assert rule in whole_stylesheet()
    for other, (foreign, _) in RULES.items():
        assert other == part or foreign not in stylesheet_for(markup)


def test_words_that_look_like_a_class_bring_no_sheet() -> None:
    assert stylesheet_for("<p>legend fsteps</p>") == stylesheet_for("")
