"""A moment on the organiser's clock and on the reader's."""

from __future__ import annotations

from datetime import datetime

from babel.dates import get_timezone_gmt

from youcheng.domain.deadlines import NANJING, known_zone, show_time
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_date, format_time


def write_moment(moment: datetime, *, zone: str, t: Translator) -> tuple[str, ...]:
    """The moment on the reader's clock, where that is known and differs, and then in Nanjing.

    Each line ends with the difference from universal time: a letter may be read elsewhere than the
    form was written.

    Args:
        moment: aware.
        zone: IANA name of the reader's time zone. One that is empty or not known here counts as
            not given: the mail must leave.
        t: the texts of the language.
    """
    shown = show_time(moment, zone=known_zone(zone) or NANJING.key)
    nanjing = _line(t.gettext("{date}, {time} Nanjing time ({offset})"), shown.nanjing, t)
    if shown.local is None:
        return (nanjing,)
    local = _line(t.gettext("{date}, {time} your local time ({offset})"), shown.local, t)
    return (local, nanjing)


def _line(message: str, moment: datetime, t: Translator) -> str:
    language = t.language
    return message.format(
        date=format_date(moment.date(), language),
        time=format_time(moment, str(moment.tzinfo), language),
        offset=get_timezone_gmt(moment, "long", locale=language.locale),
    )
