"""Turning and cropping a photo step by step comes to the same as doing it at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.domain.pictures import WHOLE, Edit
from youcheng.domain.works import crop_further, turn_further

TURNS = st.sampled_from([90, 180, 270])


@st.composite
def parts(draw: st.DrawFn) -> tuple[float, float, float, float]:
    left, top = draw(st.integers(0, 99)), draw(st.integers(0, 99))
    right, bottom = draw(st.integers(left + 1, 100)), draw(st.integers(top + 1, 100))
    return left / 100, top / 100, right / 100, bottom / 100


def _close(one: Edit, other: Edit) -> bool:
    return one.turn == other.turn and one.crop == pytest.approx(other.crop, abs=1e-9)


@given(parts(), st.lists(TURNS, min_size=1, max_size=6))
def test_a_photo_turned_full_circle_is_as_it_was(
    part: tuple[float, float, float, float], turns: list[int]
) -> None:
    begun = edit = Edit(crop=part)
    for turn in [*turns, -sum(turns) % 360]:
        edit = turn_further(edit, turn)
    assert _close(edit, begun)


def test_a_corner_that_was_kept_stays_the_same_corner_of_the_picture() -> None:
    top_left = Edit(crop=(0.0, 0.0, 0.25, 0.5))
    turned = turn_further(top_left, 90)
    # Turned clockwise, the top left corner of a picture is at its top right.
    assert _close(turned, Edit(turn=90, crop=(0.5, 0.0, 1.0, 0.25)))


def test_cropping_twice_counts_from_what_is_seen() -> None:
    half = crop_further(Edit(), (0.5, 0.0, 1.0, 1.0))
    assert _close(crop_further(half, (0.0, 0.5, 0.5, 1.0)), Edit(crop=(0.5, 0.5, 0.75, 1.0)))


@given(parts())
def test_keeping_all_of_it_changes_nothing(part: tuple[float, float, float, float]) -> None:
    edit = Edit(turn=180, crop=part)
    assert _close(crop_further(edit, WHOLE), edit)


@pytest.mark.parametrize("turn", [45, 1, -30])
def test_a_photo_is_turned_by_quarters_only(turn: int) -> None:
    with pytest.raises(ValueError, match="turn"):
        turn_further(Edit(), turn)


def test_nothing_at_all_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="nothing stays"):
        crop_further(Edit(), (0.5, 0.5, 0.5, 0.9))


def test_what_staff_cut_off_stays_cut_off_when_its_sender_turns_or_crops_on() -> None:
    edit = Edit(crop=(0.5, 0.0, 1.0, 1.0), trim=(0.0, 0.0, 0.5, 1.0))
    assert _close(turn_further(edit, 180), Edit(turn=180, crop=(0.25, 0.0, 0.5, 1.0)))
    assert _close(crop_further(edit, (0.0, 0.5, 1.0, 1.0)), Edit(crop=(0.5, 0.5, 0.75, 1.0)))
