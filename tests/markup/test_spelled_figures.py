"""Texts that spell a figure out: the figure is the one in force, in six languages at once.

Whoever changes one of these figures changes the words with it.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tools.catalogues import read
from youcheng.domain.editions import HIGHEST_SCORE, LOWEST_SCORE
from youcheng.domain.lifetimes import DRAFT, SPAM_RETURN
from youcheng.domain.pictures import LEAST_LONG_EDGE, LEAST_TRIMMED_SHARE
from youcheng.domain.staff import LINK_LIFETIME
from youcheng.i18n.languages import BY_CODE
from youcheng.paths import PACKAGE
from youcheng.services.access import RECEIPT_ACCESS, STATUS_ACCESS
from youcheng.services.desk_retention import HORIZONS
from youcheng.services.gallery import MOST_SELECTED
from youcheng.services.jury_access import LONGEST_REASON
from youcheng.services.jury_view import IDLE_AFTER

SPELLED = (
    ("This page stays open for two hours.", STATUS_ACCESS, timedelta(hours=2)),
    ("You can come back to this page for 30 days.", RECEIPT_ACCESS, timedelta(days=30)),
    ("it works for three days", LINK_LIFETIME, timedelta(days=3)),
    ("nothing done for three days", IDLE_AFTER, timedelta(days=3)),
    ("For 30 days it can be brought back.", SPAM_RETURN.length, timedelta(days=30)),
    ("set aside more than 30 days ago", SPAM_RETURN.length, timedelta(days=30)),
    ("when it has not changed for 30 days", DRAFT.length, timedelta(days=30)),
    ("What goes within 30 days", HORIZONS[-1], timedelta(days=30)),
    ("Give a reason, in at most 1,000 characters.", LONGEST_REASON, 1_000),
    ("needs at least 1,600 pixels", LEAST_LONG_EDGE, 1_600),
    ("At least a fifth of each edge", LEAST_TRIMMED_SHARE, 1 / 5),
    ("it holds 60 works", MOST_SELECTED, 60),
    ("1 is the lowest mark, 5 the highest.", (LOWEST_SCORE, HIGHEST_SCORE), (1, 5)),
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every text of the site in English."""
    ids = (message.id for message in read(BY_CODE["en"]))
    return [text for one in ids for text in ([one] if isinstance(one, str) else one)]


@pytest.mark.parametrize(("words", "figure", "spelled"), SPELLED, ids=[row[0] for row in SPELLED])
def test_a_figure_in_words_is_the_one_in_force(
    texts: list[str], words: str, figure: object, spelled: object
) -> None:
    assert any(words in text for text in texts)
    assert figure == spelled


def test_a_device_keeps_as_many_works_as_an_address_may_name() -> None:
    script = (PACKAGE / "markup" / "static" / "selection.js").read_text("utf-8")
    assert re.findall(r"const MOST = (\d+);", script) == [str(MOST_SELECTED)]
