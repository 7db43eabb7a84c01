"""What somebody asked for on the page of a submission, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.deadlines import NANJING
from youcheng.domain.states import PendingState
from youcheng.domain.transitions import TransitionRefused
from youcheng.domain.workflow.rows import Action
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_submission import Outcome
from youcheng.markup.desk_submission_answers import Revealed
from youcheng.markup.desk_words import refused_words
from youcheng.services import desk_actions
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_acts import Unchanged
from youcheng.services.desk_answers import reveal_answer
from youcheng.services.desk_bulk import undo_bulk
from youcheng.services.desk_erasing import CodeMistyped, erase_submission
from youcheng.services.desk_people import find_colleague
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.desk.asking import Asking
from youcheng.ui.desk.moderation import MODERATION_ACTS
from youcheng.ui.desk.overlay_acts import correct, restore, translate


def answer_act(
    services: Services, asked: Asked, *, actor: Actor, code: str, t: Translator
) -> Outcome:
    """Do what was asked for; return what came of it.

    Args:
        services: for everything.
        asked: the act and what was filled in; an unknown act does nothing.
        actor, code: who acts on which submission.
        t: for the words of the outcome.

    Raises:
        NotAllowed: `desk` or `submission`: the actor may not know of it.
        StoreBusy: nothing was done.
    """
    act = asked.act
    perform = _ACTS.get(act)
    if perform is None:
        return Outcome()
    try:
        return perform(Asking(services, actor, code, asked, t))
    except Outdated as refused:
        trouble = t.gettext("The submission has changed since you opened it. Nothing was done.")
        return Outcome(act=act, trouble=trouble, since=refused.history)
    except NotAllowed as refused:
        if refused.code in {"desk", "submission"}:
            raise
        return Outcome(act=act, trouble=refused_words(refused, t))
    except (TransitionRefused, Unchanged, ValueError, KeyError) as refused:
        return Outcome(act=act, trouble=refused_words(refused, t))


def _take(one: Asking) -> Outcome:
    undo = one.do(desk_actions.take)
    return Outcome(said=one.t.gettext("You look after this submission now."), undo=undo)


def _assign(one: Asking) -> Outcome:
    wanted = one.text("assignee")
    found = find_colleague(one.services, actor=one.actor, colleague=wanted) if wanted else None
    undo = one.do(desk_actions.assign, assignee=found)
    if found is None:
        return Outcome(said=one.t.gettext("Nobody looks after this submission now."), undo=undo)
    return Outcome(said=one.t.gettext("The submission has been assigned."), undo=undo)


def _tag(one: Asking) -> Outcome:
    found = desk_actions.create_tag(one.services, actor=one.actor, name=one.text("name"))
    undo = one.do(desk_actions.tag, tag=found.id)
    return Outcome(said=one.t.gettext("The tag “{tag}” is on.").format(tag=found.name), undo=undo)


def _untag(one: Asking) -> Outcome:
    undo = one.do(desk_actions.untag, tag=one.text("tag"))
    return Outcome(said=one.t.gettext("The tag is off."), undo=undo)


def _start_review(one: Asking) -> Outcome:
    undo = one.do(desk_actions.start_review)
    return Outcome(said=one.t.gettext("The review has begun."), undo=undo)


def _request_changes(one: Asking) -> Outcome:
    questions = {name: one.text(f"q-{name}") for name in one.texts("ask")}
    one.do(desk_actions.request_changes, questions=questions)
    return Outcome(said=one.t.gettext("The questions are on their way to the submitter."))


def _refer(one: Asking) -> Outcome:
    one.do(desk_actions.refer, city=one.text("city"))
    return Outcome(said=one.t.gettext("The submission has been referred to the city."))


def _return_referral(one: Asking) -> Outcome:
    one.do(desk_actions.return_referral)
    return Outcome(said=one.t.gettext("The submission is back with the programme."))


def _propose(one: Asking) -> Outcome:
    decision = PendingState(one.text("decision"))
    undo = one.do(desk_actions.propose, decision=decision, comment=one.text("comment"))
    said = one.t.gettext("The decision is proposed. Nobody outside knows of it.")
    return Outcome(said=said, undo=undo)


def _approve(one: Asking) -> Outcome:
    undo = one.do(desk_actions.approve)
    return Outcome(said=one.t.gettext("The decision is approved."), undo=undo)


def _mark_spam(one: Asking) -> Outcome:
    undo = one.do(desk_actions.mark_spam)
    said = one.t.gettext("The submission is set aside. For 30 days it can come back.")
    return Outcome(said=said, undo=undo)


def _unmark_spam(one: Asking) -> Outcome:
    undo = one.do(desk_actions.unmark_spam)
    return Outcome(said=one.t.gettext("The submission is back where it was."), undo=undo)


def _undo(one: Asking) -> Outcome:
    done = undo_bulk(one.services, actor=one.actor, batch=one.text("batch"))
    for _, why in done.skipped:
        raise TransitionRefused(why, Action.UNDO_BATCH)
    return Outcome(said=one.t.pgettext("event", "Undone"))


def _erase(one: Asking) -> Outcome:
    try:
        one.do(erase_submission, typed=one.text("typed"), reason=one.text("reason"))
    except CodeMistyped:
        trouble = one.t.gettext("This is not the code of the submission. Nothing was erased.")
        return Outcome(act="erase", trouble=trouble)
    return Outcome(said=one.t.gettext("The submission is erased."))


def _extend(one: Asking) -> Outcome:
    # A field of type datetime-local knows no time zone; the page asks for Nanjing's.
    until = datetime.fromisoformat(one.text("until")).replace(tzinfo=NANJING)
    one.do(desk_actions.extend_deadline, until=until)
    return Outcome(said=one.t.gettext("The deadline of this submission is extended."))


def _note(one: Asking) -> Outcome:
    one.do(desk_actions.add_note, text=one.text("text"))
    return Outcome(said=one.t.gettext("The note is kept, for the staff alone."))


def _reveal(one: Asking) -> Outcome:
    field, reason = one.text("field"), one.text("reason")
    answer = reveal_answer(one.services, actor=one.actor, code=one.code, field=field, reason=reason)
    said = one.t.gettext("The answer is shown below, and the log says that you read it.")
    return Outcome(said=said, revealed=Revealed(reason, answer))


_ACTS: Final[Mapping[str, Callable[[Asking], Outcome]]] = {
    "take": _take,
    "assign": _assign,
    "tag": _tag,
    "untag": _untag,
    "start_review": _start_review,
    "request_changes": _request_changes,
    "refer": _refer,
    "return_referral": _return_referral,
    "propose": _propose,
    "approve": _approve,
    "mark_spam": _mark_spam,
    "unmark_spam": _unmark_spam,
    "undo": _undo,
    "erase": _erase,
    "correct": correct,
    "restore": restore,
    "translate": translate,
    "extend_deadline": _extend,
    "note": _note,
    "reveal": _reveal,
    **MODERATION_ACTS,
}
