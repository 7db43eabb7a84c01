"""Every file shows the part of a picture that stays, and nothing else of it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.media.shown_pictures import SIZE, differ, show
from youcheng.domain.pictures import Edit
from youcheng.media.picture_position import Box

CROPPED = (0.1, 0.0, 1.0, 0.9)
TRIM = (0.25, 0.5, 0.75, 1.0)
BLUR = (0.4, 0.4, 0.6, 0.7)
"""Begins above what stays."""
SOFT = 12
"""Two files of the same pixels differ by less, the JPEG's blocks lying otherwise; two places of the
picture by some 85."""


def _place(edit: Edit) -> Box:
    """Where what stays lies in the picture as its sender cropped it."""
    size = SIZE[::-1] if edit.turn % 180 else SIZE
    left, top, right, bottom = edit.box(*size)
    first = replace(edit, trim=Edit().trim).box(*size)
    return left - first[0], top - first[1], right - first[0], bottom - first[1]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_every_file_shows_the_part_that_stays(tmp_path: Path, turn: int) -> None:
    edit = Edit(turn, CROPPED, trim=TRIM)
    whole = show(tmp_path / "whole", Edit(turn, CROPPED))
    trimmed = show(tmp_path / "trimmed", edit)
    for before, after in zip(whole, trimmed, strict=True):
        expected = before.crop(_place(edit))
        assert after.size == expected.size
        assert differ(after, expected) < SOFT


@pytest.mark.parametrize("turn", [0, 90])
def test_what_is_blurred_stays_so_at_its_place_when_edges_are_cut_off(
    tmp_path: Path, turn: int
) -> None:
    edit = Edit(turn, CROPPED, (BLUR,), TRIM)
    plain = show(tmp_path / "plain", Edit(turn, CROPPED))
    blurred = show(tmp_path / "blurred", Edit(turn, CROPPED, (BLUR,)))
    trimmed = show(tmp_path / "trimmed", edit)
    for sharp, before, after in zip(plain, blurred, trimmed, strict=True):
        place = _place(edit)
        width, height = after.size
        # The squares are as large as before: a little of a part shows no more than all of it.
        assert differ(after, before.crop(place)) < SOFT
        inside = (width * 3 // 10, 0, width * 7 // 10, height * 4 // 10)
        assert differ(after.crop(inside), sharp.crop(place).crop(inside)) > 30
