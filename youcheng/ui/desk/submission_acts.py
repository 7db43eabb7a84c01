"""What somebody asked for on the page of a submission, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.deadlines import NANJING
from youcheng.domain.states import PendingState
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_submission import Outcome
from youcheng.markup.desk_submission_answers import Revealed
from youcheng.markup.desk_words import refused_words
from youcheng.services import desk_actions
from youcheng.services.desk_access import NotAllowed, Outdated
from youcheng.services.desk_answers import reveal_answer
from youcheng.services.desk_people import find_colleague
from youcheng.services.ports import Services

Values = Mapping[str, str | Sequence[str]]
"""What the fields of a form hold, by name."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks what of which submission, as they saw it."""

    services: Services
    actor: Actor
    code: str
    values: Values
    t: Translator

    def text(self, name: str) -> str:
        """One value; empty where there is none, the last where there are several."""
        return (self.texts(name) or ("",))[-1]

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        found = self.values.get(name, ())
        return (found,) if isinstance(found, str) else tuple(map(str, found))

    def do(self, verb: Callable[..., object], **told: object) -> None:
        """Let a verb of `desk_actions` do it to what the person saw."""
        version = int(self.text("version") or 0)
        verb(self.services, actor=self.actor, code=self.code, version=version, **told)


def answer_act(
    services: Services, act: str, values: Values, *, actor: Actor, code: str, t: Translator
) -> Outcome:
    """Do what was asked for; return what came of it.

    Args:
        services: for everything.
        act: name of the act; an unknown one does nothing.
        values: what was filled in.
        actor, code: who acts on which submission.
        t: for the words of the outcome.

    Raises:
        NotAllowed: `desk` or `submission`: the actor may not know of it.
        StoreBusy: nothing was done.
    """
    perform = _ACTS.get(act)
    if perform is None:
        return Outcome()
    try:
        return perform(_Asking(services, actor, code, values, t))
    except Outdated as refused:
        trouble = t.gettext("The submission has changed since you opened it. Nothing was done.")
        return Outcome(act=act, trouble=trouble, since=refused.history)
    except NotAllowed as refused:
        if refused.code in {"desk", "submission"}:
            raise
        return Outcome(act=act, trouble=refused_words(refused, t))
    except (TransitionRefused, ValueError, KeyError) as refused:
        return Outcome(act=act, trouble=refused_words(refused, t))


def _take(one: _Asking) -> Outcome:
    one.do(desk_actions.take)
    return Outcome(said=one.t.gettext("You look after this submission now."))


def _assign(one: _Asking) -> Outcome:
    wanted = one.text("assignee")
    found = find_colleague(one.services, actor=one.actor, colleague=wanted) if wanted else None
    one.do(desk_actions.assign, assignee=found)
    if found is None:
        return Outcome(said=one.t.gettext("Nobody looks after this submission now."))
    return Outcome(said=one.t.gettext("The submission has been assigned."))


def _tag(one: _Asking) -> Outcome:
    found = desk_actions.create_tag(one.services, actor=one.actor, name=one.text("name"))
    one.do(desk_actions.tag, tag=found.id)
    return Outcome(said=one.t.gettext("The tag “{tag}” is on.").format(tag=found.name))


def _untag(one: _Asking) -> Outcome:
    one.do(desk_actions.untag, tag=one.text("tag"))
    return Outcome(said=one.t.gettext("The tag is off."))


def _start_review(one: _Asking) -> Outcome:
    one.do(desk_actions.start_review)
    return Outcome(said=one.t.gettext("The review has begun."))


def _request_changes(one: _Asking) -> Outcome:
    questions = {name: one.text(f"q-{name}") for name in one.texts("ask")}
    one.do(desk_actions.request_changes, questions=questions)
    return Outcome(said=one.t.gettext("The questions are on their way to the submitter."))


def _refer(one: _Asking) -> Outcome:
    one.do(desk_actions.refer, city=one.text("city"))
    return Outcome(said=one.t.gettext("The submission has been referred to the city."))


def _return_referral(one: _Asking) -> Outcome:
    one.do(desk_actions.return_referral)
    return Outcome(said=one.t.gettext("The submission is back with the programme."))


def _propose(one: _Asking) -> Outcome:
    decision = PendingState(one.text("decision"))
    one.do(desk_actions.propose, decision=decision, comment=one.text("comment"))
    return Outcome(said=one.t.gettext("The decision is proposed. Nobody outside knows of it."))


def _approve(one: _Asking) -> Outcome:
    one.do(desk_actions.approve)
    return Outcome(said=one.t.gettext("The decision is approved."))


def _mark_spam(one: _Asking) -> Outcome:
    one.do(desk_actions.mark_spam)
    return Outcome(said=one.t.gettext("The submission is set aside. For 30 days it can come back."))


def _unmark_spam(one: _Asking) -> Outcome:
    one.do(desk_actions.unmark_spam)
    return Outcome(said=one.t.gettext("The submission is back where it was."))


def _extend(one: _Asking) -> Outcome:
    # A field of type datetime-local knows no time zone; the page asks for Nanjing's.
    until = datetime.fromisoformat(one.text("until")).replace(tzinfo=NANJING)
    one.do(desk_actions.extend_deadline, until=until)
    return Outcome(said=one.t.gettext("The deadline of this submission is extended."))


def _note(one: _Asking) -> Outcome:
    one.do(desk_actions.add_note, text=one.text("text"))
    return Outcome(said=one.t.gettext("The note is kept, for the staff alone."))


def _reveal(one: _Asking) -> Outcome:
    field, reason = one.text("field"), one.text("reason")
    value = reveal_answer(one.services, actor=one.actor, code=one.code, field=field, reason=reason)
    said = one.t.gettext("The answer is shown below, and the log says that you read it.")
    return Outcome(said=said, revealed=Revealed(field, reason, value))


_ACTS: Final[Mapping[str, Callable[[_Asking], Outcome]]] = {
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
    "extend_deadline": _extend,
    "note": _note,
    "reveal": _reveal,
}
