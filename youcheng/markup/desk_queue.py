"""The queue of the desk: it shows what the services tell, and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from markupsafe import Markup

from youcheng.domain.desk import LONGEST_NAME, LONGEST_NOTE, SavedView, Tag
from youcheng.domain.gallery import LONGEST_QUERY
from youcheng.domain.queue import ME, NOBODY, QueueView
from youcheng.domain.states import PendingState, ReviewState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.markup.desk_exports import export_menu
from youcheng.markup.desk_history import Moment, show_moment
from youcheng.markup.desk_parts import DESK, part_links
from youcheng.markup.desk_words import decision_words, flag_words, mail_words, refused_words
from youcheng.markup.environment import address, render
from youcheng.markup.staff_pages import SESSIONS
from youcheng.markup.status_words import state_title
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_acts import Unchanged, Verb
from youcheng.services.desk_bulk import OUTDATED, BulkDone, BulkPlan
from youcheng.services.desk_parts import DeskPart
from youcheng.services.desk_people import Colleague
from youcheng.services.desk_queue import QueueCounts, QueueLine, QueuePage

_DAYS: Final = (3, 7, 14, 30, 90)
"""Days to choose among for how long something waits, or ago that it was sent."""
_NOT_ALLOWED: Final = frozenset({"desk", "submission", "area", "assignee"})


@dataclass(frozen=True, slots=True)
class QueueOutcome:
    """What came of what was asked for last.

    Attributes:
        said: what was done, or found.
        trouble: why it was refused.
        plan: what an act on several submissions would do.
        given: what the act needs besides, as it was filled in.
        done: what an act on several submissions did, and can be undone by its batch.
    """

    said: str = ""
    trouble: str = ""
    plan: BulkPlan | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    done: BulkDone | None = None


@dataclass(frozen=True, slots=True)
class QueueShown:
    """All that the page shows.

    Attributes:
        page: the submissions.
        counts: how many there are.
        saved: the reader's own views.
        programmes, partners, cities: names by id, in the order in which they are chosen.
        tags: every tag.
        people: who has an account; empty where that is not the reader's to know.
        parts: of the desk that are the reader's.
        outcome: of the last act.
    """

    page: QueuePage
    counts: QueueCounts
    saved: Sequence[SavedView]
    programmes: Mapping[str, str]
    partners: Mapping[str, str]
    cities: Mapping[str, str]
    tags: Sequence[Tag] = ()
    people: Sequence[Colleague] = ()
    parts: Sequence[DeskPart] = ()
    outcome: QueueOutcome = QueueOutcome()


@dataclass(frozen=True, slots=True)
class _Row:
    line: QueueLine
    programme: str
    state: str
    since: Moment
    due: Moment | None
    assignee: str
    flags: list[str]


@dataclass(frozen=True, slots=True)
class _Link:
    name: str
    address: str
    chosen: bool
    count: str = ""


def view_address(view: QueueView, code: str, **more: str) -> str:
    """The address of a part of the queue."""
    return address(DESK, code, view=view.to_query() or None, **more)


def queue_page(shown: QueueShown, t: Translator) -> Markup:
    """The page of a part of the queue.

    Args:
        shown: what it shows.
        t: the texts of the language.
    """
    page, view, code = shown.page, shown.page.view, t.language.code
    people = {one.id: one.name for one in shown.people}
    return render(
        "desk/queue.html",
        t,
        shown=shown,
        view=view,
        query=view.to_query(),
        outcome=shown.outcome,
        rows=[_row(one, shown, people, t) for one in page.lines],
        quick=_quick(view, t),
        saved=[
            (one, address(DESK, code, view=one.query), one.query == view.to_query())
            for one in shown.saved
        ],
        states=_states(view, shown.counts, t),
        days=[(one, format_number(one, t.language)) for one in _DAYS],
        people=[(one.id, one.name) for one in shown.people if one.fits],
        tags=[(one.id, one.name) for one in shown.tags],
        me=ME,
        nobody=NOBODY,
        number=count_submissions(
            sum(shown.counts.states.get(one, 0) for one in view.states or shown.counts.states), t
        ),
        is_whole=view == QueueView(),
        whole=view_address(QueueView(), code),
        previous=view_address(view, code, before=page.before) if page.before else "",
        following=view_address(view, code, after=page.after) if page.after else "",
        fitting=[one for one in shown.people if one.fits],
        decisions=[(one, decision_words(one, t)) for one in PendingState],
        verbs=[(one, verb_words(one, t)) for one in Verb if one is not Verb.UNTAG],
        plan=_plan(shown.outcome.plan, t),
        skipped=_skipped(shown.outcome.done.skipped, t) if shown.outcome.done else [],
        sessions=address(SESSIONS, code),
        parts=part_links(shown.parts, t, here=DeskPart.QUEUE),
        export=export_menu(view, t) if page.exports else "",
        longest_name=LONGEST_NAME,
        longest_note=LONGEST_NOTE,
        longest_query=LONGEST_QUERY,
    )


def count_submissions(number: int, t: Translator) -> str:
    """How many submissions there are, in words."""
    return t.ngettext("{number} submission", "{number} submissions", number).format(
        number=format_number(number, t.language)
    )


def verb_words(verb: Verb, t: Translator) -> str:
    """What is done to several submissions at once."""
    words = {
        Verb.TAKE: t.pgettext("bulk", "Look after them myself"),
        Verb.ASSIGN: t.pgettext("bulk", "Assign to a colleague"),
        Verb.TAG: t.pgettext("bulk", "Put a tag on"),
        Verb.START_REVIEW: t.pgettext("bulk", "Begin the review"),
        Verb.PROPOSE: t.pgettext("bulk", "Propose a decision"),
        Verb.APPROVE: t.pgettext("bulk", "Confirm the decisions that are proposed"),
        Verb.MARK_SPAM: t.pgettext("bulk", "Set aside as spam"),
        Verb.UNMARK_SPAM: t.pgettext("bulk", "Bring back from spam"),
    }
    return words[verb]


def skip_words(code: str, t: Translator) -> str:
    """Why an act leaves a submission out."""
    if code == OUTDATED:
        return t.gettext("It has changed meanwhile.")
    if code == Unchanged.code:
        return refused_words(Unchanged(), t)
    if code in _NOT_ALLOWED:
        return refused_words(NotAllowed(code), t)
    return refused_words(TransitionRefused(code, Action.TAKE), t)


def _row(one: QueueLine, shown: QueueShown, people: Mapping[str, str], t: Translator) -> _Row:
    return _Row(
        line=one,
        programme=shown.programmes.get(one.programme, one.programme),
        state=state_title(one.review, t),
        since=show_moment(one.since, t),
        due=None if one.due_at is None else show_moment(one.due_at, t),
        assignee=people.get(one.assignee, ""),
        flags=[flag_words(flag, t) for flag in one.flags],
    )


def _quick(view: QueueView, t: Translator) -> list[_Link]:
    code = t.language.code
    views = (
        (t.pgettext("queue", "Everything"), QueueView()),
        (t.pgettext("queue", "Mine"), QueueView(assignee=ME)),
        (t.pgettext("queue", "Nobody’s"), QueueView(assignee=NOBODY)),
        (t.pgettext("queue", "Overdue"), QueueView(overdue=True)),
    )
    return [_Link(name, view_address(one, code), one == view) for name, one in views]


def _states(view: QueueView, counts: QueueCounts, t: Translator) -> list[_Link]:
    """How many there are in each state; states of the same name are one."""
    named: dict[str, list[ReviewState]] = {}
    for state in sorted(counts.states, key=list(ReviewState).index):
        named.setdefault(state_title(state, t), []).append(state)
    links = []
    for name, states in named.items():
        chosen = {*states} <= {*view.states}
        wanted = {*view.states} - {*states} if chosen else {*view.states, *states}
        other = replace(view, states=tuple(one for one in ReviewState if one in wanted))
        number = format_number(sum(counts.states[one] for one in states), t.language)
        links.append(_Link(name, view_address(other, t.language.code), chosen, number))
    return links


def _plan(plan: BulkPlan | None, t: Translator) -> dict[str, object] | None:
    if plan is None:
        return None
    mails: dict[str, int] = {}
    for change in plan.changes:
        for mail in change.mails:
            mails[mail_words(mail, t)] = mails.get(mail_words(mail, t), 0) + 1
    return {
        "act": verb_words(plan.act.verb, t),
        "changes": [
            (one, state_title(one.before, t), state_title(one.after, t)) for one in plan.changes
        ],
        "number": count_submissions(len(plan.changes), t),
        "mails": [(name, format_number(number, t.language)) for name, number in mails.items()],
        "skipped": _skipped(plan.skipped, t),
    }


def _skipped(skipped: Sequence[tuple[str, str]], t: Translator) -> list[tuple[str, str]]:
    return [(code, skip_words(why, t)) for code, why in skipped]
