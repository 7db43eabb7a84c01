"""The calendar that visitors subscribe to (iCalendar, RFC 5545).

Only what has a day is in it: the anniversaries of agreements whose date of signing is sourced, and
the competition's deadlines and results. A partnership of which only the year is known has its
anniversary on its page.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from youcheng.content.models import CompetitionEdition, Content, Partner
from youcheng.domain.site_map import page_address
from youcheng.i18n.catalogues import Translator


def build_calendar(*, content: Content, t: Translator, origin: str, revised: datetime) -> bytes:
    """The calendar in one language.

    Args:
        content: the partners and when their agreements were signed; the editions.
        t: the texts of the language.
        origin: the site's public address, without a slash at the end.
        revised: when the content was last changed, aware.
    """
    name = t.gettext("Youcheng: days of friendship")
    calendar = Calendar()
    calendar.add("prodid", "-//Youcheng//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("url", f"{origin}{page_address('home', language=t.language.code)}")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for partner in content.partners:
        if partner.signing.date is not None:
            calendar.add_component(_anniversary(content, partner, t, origin, revised))
    for edition in content.editions:
        for kind, at in (("deadline", edition.closes_at), ("results", edition.reveals_at)):
            calendar.add_component(_edition_moment(edition, kind, at, t, origin, revised))
    text: bytes = calendar.to_ical()
    return text


def _anniversary(
    content: Content, partner: Partner, t: Translator, origin: str, revised: datetime
) -> Event:
    """The yearly day of an agreement, all day long and in no time zone."""
    day = partner.signing.date
    if day is None:
        raise ValueError(f"the day of the agreement with {partner.id} is not known")
    code = t.language.code
    ids = dict.fromkeys(ref.id for ref in partner.signing.source)
    sources = [content.source(source_id) for source_id in ids]
    named = [f"{source.title.get(code)} {source.address or ''}".strip() for source in sources]
    summary = t.gettext("Anniversary of the agreement between {jiangsu_side} and {partner}")
    event = Event()
    # The id says what the event is, so that a subscriber's copy is updated and never doubled.
    event.add("uid", f"signing-{partner.id}-{day.isoformat()}@youcheng")
    event.add("dtstamp", revised.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("rrule", {"freq": "yearly"})
    event.add(
        "summary",
        summary.format(jiangsu_side=partner.jiangsu_side.get(code), partner=partner.name.get(code)),
        parameters={"language": t.language.html},
    )
    event.add("description", "\n\n".join((partner.signing.text.get(code), *named)))
    event.add(
        "url",
        origin + page_address("partners", language=code, values={"partner": partner.id}),
    )
    event.add("transp", "TRANSPARENT")
    return event


def _edition_moment(
    edition: CompetitionEdition,
    kind: str,
    at: datetime,
    t: Translator,
    origin: str,
    revised: datetime,
) -> Event:
    """The deadline or the results of an edition: a moment, tentative while it is a proposal."""
    code = t.language.code
    summary = {
        "deadline": t.gettext("Deadline: {competition}"),
        "results": t.gettext("Results: {competition}"),
    }[kind].format(competition=edition.name.get(code))
    event = Event()
    event.add("uid", f"edition-{edition.id}-{kind}@youcheng")
    event.add("dtstamp", revised.astimezone(UTC))
    event.add("dtstart", at.astimezone(UTC))
    event.add("status", "TENTATIVE" if edition.provisional else "CONFIRMED")
    event.add("summary", summary, parameters={"language": t.language.html})
    event.add("description", edition.line.get(code))
    event.add("url", origin + page_address("compete", language=code))
    event.add("transp", "TRANSPARENT")
    return event
