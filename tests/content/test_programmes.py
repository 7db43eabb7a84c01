"""What a programme says before its form is begun, and what the loader says of a broken one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from youcheng.content.models import Content

Change = Callable[[str, str, str], None]
Faults = Callable[[], list[str]]

FILE = "programmes/sports.toml"


def test_each_programme_says_what_to_have_at_hand_and_what_follows(content: Content) -> None:
    for programme in content.programmes:
        assert len(programme.steps_ahead.needs) >= 2
        assert 5 <= programme.steps_ahead.minutes <= 60
        assert len(programme.after) == 3


def test_each_programme_points_to_items_of_its_own_field(content: Content) -> None:
    themes = {
        one.id: {content.item(item).theme for item in one.items} for one in content.programmes
    }
    assert themes == {
        "study": {"education"},
        "talent": {"parks", "plans"},
        "culture": {"culture", "plans"},
        "sports": {"sport"},
        "health": {"health"},
        "friendship": {"education", "trust"},
    }


def test_a_summary_that_may_be_shown_is_told_before_it_is_asked_for(content: Content) -> None:
    for programme in content.programmes:
        asks = any(one.id == "summary_public" for one in content.form(programme.id).fields)
        told = any("shown on this site" in one.get("en") for one in programme.steps_ahead.needs)
        assert asks == told, programme.id


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"wushu"', '"chess"', f"{FILE}: items: cooperation.toml has no item chess"),
        ('"wushu"', '"dragon-boats"', f"{FILE}: items holds dragon-boats twice"),
        ("minutes = 15", "minutes = 0", f"{FILE}: steps_ahead.minutes: Input should be greater"),
        ("readers.ne", "readers.no", f"{FILE}: steps_ahead.readers.ne: no text in this language"),
        (
            'fr = "Votre sport',
            'de = "Ihr Sport',
            f"{FILE}: steps_ahead.needs[1].fr: no text in this language",
        ),
        ("[[after]]", "[[before]]", f"{FILE}: before: Extra inputs are not permitted"),
        ("[[after]]", "[[before]]", f"{FILE}: after: Tuple should have at least 3 items"),
    ],
)
def test_a_broken_programme_is_told_with_its_place(
    change: Change, faults: Faults, old: str, new: str, fault: str
) -> None:
    change(FILE, old, new)
    found = faults()
    assert any(line.startswith(fault) for line in found), found
