"""Dates, times, numbers and lists as each language writes them (CLDR through Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import dates, lists, numbers

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
