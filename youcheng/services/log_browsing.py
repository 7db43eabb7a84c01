"""The log as it is read in the desk: page by page, the newest first, and proved as a whole.

It holds ids, codes and names of fields, and nothing that a person wrote. Names of colleagues stand
beside it for those alone who read the accounts; what is not known outside of the jury and of those
who decide is left out for whoever is neither.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from youcheng.domain.actors import Actor, Role
from youcheng.domain.audit import Event
from youcheng.domain.codes import CodeRefused, parse_reference_code
from youcheng.domain.deadlines import NANJING
from youcheng.domain.log_views import LogView
from youcheng.domain.permissions import Area, Reading, reach_of, readable, reading
from youcheng.services.desk_access import NotAllowed
from youcheng.services.logbook import submission_subject
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_log import EventQuery
from youcheng.services.verifying import Verdict, verify_log

PAGE: Final = 50
"""Lines on one page of the log."""
_SUBMISSION: Final = "submission:"
_HIDDEN_VALUES: Final = frozenset({"pending", "confirmed", "rank_hash"})
_BY_JURORS: Final = ("score.", "entry.flagged", "juror.recused")
_ABOUT_JURORS: Final = "juror."
"""How kinds of events begin that a juror did, and that name one."""


@dataclass(frozen=True, slots=True)
class Named:
    """The submission that a line is about, while there is one.

    Attributes:
        code: its reference code.
        programme: its id.
    """

    code: str
    programme: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log.

    Attributes:
        view: the part that was asked for.
        events: the newest first.
        submissions: what the lines are about, by subject.
        people, tags: names of accounts and tags by id; empty where they are not the reader's to
            know.
        before: number before which the next page begins; 0 on the last.
        after: number after which the previous page ends; 0 on the first.
        opens: whether the reader opens submissions in the desk.
    """

    view: LogView
    events: Sequence[Event]
    submissions: Mapping[str, Named] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    before: int = 0
    after: int = 0
    opens: bool = False


def may_read_log(actor: Actor) -> bool:
    """Whether the log is the actor's to read."""
    return reading(actor, Area.LOG) is Reading.YES


def browse_log(
    services: Services, /, *, actor: Actor, view: LogView, before: int = 0, after: int = 0
) -> LogPage:
    """A page of a part of the log.

    Args:
        actor: who reads it, as the store knows them now.
        view: which part.
        before: only what has a lower number; 0 for the newest page.
        after: the page just above this number instead.

    Raises:
        NotAllowed: `role`.
    """
    _require(actor)
    areas = readable(actor)
    with services.records.read() as uow:
        query = _query(uow, view, areas)
        if query is None:
            return LogPage(view, ())
        found = uow.log.page(query, before=before, after=after, limit=PAGE + 1)
        if after and len(found) <= PAGE:
            # The first page is a whole one, whatever was added meanwhile.
            before, after = 0, 0
            found = uow.log.page(query, limit=PAGE + 1)
        more = len(found) > PAGE
        kept = found[-PAGE:] if after else found[:PAGE]
        has_names, opens = Area.ACCOUNTS in areas, reach_of(actor) is not None
        return LogPage(
            view=view,
            events=tuple(_told(one, areas) for one in kept),
            submissions=_submissions(uow, kept),
            people={one.id: one.name for one in uow.accounts.all()} if has_names else {},
            tags={one.id: one.name for one in uow.tags.all()} if opens else {},
            before=kept[-1].sequence if after or more else 0,
            after=kept[0].sequence if kept and (before or after) else 0,
            opens=opens,
        )


def prove_log(services: Services, /, *, actor: Actor) -> Verdict:
    """Read the whole log and compare it with the submissions, see `verify_log`.

    Raises:
        NotAllowed: `role`.
    """
    _require(actor)
    return verify_log(services)


def _require(actor: Actor) -> None:
    if not may_read_log(actor):
        raise NotAllowed("role")


def _query(uow: UnitOfWork, view: LogView, areas: Container[Area]) -> EventQuery | None:
    """What the store is asked; None where nothing can be found."""
    # What a juror did is found under that word. Who may not know which of them it was does not find
    # it under an account either.
    by_jurors = view.actor == Role.JUROR
    hidden = view.actor and not by_jurors and Area.JUROR_NAMES not in areas
    subject = view.subject
    if view.code:
        try:
            found = uow.submissions.find_code(parse_reference_code(view.code))
        except CodeRefused:
            return None
        if found is None:
            return None
        subject = submission_subject(found.id)
    return EventQuery(
        kind=view.kind,
        actor="" if by_jurors else view.actor,
        subject=subject,
        since=None if view.since is None else _begins(view.since),
        until=None if view.until is None else _begins(view.until) + timedelta(days=1),
        among=_BY_JURORS if by_jurors else (),
        without=_BY_JURORS if hidden else (),
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), NANJING)


def _told(event: Event, areas: frozenset[Area]) -> Event:
    """The event without what is not the reader's to know."""
    if Area.JUROR_NAMES not in areas:
        # A juror's account is called as any other: the kind says that one acted.
        if event.kind.startswith(_BY_JURORS):
            event = replace(event, actor=str(Role.JUROR))
        if event.kind.startswith(_ABOUT_JURORS):
            kept = tuple(pair for pair in event.details if pair[0] != "assignee")
            event = replace(event, details=kept)
    if Area.PENDING not in areas:
        kept = tuple(pair for pair in event.details if pair[0] not in _HIDDEN_VALUES)
        event = replace(event, details=kept)
    return event


def _submissions(uow: UnitOfWork, events: Sequence[Event]) -> Mapping[str, Named]:
    ids = {
        one.subject.removeprefix(_SUBMISSION)
        for one in events
        if one.subject.startswith(_SUBMISSION)
    }
    return {
        submission_subject(one.id): Named(str(one.code), one.programme)
        for one in uow.submissions.many(sorted(ids))
    }
