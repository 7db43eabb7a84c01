"""Reading a selection from an address and writing it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.selection import (
    PARAMETERS,
    STATUSES,
    THEMES,
    UNDATED,
    VIEWS,
    Known,
    Selection,
    parse_selection,
    shown,
)

KNOWN = Known(
    partners=("mogilev", "vaud", "bsb"),
    cities=("nanjing", "suzhou"),
    items=("park", "school-pair"),
    first_year=2015,
    last_year=2026,
)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection that the known ids allow."""
    partner = draw(st.none() | st.sampled_from(KNOWN.partners))
    chosen = draw(st.sets(st.sampled_from(THEMES)))
    views = VIEWS if partner else [view for view in VIEWS if view != "partner"]
    return Selection(
        partner=partner,
        themes=tuple(theme for theme in THEMES if theme in chosen),
        city=draw(st.none() | st.sampled_from(KNOWN.cities)),
        year=draw(st.none() | st.just(UNDATED) | st.integers(KNOWN.first_year, KNOWN.last_year)),
        status=draw(st.none() | st.sampled_from(STATUSES)),
        item=draw(st.none() | st.sampled_from(KNOWN.items)),
        view=draw(st.sampled_from(views)),
    )


@given(selections())
def test_a_selection_comes_back_from_its_own_address(selection: Selection) -> None:
    params = {name: [value] for name, value in selection.to_params().items()}
    assert parse_selection(params, KNOWN) == (selection, ())


anything = st.text(st.sampled_from("ab9,२ \x00\n\u202e🜨ß"), max_size=12) | st.sampled_from(
    ["vaud", "trust,plans", "2019", "undated", "9" * 10_000, "\x00", "🜨", "२०१९", ",,,", "park"]
)


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "lang", "utm"]), st.lists(anything)))
def test_any_address_gives_a_usable_selection(params: Mapping[str, Sequence[str]]) -> None:
    selection, problems = parse_selection(params, KNOWN)
    again = {name: [value] for name, value in selection.to_params().items()}
    assert parse_selection(again, KNOWN) == (selection, ())
    for problem in problems:
        assert problem.parameter in PARAMETERS
        assert len(problem.value) <= 40
        assert problem.value.isprintable()
    assert len({(p.parameter, p.code) for p in problems}) == len(problems)


@pytest.mark.parametrize(
    ("params", "selection", "problems"),
    [
        ({}, Selection(), []),
        ({"partner": [""]}, Selection(), []),
        ({"partner": [" Vaud "]}, Selection(partner="vaud"), []),
        ({"partner": ["atlantis"]}, Selection(), [("unknown", "partner", "atlantis")]),
        ({"partner": ["vaud", "vaud"]}, Selection(partner="vaud"), []),
        ({"partner": ["vaud", "bsb"]}, Selection(partner="vaud"), [("repeated", "partner", "bsb")]),
        ({"theme": ["plans,trust"]}, Selection(themes=("trust", "plans")), []),
        ({"theme": ["plans", "trust"]}, Selection(themes=("trust", "plans")), []),
        (
            {"theme": ["trust,magic"]},
            Selection(themes=("trust",)),
            [("unknown", "theme", "magic")],
        ),
        ({"year": ["2019"]}, Selection(year=2019), []),
        ({"year": ["२०१९"]}, Selection(year=2019), []),
        ({"year": ["undated"]}, Selection(year=UNDATED), []),
        ({"year": ["1999"]}, Selection(), [("range", "year", "1999")]),
        ({"year": ["soon"]}, Selection(), [("unknown", "year", "soon")]),
        ({"view": ["partner"]}, Selection(), [("partner_needed", "view", "partner")]),
        (
            {"view": ["partner"], "partner": ["vaud"]},
            Selection(partner="vaud", view="partner"),
            [],
        ),
        ({"lang": ["fr"], "utm_source": ["x"]}, Selection(), []),
    ],
)
def test_examples(
    params: dict[str, list[str]], selection: Selection, problems: list[tuple[str, str, str]]
) -> None:
    found, noted = parse_selection(params, KNOWN)
    assert found == selection
    assert [(p.code, p.parameter, p.value) for p in noted] == problems


def test_problems_come_in_the_order_of_the_parameters() -> None:
    _, problems = parse_selection({"view": ["x"], "year": ["x"], "partner": ["x"]}, KNOWN)
    assert [problem.parameter for problem in problems] == ["partner", "year", "view"]


def test_a_shown_value_is_short_and_without_control_characters() -> None:
    assert shown("a\x00b\n\u202ec") == "a b c"
    assert shown("x" * 10_000) == "x" * 39 + "…"


def test_themes_toggle_in_the_order_of_the_site() -> None:
    one = Selection().with_theme_toggled("plans", KNOWN)
    two = one.with_theme_toggled("trust", KNOWN)
    assert two.themes == ("trust", "plans")
    assert two.with_theme_toggled("plans", KNOWN).themes == ("trust",)


def test_clearing_keeps_the_view_unless_it_needs_a_partner() -> None:
    assert Selection(partner="vaud", view="globe").cleared() == Selection(view="globe")
    assert Selection(partner="vaud", view="partner").cleared() == Selection()
