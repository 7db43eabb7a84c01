"""The works on the home page: rows that are full and equally high on a wide screen and a phone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work_examples import WORK
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.markup.home_gallery import HomeWork, hang_at_home

_RATIOS = st.lists(st.floats(0.5, 2.2), min_size=1, max_size=6)


def _hung(ratios: list[float]) -> list[HomeWork]:
    works = [
        replace(WORK, code=f"JS-26-000{place}-0", width=round(1000 * ratio), height=1000)
        for place, ratio in enumerate(ratios)
    ]
    return hang_at_home(works, translator("en"), load_content())


@given(_RATIOS)
def test_the_pictures_of_a_row_are_equally_high_and_never_wider_than_it(
    ratios: list[float],
) -> None:
    hung = _hung(ratios)
    assert sorted(one.hung.work.code for one in hung) == [
        f"JS-26-000{place}-0" for place in range(len(ratios))
    ]
    for in_row, shares in ((3, [one.wide for one in hung]), (2, [one.narrow for one in hung])):
        for begin in range(0, len(hung), in_row):
            row = shares[begin : begin + in_row]
            assert sum(row) <= 1
            heights = [
                share / one.hung.ratio
                for share, one in zip(row, hung[begin : begin + in_row], strict=True)
            ]
            assert max(heights) - min(heights) < 0.0005


@pytest.mark.parametrize(
    "ratios", [[1.4, 1.35, 1.3, 0.8, 0.75, 0.7], [0.7, 0.7, 0.7, 1.4, 1.4, 1.4], [1.33] * 6]
)
def test_rows_of_wide_and_tall_pictures_are_filled(ratios: list[float]) -> None:
    hung = _hung(ratios)
    for begin in (0, 3):
        assert sum(one.wide for one in hung[begin : begin + 3]) > 0.999
    for begin in (0, 2, 4):
        assert sum(one.narrow for one in hung[begin : begin + 2]) > 0.999


def test_one_work_alone_does_not_fill_the_screen() -> None:
    (one,) = _hung([1.0])
    assert one.wide < 0.5
    assert one.narrow < 0.7
