"""What the wall tells a browser of its pictures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.work_examples import WORK
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.markup.gallery_names import Names
from youcheng.markup.hung_works import hang


@pytest.mark.parametrize(("width", "height"), [(750, 1000), (1000, 1400), (990, 1000)])
def test_the_smaller_copy_of_an_upright_picture_is_enough_on_the_wall(
    width: int, height: int
) -> None:
    work = replace(WORK, width=width, height=height)
    hung = hang(work, Names(translator("en"), load_content()), 0, "?lang=en")
    on_a_wide_screen = re.findall(r"(\d+)px", hung.sizes)[-1]
    assert int(on_a_wide_screen) <= hung.widths["320.webp"]
