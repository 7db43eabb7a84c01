"""Dates, times, numbers and lists as each language writes them (CLDR through Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers, units

from youcheng.i18n.languages import Language


def format_date(day: date, language: Language) -> str:
    """A day in the long CLDR form, the only one that reads the same way in all six languages."""
    return dates.format_date(day, "long", locale=language.locale)


def format_month(day: date, language: Language) -> str:
    """Month and year in the language's own order, as for a heading.

    Russian alone has a form of the month that stands without a day; CLDR adds a "г." that a
    heading does without. The other languages do not use the stand-alone pattern because Babel's
    cached month names of one locale leak into the others (seen with Babel 2.18: Chinese first,
    then French).
    """
    if language.locale == "ru":
        return dates.format_date(day, "LLLL y", locale=language.locale)
    return dates.format_skeleton("yMMMM", day, locale=language.locale)


def month_names(language: Language) -> tuple[str, ...]:
    """The twelve months' names as they stand alone, January first.

    The patterns are those of `format_month`; Chinese counts its months in digits, as dates do.
    """
    pattern = {"ru": "LLLL", "zh_Hans_CN": "MMM"}.get(language.locale, "MMMM")
    days = (date(2026, month, 1) for month in range(1, 13))
    return tuple(dates.format_date(day, pattern, locale=language.locale) for day in days)


def date_order(language: Language) -> tuple[str, ...]:
    """The parts of a date, "day", "month" and "year", in the order in which they are written."""
    pattern = dates.get_date_format("long", locale=language.locale).pattern
    return tuple(sorted(_PARTS, key=lambda part: pattern.index(_PARTS[part])))


_PARTS: Final = {"day": "d", "month": "M", "year": "y"}


def format_time(moment: datetime, zone: str, language: Language) -> str:
    """Hours and minutes in an IANA time zone, on the 24-hour clock."""
    return dates.format_time(moment, "HH:mm", tzinfo=ZoneInfo(zone), locale=language.locale)


def format_weekday(moment: datetime, zone: str, language: Language) -> str:
    """The weekday's name at a moment in an IANA time zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return dates.format_date(local.date(), "EEEE", locale=language.locale)


def weekday_names(language: Language) -> dict[str, str]:
    """The weekdays' names in a language, by their English names."""
    english = dates.get_day_names("wide", locale="en")
    names = dates.get_day_names("wide", "stand-alone", locale=language.locale)
    return {english[day]: names[day] for day in range(7)}


def format_number(value: float, language: Language) -> str:
    """A number with the language's grouping and decimal mark."""
    text: str = numbers.format_decimal(value, locale=language.locale)
    return text


def format_list(parts: Sequence[str], language: Language) -> str:
    """Words joined as the language joins a list ('a, b and c')."""
    return lists.format_list(parts, locale=language.locale)


def format_language_name(code: str, language: Language) -> str:
    """What the language with this code is called in another; an unknown code names itself."""
    names = Locale.parse(language.locale).languages
    return str(names.get(code, code))


def format_size(size: int, language: Language) -> str:
    """The size of a file in bytes, in megabytes of 1024 × 1024 bytes or, below one, kilobytes."""
    unit, value = (
        ("megabyte", round(size / 1024**2, 1))
        if size >= 1024**2
        else ("kilobyte", float(max(1, round(size / 1024))))
    )
    text: str = units.format_unit(
        int(value) if value.is_integer() else value,
        f"digital-{unit}",
        "short",
        locale=language.locale,
    )
    return text
