"""A work on show, for tests that need one and no records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from youcheng.domain.gallery import Words, Work

_WORDS: Final = Words("The lake falls asleep", "Two boats on a blue lake.")
WORK: Final = Work(
    submission="0" * 32,
    code="JS-26-0000-0",
    edition="2026",
    theme="water",
    country="CH",
    place="vaud",
    band="8-10",
    technique="gouache",
    award="",
    year=2026,
    width_cm=0,
    height_cm=0,
    name="",
    language="en",
    words=_WORDS,
    translations={"en": _WORDS, "zh": _WORDS},
    picture="0" * 32,
    width=2000,
    height=1500,
    colour="#000000",
    placeholder="",
    published_at=datetime(2027, 6, 1, tzinfo=UTC),
)
