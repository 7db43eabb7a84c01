"""The health of the site in the desk: what stands, in a line for each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_history import show_moment
from youcheng.markup.desk_parts import part_links
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.desk_parts import DeskPart
from youcheng.services.health import Health, Level, MailServer, Part


@dataclass(frozen=True, slots=True)
class _Row:
    part: Part
    name: str
    level: Level
    word: str
    found: str


def health_page(health: Health, parts: Sequence[DeskPart], t: Translator) -> Markup:
    """The page of the site's health.

    Args:
        health: how the site stands.
        parts: of the desk that are the reader's.
        t: the texts of the language.
    """
    return render(
        "desk/health.html",
        t,
        at=show_moment(health.at, t),
        rows=[_row(part, health, t) for part in Part],
        versions=health.versions,
        links=part_links(parts, t, here=DeskPart.HEALTH),
        own_sessions=address(SESSIONS, t.language.code),
    )


def level_words(level: Level, t: Translator) -> str:
    """How a part stands."""
    return {
        Level.GOOD: t.pgettext("health", "In order"),
        Level.WARNING: t.pgettext("health", "Needs a look"),
        Level.BAD: t.pgettext("health", "Out of order"),
    }[level]


def _row(part: Part, health: Health, t: Translator) -> _Row:
    names = {
        Part.DATABASE: t.pgettext("health", "Database"),
        Part.FILES: t.pgettext("health", "File store"),
        Part.DISK: t.pgettext("health", "Disk"),
        Part.MAIL_SERVER: t.pgettext("health", "Mail server"),
        Part.OUTBOX: t.pgettext("health", "Outbox"),
        Part.JOBS: t.pgettext("health", "Background work"),
    }
    level = health.levels[part]
    return _Row(part, names[part], level, level_words(level, t), _found(part, health, t))


def _found(part: Part, health: Health, t: Translator) -> str:
    unknown = t.gettext("It does not answer. The log of the server says why.")
    is_good = health.levels[part] is Level.GOOD
    match part:
        case Part.DATABASE:
            return t.gettext("The tables are those of this version.") if is_good else unknown
        case Part.FILES:
            return t.gettext("Files can be stored and read.") if is_good else unknown
        case Part.DISK:
            return _disk(health, t) or unknown
        case Part.MAIL_SERVER:
            return _mail_server(health, t) or unknown
        case Part.OUTBOX:
            return _outbox(health, t) or unknown
        case Part.JOBS:
            return _jobs(health, t) or unknown


def _disk(health: Health, t: Translator) -> str:
    if health.disk is None:
        return ""
    words = t.gettext("{free} GB free; below {floor} GB nothing more is taken.")
    return words.format(
        free=format_number(round(health.disk.free / 1e9, 1), t.language),
        floor=format_number(round(health.disk.floor / 1e9, 1), t.language),
    )


def _mail_server(health: Health, t: Translator) -> str:
    words = {
        MailServer.NONE: t.gettext("None is set: e-mails stay in the outbox."),
        MailServer.REACHED: t.gettext("It takes e-mails from us."),
        MailServer.LOGIN: t.gettext("It answers, but does not let us in."),
    }
    return words.get(health.mail_server, "") if health.mail_server else ""


def _outbox(health: Health, t: Translator) -> str:
    if health.outbox is None:
        return ""
    words = t.gettext("Waiting: {waiting}; for more than an hour: {late}; failed: {failed}.")
    return words.format(
        waiting=format_number(health.outbox.queued, t.language),
        late=format_number(health.outbox.late, t.language),
        failed=format_number(health.outbox.failed, t.language),
    )


def _jobs(health: Health, t: Translator) -> str:
    if health.jobs is None:
        return ""
    if not health.jobs.running:
        return t.gettext("It does not run in this process.")
    words = t.gettext("Under way: {waiting}; failed lately: {failed}; last round: {last}.")
    ended = health.jobs.last_ended
    return words.format(
        waiting=format_number(health.jobs.waiting, t.language),
        failed=format_number(health.jobs.failed, t.language),
        last="–" if ended is None else show_moment(ended, t).words,
    )
