"""What the wall tells a browser of its pictures."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from youcheng.content.loader import load_content
from youcheng.domain.gallery import Choice, Words, Work
from youcheng.i18n.catalogues import translator
from youcheng.markup.gallery_page import Names, hang


def a_work(width: int, height: int) -> Work:
    return Work(
        submission="0" * 32,
        code="JS-26-7K3M-1",
        edition="2026",
        theme="",
        country="",
        place="",
        band="",
        technique="",
        award="",
        year=2026,
        width_cm=0,
        height_cm=0,
        name="",
        language="fr",
        words=Words("Le lac", "Un lac bleu."),
        translations={"en": Words("The lake", "A blue lake."), "zh": Words("湖", "蓝色的湖。")},
        picture="0" * 32,
        width=width,
        height=height,
        colour="#aabbcc",
        placeholder="",
        published_at=datetime(2026, 6, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(("width", "height"), [(750, 1000), (1000, 1400), (990, 1000)])
def test_the_smaller_copy_of_an_upright_picture_is_enough_on_the_wall(
    width: int, height: int
) -> None:
    work = a_work(width, height)
    hung = hang(work, Choice(), Names(translator("en"), load_content()), "en", 0)
    on_a_wide_screen = re.findall(r"(\d+)px", hung.sizes)[-1]
    assert int(on_a_wide_screen) <= hung.small[0]
