"""Dates, numbers and lists as each language writes them, all in one process, Chinese first.

Chinese comes first on purpose: Babel 2.18 remembers the first locale's stand-alone month names and
gives them to the others.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import pytest

from youcheng.i18n import formats
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE, LANGUAGES

DAY: Final = date(2026, 9, 14)
MOMENT: Final = datetime(2026, 9, 14, 20, 5, tzinfo=UTC)
MONTHS: Final = {
    "zh": "2026年9月",
    "en": "September 2026",
    "fr": "septembre 2026",
    "ru": "сентябрь 2026",
    "ms": "September 2026",
    "ne": "2026 सेप्टेम्बर",
}


def test_months_do_not_leak_from_one_language_to_the_next() -> None:
    found = {one.code: formats.format_month(DAY, one) for one in LANGUAGES}
    assert next(iter(found)) == "zh"
    assert found == MONTHS
    assert {one.code: formats.format_month(DAY, one) for one in LANGUAGES} == MONTHS


@pytest.mark.parametrize(
    ("code", "day", "number", "joined", "weekday"),
    [
        ("zh", "2026年9月14日", "1,234,567.5", "a、b和c", "星期二"),
        ("en", "14 September 2026", "1,234,567.5", "a, b and c", "Tuesday"),
        ("fr", "14 septembre 2026", "1\u202f234\u202f567,5", "a, b et c", "mardi"),
        ("ru", "14 сентября 2026\u202fг.", "1\xa0234\xa0567,5", "a, b и c", "вторник"),
        ("ms", "14 September 2026", "1,234,567.5", "a, b dan c", "Selasa"),
        ("ne", "2026 सेप्टेम्बर 14", "12,34,567.5", "a,b र c", "मङ्गलबार"),
    ],
)
def test_each_language_has_its_own_way(
    code: str, day: str, number: str, joined: str, weekday: str
) -> None:
    language = BY_CODE[code]
    assert formats.format_date(DAY, language) == day
    assert formats.format_number(1_234_567.5, language) == number
    assert formats.format_list(["a", "b", "c"], language) == joined
    assert formats.format_weekday(MOMENT, "Asia/Shanghai", language) == weekday


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_times_are_on_the_24_hour_clock_in_ascii_digits(language: object) -> None:
    zones = {"Asia/Kathmandu": "01:50", "Europe/Zurich": "22:05", "Asia/Brunei": "04:05"}
    for zone, time in zones.items():
        assert formats.format_time(MOMENT, zone, language) == time  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("zh", [{0, 1, 2, 5, 11, 21, 22, 25, 1_000_000}]),
        ("en", [{1}, {0, 2, 5, 11, 21, 22, 25, 1_000_000}]),
        ("fr", [{0, 1}, {2, 5, 11, 21, 22, 25}]),
        ("ru", [{1, 21}, {2, 22}, {0, 5, 11, 25, 1_000_000}]),
        ("ms", [{0, 1, 2, 5, 11, 21, 22, 25, 1_000_000}]),
    ],
)
def test_numbers_take_the_plural_form_of_the_language(code: str, forms: list[set[int]]) -> None:
    t = translator(code)
    found = []
    for numbers in forms:
        texts = {
            t.ngettext("{number} year with {name}", "{number} years with {name}", n)
            for n in numbers
        }
        assert len(texts) == 1, (numbers, texts)
        found.append(texts.pop())
    assert len(set(found)) == len(forms)
