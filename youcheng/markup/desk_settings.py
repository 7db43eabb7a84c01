"""The settings in the desk: dates of editions, access codes, how long things are kept, and the
texts of mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from markupsafe import Markup

from youcheng.domain.edition_dates import CLOSES, OPENS, REVEALS, DatesRefused, round_moment
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_parts import DESK, PartLink, part_links
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.desk_parts import DeskPart
from youcheng.services.edition_dates import DatesPlan, SetDates, Touched
from youcheng.services.ports_outbox import Letter

MINUTES: Final = "%Y-%m-%dT%H:%M"
"""How a browser writes a date and a time."""


class Section(StrEnum):
    """A section of the settings, as the address names it."""

    DATES = "dates"
    CODES = "codes"
    RETENTION = "retention"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class SettingsOutcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done.
        trouble: why it was refused.
        code: an access code that is shown this once.
        label: whom it is for.
        plan: what other dates would come to.
        given: what was filled in, by field.
        letter: as a text would make it.
    """

    said: str = ""
    trouble: str = ""
    code: str = ""
    label: str = ""
    plan: DatesPlan | None = None
    given: Mapping[str, str] | None = None
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    label: str
    value: str
    now: Moment
    delivered: Moment | None


@dataclass(frozen=True, slots=True)
class _Change:
    at: Moment
    by: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Edition:
    id: str
    name: str
    number: int
    fields: Sequence[_Field]
    is_delivered: bool
    changes: Sequence[_Change]
    plan: DatesPlan | None
    planned: Sequence[tuple[str, str, Moment, Moment, str]]
    touched: Sequence[str]


def frame(section: Section, parts: Sequence[DeskPart], t: Translator) -> dict[str, object]:
    """What every section is drawn with: links to the parts of the desk and to the sections."""
    names = {
        Section.DATES: t.pgettext("settings", "Dates of the competition"),
        Section.CODES: t.pgettext("settings", "Access codes"),
        Section.RETENTION: t.pgettext("settings", "How long things are kept"),
        Section.TEXTS: t.pgettext("settings", "Texts of e-mails"),
    }
    code, part = t.language.code, str(DeskPart.SETTINGS)
    return {
        "links": part_links(parts, t, here=DeskPart.SETTINGS),
        "own_sessions": address(SESSIONS, code),
        "sections": [
            PartLink(names[one], address(DESK, code, part=part, section=str(one)), one is section)
            for one in Section
        ],
        "title": names[section],
    }


def dates_page(
    editions: Sequence[SetDates],
    parts: Sequence[DeskPart],
    t: Translator,
    *,
    outcome: SettingsOutcome | None = None,
) -> Markup:
    """The dates of the editions.

    Args:
        editions: as they stand.
        parts: of the desk that are the reader's.
        t: the texts of the language.
        outcome: of the last act.
    """
    done = outcome or SettingsOutcome()
    return render(
        "desk/settings_dates.html",
        t,
        editions=[_edition(one, done, t) for one in editions],
        outcome=done,
        **frame(Section.DATES, parts, t),
    )


def name_moments(dates: SetDates, t: Translator) -> dict[str, str]:
    """What the moments of an edition are called."""
    opens = t.pgettext("dates", "Round {number} of the jury begins")
    closes = t.pgettext("dates", "Round {number} of the jury ends")
    names = {
        OPENS: t.pgettext("dates", "Entries are taken from"),
        CLOSES: t.pgettext("dates", "Deadline for entries"),
        REVEALS: t.pgettext("dates", "Results are shown from"),
    }
    for number, one in enumerate(dates.edition.rounds, start=1):
        shown = format_number(number, t.language)
        names[round_moment(one.id, OPENS)] = opens.format(number=shown)
        names[round_moment(one.id, CLOSES)] = closes.format(number=shown)
    return names


def dates_trouble(refused: DatesRefused, names: Mapping[str, str], t: Translator) -> str:
    """Why dates may not be so."""
    words = {
        "same": t.gettext("Nothing differs from what holds now."),
        "order": t.gettext("“{name}” must come later than the date before it."),
        "ahead": t.gettext("“{name}” must lie in the future."),
        "settled": t.gettext("“{name}” has come to pass and can no longer be changed."),
        "missing": t.gettext("Enter a date and a time for “{name}”."),
        "changed": t.gettext(
            "Nothing was changed: somebody else has changed the dates meanwhile. You see them as "
            "they are now."
        ),
        "content": t.gettext("These dates do not agree with another edition or with the forms."),
    }
    return words[refused.problem].format(name=names.get(refused.name, refused.name))


def _edition(dates: SetDates, done: SettingsOutcome, t: Translator) -> _Edition:
    names = name_moments(dates, t)
    plan = done.plan if done.plan is not None and done.plan.edition == dates.edition.id else None
    given = dict(done.given or {}) if (done.given or {}).get("edition") == dates.edition.id else {}
    return _Edition(
        id=dates.edition.id,
        name=dates.edition.name.get(t.language.code),
        number=dates.number,
        fields=[
            _Field(
                name,
                names[name],
                given.get(name) or write_minutes(at, dates),
                show_moment(at, t),
                None
                if dates.delivered.get(name) == at
                else show_moment(dates.delivered.get(name, at), t),
            )
            for name, at in dates.moments.items()
        ],
        is_delivered=dict(dates.moments) == dict(dates.delivered),
        changes=[_change(one.at, one.by, one.moments, names, dates, t) for one in dates.changes],
        plan=plan,
        planned=[] if plan is None else _planned(plan, names, dates, t),
        touched=[] if plan is None else _touched(plan, t),
    )


def write_minutes(at: datetime, dates: SetDates) -> str:
    """A moment as a browser's field for date and time holds it, by the edition's clock."""
    return at.astimezone(dates.edition.clock).strftime(MINUTES)


def _change(
    at: datetime,
    by: str,
    moments: Mapping[str, datetime],
    names: Mapping[str, str],
    dates: SetDates,
    t: Translator,
) -> _Change:
    words = [
        t.pgettext("dates", "{name}: {moment}").format(
            name=names.get(name, name), moment=show_moment(moment, t).words
        )
        for name, moment in moments.items()
    ]
    if not words:
        words = [t.pgettext("dates", "As delivered with the site")]
    return _Change(show_moment(at, t), dates.people.get(by, by), words)


def _planned(
    plan: DatesPlan, names: Mapping[str, str], dates: SetDates, t: Translator
) -> list[tuple[str, str, Moment, Moment, str]]:
    return [
        (
            name,
            names[name],
            show_moment(plan.before[name], t),
            show_moment(plan.after[name], t),
            write_minutes(plan.after[name], dates),
        )
        for name in plan.changed
    ]


def _touched(plan: DatesPlan, t: Translator) -> list[str]:
    words = {
        Touched.DRAFTS: t.gettext("Drafts to which the new deadline applies: {number}"),
        Touched.BANDS: t.gettext("Entries sent whose age group changes: {number}"),
        Touched.WAITING_WORKS: t.gettext("Works that come on show with the results: {number}"),
    }
    return [
        words[one].format(number=format_number(number, t.language))
        for one, number in plan.touched.items()
    ]
