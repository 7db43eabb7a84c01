"""The queue as staff read it: pages in one order, how many there are of each kind, saved views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from youcheng.domain.actors import Actor
from youcheng.domain.desk import LONGEST_NAME, SavedView, Tag
from youcheng.domain.form_answers import clean_text
from youcheng.domain.permissions import (
    Area,
    Reach,
    Reading,
    Scope,
    may_export,
    reading,
)
from youcheng.domain.queue import (
    ME,
    NOBODY,
    QueueEntry,
    QueueView,
    overdue_from,
    read_place,
)
from youcheng.domain.states import ReviewState, SubmissionKind
from youcheng.services.desk_access import WORKING, require_reach
from youcheng.services.ports import Services, UnitOfWork
from youcheng.services.ports_desk import Asked, Group
from youcheng.services.turning import turn

LARGEST_PAGE: Final = 200
_AREAS: Final = (Area.STAFF, Area.NOTES, Area.SYS)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One submission as a list shows it; what the actor may not read is empty.

    Attributes:
        code, programme, kind, review: of the submission.
        title: what it is called.
        since: since when it waits.
        due_at: until when the staff act on it; None where it waits for no staff.
        overdue: that moment has passed.
        assignee: id of the account that looks after it.
        tags: its tags by name.
        flags: what was remarkable when it was sent.
        returned: questions were answered, and nobody of the staff has looked at it since.
    """

    code: str
    programme: str
    kind: SubmissionKind
    review: ReviewState
    title: str
    since: datetime
    due_at: datetime | None
    overdue: bool
    assignee: str
    tags: tuple[Tag, ...]
    flags: tuple[str, ...]
    returned: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a view.

    Attributes:
        view: what was asked for.
        lines: in order.
        before, after: where the page before ends and the page after begins; empty: there is none.
        works: the actor is one of those who look after submissions.
        exports: the actor may take it along as a file.
    """

    view: QueueView
    lines: tuple[QueueLine, ...]
    before: str
    after: str
    works: bool
    exports: bool


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many submissions there are by review state, with all else of the view kept."""

    states: Mapping[ReviewState, int]


def list_queue(
    services: Services,
    /,
    *,
    actor: Actor,
    view: QueueView,
    after: str = "",
    before: str = "",
    limit: int = 50,
) -> QueuePage:
    """The submissions of a page, `limit` at most.

    Args:
        actor: who asks, as the store knows them now.
        view: which submissions.
        after: the place after which the page begins, as an address holds it; empty or unreadable
            for the first page.
        before: the place before which it ends, if `after` is none.
        limit: how many at most, up to `LARGEST_PAGE`.

    Raises:
        NotAllowed: `desk`.
    """
    asked = query_of(actor, require_reach(actor), view, services.clock())
    with services.records.read() as uow:
        page = turn(
            lambda place, most: uow.queue.after(asked, place, limit=most),
            lambda place, most: uow.queue.before(asked, place, limit=most),
            lambda entry: entry.place,
            start=read_place(after),
            end=read_place(before),
            size=max(1, min(limit, LARGEST_PAGE)),
        )
        lines = _lines(uow, actor, page.rows, services.clock())
    return QueuePage(
        view=view,
        lines=lines,
        before=page.before,
        after=page.after,
        works=bool(actor.roles & WORKING),
        exports=may_export(actor),
    )


def count_queue(services: Services, /, *, actor: Actor, view: QueueView) -> QueueCounts:
    """How many submissions of a view there are. Whoever reads counts alone counts all of them, but
    searches none.

    Raises:
        NotAllowed: `desk`.
    """
    # A count of what holds some words or a tag tells of the words and the tag; so with answers.
    counts_all = reading(actor, Area.COUNTS) is Reading.YES and not (
        view.query or view.tag or view.returned
    )
    reach = Reach(all=True) if counts_all else require_reach(actor)
    every_state = query_of(actor, reach, replace(view, states=()), services.clock())
    with services.records.read() as uow:
        states = uow.queue.count_by(every_state, Group.REVIEW)
    return QueueCounts({ReviewState(one): number for one, number in states.items()})


def save_view(services: Services, /, *, actor: Actor, name: str, view: QueueView) -> SavedView:
    """Keep a view under a name, in place of the actor's earlier one of that name.

    Raises:
        NotAllowed: `desk`.
        ValueError: the name is empty or too long.
    """
    require_reach(actor)
    kept = SavedView(uuid4().hex, actor.id, clean_name(name), view.to_query())
    with services.records.write() as uow:
        uow.saved_views.put(kept)
        uow.commit()
    return kept


def list_views(services: Services, /, *, actor: Actor) -> Sequence[SavedView]:
    """The actor's own saved views by name.

    Raises:
        NotAllowed: `desk`.
    """
    require_reach(actor)
    with services.records.read() as uow:
        return uow.saved_views.of(actor.id)


def remove_view(services: Services, /, *, actor: Actor, view: str) -> None:
    """Forget one of the actor's own saved views, by its id; one that is not theirs stays.

    Raises:
        NotAllowed: `desk`.
    """
    require_reach(actor)
    with services.records.write() as uow:
        uow.saved_views.remove(actor.id, view)
        uow.commit()


def clean_name(text: str) -> str:
    """The name of a tag or a view without what cannot be seen.

    Raises:
        ValueError: it is empty or too long.
    """
    name = " ".join(clean_text(text).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
    return name


def query_of(actor: Actor, reach: Reach, view: QueueView, now: datetime) -> Asked:
    assignee = {ME: actor.id, NOBODY: ""}.get(view.assignee, view.assignee)
    return Asked(
        reach=reach,
        view=replace(view, assignee=assignee),
        unassigned=view.assignee == NOBODY,
        overdue_from=overdue_from(now),
        waiting_from=now - timedelta(days=view.waiting) if view.waiting else None,
        sent_from=now - timedelta(days=view.age) if view.age else None,
    )


def _lines(
    uow: UnitOfWork, actor: Actor, entries: Sequence[QueueEntry], now: datetime
) -> tuple[QueueLine, ...]:
    tags = uow.tags.of(*(one.submission for one in entries))
    return tuple(_line(actor, one, tags.get(one.submission, ()), now) for one in entries)


def _line(actor: Actor, one: QueueEntry, tags: Sequence[Tag], now: datetime) -> QueueLine:
    scope = entry_scope(one)
    may = {area for area in _AREAS if reading(actor, area, scope) is Reading.YES}
    due = one.due_at
    return QueueLine(
        code=one.code,
        programme=one.programme,
        kind=one.kind,
        review=one.review,
        title=one.title if Area.STAFF in may else "",
        since=one.since,
        due_at=due,
        overdue=due is not None and due <= now,
        assignee=one.assignee if Area.NOTES in may else "",
        tags=tuple(tags) if Area.NOTES in may else (),
        flags=one.flags if Area.SYS in may else (),
        returned=one.returned and Area.NOTES in may,
    )


def entry_scope(entry: QueueEntry) -> Scope:
    """What permissions need to know of a submission in the queue."""
    return Scope(
        entry.submission, entry.kind, entry.programme, entry.review, city=entry.referred_to
    )
