"""The log in the desk: a page of it, a line for each event, and what proving it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from youcheng.domain.audit import Event
from youcheng.domain.log_views import LogView
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_history import Moment, Names, name_actor, show_moment
from youcheng.markup.desk_log_words import KINDS, event_sentence, kind_words
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import SESSIONS
from youcheng.services.desk_parts import DeskPart
from youcheng.services.log_browsing import LogPage
from youcheng.services.verifying import Verdict

_SHORT: Final = 8
_ACTORS: Final = ("staff", "submitter", "guardian", "teacher", "juror", "public", "system")


@dataclass(frozen=True, slots=True)
class LogShown:
    """All that the page shows.

    Attributes:
        page: the lines.
        parts: of the desk that are the reader's.
        names: what ids stand for, by the programme of the line's submission; at "" for the others.
        verdict: of the last proof, if one was asked for.
    """

    page: LogPage
    parts: Sequence[DeskPart]
    names: Mapping[str, Names] = field(default_factory=dict)
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    event: Event
    at: Moment
    words: str
    who: str
    by: str
    subject: str
    about: str
    opens: str


def log_page(shown: LogShown, t: Translator) -> Markup:
    """The page of a part of the log."""
    page, code = shown.page, t.language.code
    view, kinds = page.view, {one: kind_words(one, t) for one in KINDS}
    if view.kind and view.kind not in kinds:
        kinds[view.kind] = view.kind
    actors = {one: actor_words(one, Names(), t) for one in _ACTORS}
    if view.actor and view.actor not in actors:
        actors[view.actor] = actor_words(view.actor, Names(people=page.people), t)
    return render(
        "desk/log.html",
        t,
        view=view,
        is_whole=view == LogView(),
        whole=_address(LogView(), code),
        rows=[_row(one, shown, t) for one in page.events],
        kinds=sorted(kinds.items(), key=lambda one: one[1]),
        actors=list(actors.items()),
        previous=_address(view, code, after=page.after) if page.after else "",
        following=_address(view, code, before=page.before) if page.before else "",
        verdict=shown.verdict,
        proof=None if shown.verdict is None else proof_words(shown.verdict, t),
        links=part_links(shown.parts, t, here=DeskPart.LOG),
        own_sessions=address(SESSIONS, code),
    )


def proof_words(verdict: Verdict, t: Translator) -> str:
    """What proving the log came to."""
    if verdict.broken is not None:
        return t.gettext(
            "The log is broken at entry {number}: it was altered, moved or cut off there."
        ).format(number=format_number(verdict.broken.sequence, t.language))
    if verdict.differences:
        number = len(verdict.differences)
        return t.ngettext(
            "The chain is whole, but {number} submission does not stand where the log says.",
            "The chain is whole, but {number} submissions do not stand where the log says.",
            number,
        ).format(number=format_number(number, t.language))
    number = verdict.head.sequence
    return t.ngettext(
        "The log is whole: {number} entry, and every submission stands where it says.",
        "The log is whole: {number} entries, and every submission stands where it says.",
        number,
    ).format(number=format_number(number, t.language))


def actor_words(actor: str, names: Names, t: Translator) -> str:
    """Who acted; an account whose name is not the reader's to know, by the start of its id."""
    kind, _, found = actor.partition(":")
    if kind == "public":
        return t.pgettext("actor", "Visitor")
    words = name_actor(actor, names, t) or kind
    return f"{words} {found[:_SHORT]}" if kind == "staff" and found not in names.people else words


def _row(event: Event, shown: LogShown, t: Translator) -> _Row:
    page, code = shown.page, t.language.code
    named = page.submissions.get(event.subject)
    names = shown.names.get(named.programme if named else "") or Names(people=page.people)
    kind, _, found = event.subject.partition(":")
    if named is not None:
        subject, about = named.code, _address(LogView(code=named.code), code)
    else:
        subject = page.people.get(found, "") if kind == "staff" else ""
        subject = subject or f"{kind} {found[:_SHORT] if len(found) > 20 else found}"
        about = _address(LogView(subject=event.subject), code)
    return _Row(
        event=event,
        at=show_moment(event.at, t),
        words=event_sentence(event, names, t),
        who=actor_words(event.actor, names, t).strip(),
        by=_address(LogView(actor=event.actor), code),
        subject=subject,
        about=about,
        opens=address(DESK, code, submission=named.code) if named and page.opens else "",
    )


def _address(view: LogView, code: str, **more: int) -> str:
    return address(DESK, code, part=str(DeskPart.LOG), **view.to_query(), **more)
