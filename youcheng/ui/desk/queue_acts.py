"""What somebody asked for on the page of the queue, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from youcheng.domain.actors import Actor
from youcheng.domain.queue import QueueView
from youcheng.domain.states import PendingState
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_queue import QueueOutcome, count_submissions
from youcheng.markup.desk_words import refused_words
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_actions import create_tag
from youcheng.services.desk_acts import Act, Verb
from youcheng.services.desk_bulk import BulkPlan, plan_bulk, run_bulk, undo_bulk
from youcheng.services.desk_people import find_colleague
from youcheng.services.desk_queue import remove_view, save_view
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked

_FILTER: Final = "filter"
_GIVEN: Final = ("verb", "assignee", "tag", "decision", "comment")
"""What an act on several submissions is made of, by the names of the fields."""


def is_filter(asked: Asked) -> bool:
    """Whether another part of the queue is asked for."""
    return asked.act == _FILTER


def read_filter(asked: Asked) -> QueueView:
    """The part of the queue that was filled in; what cannot be followed is passed over."""
    given = {name: ",".join(asked.texts(name)) for name in asked.values}
    return QueueView.from_query(urlencode(given))


def answer_queue_act(
    services: Services, asked: Asked, *, actor: Actor, view: QueueView, t: Translator
) -> QueueOutcome:
    """Do what was asked for; return what came of it. An unknown act does nothing.

    Raises:
        NotAllowed: `desk`.
        StoreBusy: nothing was done.
    """
    try:
        match asked.act:
            case "save":
                kept = save_view(services, actor=actor, name=asked.text("name"), view=view)
                said = t.gettext("The view “{name}” is kept.").format(name=kept.name)
                return QueueOutcome(said=said)
            case "remove":
                remove_view(services, actor=actor, view=asked.text("id"))
                return QueueOutcome(said=t.gettext("The view is removed."))
            case "plan":
                return _plan(services, asked, actor, t)
            case "run":
                return _run(services, asked, actor, t)
            case "undo":
                return _undo(services, asked, actor, t)
    except NotAllowed as refused:
        if refused.code == "desk":
            raise
        return QueueOutcome(trouble=refused_words(refused, t))
    except TransitionRefused as refused:
        return QueueOutcome(trouble=refused_words(refused, t))
    except (ValueError, KeyError) as refused:
        return QueueOutcome(trouble=refused_words(refused, t))
    return QueueOutcome()


def _plan(services: Services, asked: Asked, actor: Actor, t: Translator) -> QueueOutcome:
    codes = asked.texts("code")
    if not codes:
        return QueueOutcome(trouble=t.gettext("Tick at least one submission first."))
    plan = plan_bulk(services, actor=actor, codes=codes, act=_act(services, asked, actor))
    return QueueOutcome(
        said=t.gettext("Nothing is done yet. Look through what would be done."),
        plan=plan,
        given={name: asked.text(name) for name in _GIVEN},
    )


def _run(services: Services, asked: Asked, actor: Actor, t: Translator) -> QueueOutcome:
    seen: Mapping[str, str] = dict(
        one.rsplit(":", 1) for one in asked.texts("planned") if ":" in one
    )
    act = _act(services, asked, actor)
    plan: BulkPlan = plan_bulk(services, actor=actor, codes=list(seen), act=act)
    # What was looked at counts, not what has become of it since.
    changes = tuple(replace(one, version=int(seen[one.code])) for one in plan.changes)
    done = run_bulk(services, actor=actor, plan=replace(plan, changes=changes))
    said = t.gettext("Done: {number}.").format(number=count_submissions(len(done.done), t))
    return QueueOutcome(said=said, done=done)


def _undo(services: Services, asked: Asked, actor: Actor, t: Translator) -> QueueOutcome:
    done = undo_bulk(services, actor=actor, batch=asked.text("batch"))
    number = count_submissions(len(done.done), t)
    return QueueOutcome(said=t.gettext("Undone: {number}.").format(number=number))


def _act(services: Services, asked: Asked, actor: Actor) -> Act:
    """What was chosen.

    Raises:
        NotAllowed, ValueError: something that it needs is missing.
    """
    verb = Verb(asked.text("verb"))
    match verb:
        case Verb.ASSIGN:
            wanted = asked.text("assignee")
            found = find_colleague(services, actor=actor, colleague=wanted) if wanted else None
            return Act(verb, assignee=found)
        case Verb.TAG:
            return Act(verb, tag=create_tag(services, actor=actor, name=asked.text("tag")).id)
        case Verb.PROPOSE:
            decision = PendingState(asked.text("decision"))
            return Act(verb, decision=decision, comment=asked.text("comment"))
    return Act(verb)
