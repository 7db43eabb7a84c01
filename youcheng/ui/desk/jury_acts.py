"""What somebody asked for on the jury's pages, handed to the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from youcheng.domain.actors import Actor
from youcheng.domain.jury.conflicts import Rule
from youcheng.domain.transitions import TransitionRefused
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_arming import arming_trouble
from youcheng.markup.desk_jury import JuryOutcome
from youcheng.markup.desk_jury_words import jury_trouble
from youcheng.services import arming, jury_awards, jury_closing, jury_looks, jury_rounds
from youcheng.services.jury_access import JuryRefused, Overtaken
from youcheng.services.jury_view import find_entry_id
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked

_COUNTRY: Final = "country-"


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks what of which round."""

    services: Services
    actor: Actor
    round_id: str
    asked: Asked
    t: Translator

    def text(self, name: str) -> str:
        return self.asked.text(name)

    @property
    def with_results(self) -> dict[str, Any]:
        """What is asked for to happen with the results of which edition, and by whom."""
        return {
            "actor": self.actor,
            "edition": self.text("edition"),
            "certificates": bool(self.text("certificates")),
            "letters": bool(self.text("letters")),
        }

    @property
    def known(self) -> dict[str, Any]:
        """What every act on a round that runs is told."""
        return {
            "actor": self.actor,
            "round_id": self.round_id,
            "version": int(self.text("version") or 0),
        }

    @property
    def seats(self) -> dict[str, str]:
        """The jurors who are ticked, each with their country."""
        return {one: self.text(_COUNTRY + one) for one in self.asked.texts("juror")}

    @property
    def said_look(self) -> str:
        return self.t.gettext("Nothing is done yet. Look through what would be done.")


def answer_jury_act(
    services: Services, asked: Asked, *, actor: Actor, round_id: str, t: Translator
) -> JuryOutcome:
    """Do what was asked for; return what came of it. An unknown act does nothing.

    Raises:
        NotAllowed: `role`.
        StoreBusy: nothing was done.
    """
    verb = _ACTS.get(asked.act)
    if verb is None:
        return JuryOutcome()
    try:
        return verb(_Asking(services, actor, round_id, asked, t))
    except arming.ArmingRefused as refused:
        return JuryOutcome(trouble=arming_trouble(refused, t), act=asked.act)
    except (JuryRefused, Overtaken, TransitionRefused, ValueError) as refused:
        return JuryOutcome(trouble=jury_trouble(refused, t), act=asked.act)


def _plan(one: _Asking) -> JuryOutcome:
    edition, name, seats = one.text("edition"), one.text("name"), one.seats
    if not seats:
        return JuryOutcome(trouble=one.t.gettext("Tick at least one juror first."), act="plan")
    look = jury_looks.look_at_opening(
        one.services, actor=one.actor, edition=edition, name=name, jurors=seats
    )
    given = {"edition": edition, "name": name}
    given |= {_COUNTRY + juror: country for juror, country in seats.items()}
    return JuryOutcome(said=one.said_look, look=look, act="open", given=given, seats=seats)


def _open(one: _Asking) -> JuryOutcome:
    values = one.asked.values
    seats = {
        name.removeprefix(_COUNTRY): one.text(name) for name in values if name.startswith(_COUNTRY)
    }
    jury_rounds.open_round(
        one.services,
        actor=one.actor,
        edition=one.text("edition"),
        name=one.text("name"),
        jurors=seats,
    )
    return JuryOutcome(said=one.t.gettext("The round is open. Every entry has its jurors."))


def _plan_lose(one: _Asking) -> JuryOutcome:
    juror = one.text("juror")
    look = jury_looks.look_at_losing(one.services, juror=juror, **one.known)
    return JuryOutcome(said=one.said_look, look=look, act="lose", given={"juror": juror})


def _lose(one: _Asking) -> JuryOutcome:
    jury_rounds.lose_juror(one.services, juror=one.text("juror"), **one.known)
    return JuryOutcome(said=one.t.gettext("The juror has left. What they scored counts."))


def _plan_add(one: _Asking) -> JuryOutcome:
    given: dict[str, Any] = {"juror": one.text("juror"), "country": one.text("country")}
    look = jury_looks.look_at_adding(one.services, **given, **one.known)
    seats = {given["juror"]: given["country"]}
    return JuryOutcome(said=one.said_look, look=look, act="add", given=given, seats=seats)


def _add(one: _Asking) -> JuryOutcome:
    given: dict[str, Any] = {"juror": one.text("juror"), "country": one.text("country")}
    jury_rounds.add_juror(one.services, **given, **one.known)
    return JuryOutcome(said=one.t.gettext("The juror has a seat."))


def _rule(one: _Asking) -> JuryOutcome:
    rule, code, entry = Rule(one.text("rule")), one.text("code").strip(), ""
    if code or rule is Rule.PUPIL:
        entry = find_entry_id(one.services, actor=one.actor, round_id=one.round_id, code=code)
    told = one.known | {"juror": one.text("juror"), "entry": entry, "reason": one.text("reason")}
    if rule is Rule.PUPIL:
        standing = jury_rounds.declare_pupil(one.services, **told)
    else:
        standing = jury_rounds.dismiss_rule(one.services, rule=rule, **told)
    said = one.t.gettext("It is put down.")
    if standing.short:
        return JuryOutcome(
            said=said, trouble=jury_trouble(JuryRefused("quorum", standing.short), one.t)
        )
    return JuryOutcome(said=said)


def _close(one: _Asking) -> JuryOutcome:
    jury_closing.close_round(one.services, reason=one.text("reason"), **one.known)
    return JuryOutcome(
        said=one.t.gettext("The round is closed. Read the result sheet, and sign it.")
    )


def _sign(one: _Asking) -> JuryOutcome:
    jury_closing.sign_sheet(
        one.services, actor=one.actor, round_id=one.round_id, sheet_hash=one.text("hash")
    )
    return JuryOutcome(said=one.t.gettext("The sheet is signed."))


def _propose(one: _Asking) -> JuryOutcome:
    jury_awards.propose_award(
        one.services,
        entry=one.text("entry"),
        award=one.text("award"),
        **one.known,
    )
    return JuryOutcome(said=one.t.gettext("It is proposed. Another lead has to confirm it."))


def _propose_rest(one: _Asking) -> JuryOutcome:
    jury_awards.propose_no_award(one.services, **one.known)
    return JuryOutcome(said=one.t.gettext("It is proposed. Another lead has to confirm it."))


def _confirm(one: _Asking) -> JuryOutcome:
    jury_awards.confirm_award(one.services, entry=one.text("entry"), **one.known)
    return JuryOutcome(said=one.t.gettext("It is confirmed."))


def _confirm_all(one: _Asking) -> JuryOutcome:
    jury_awards.confirm_awards(one.services, **one.known)
    return JuryOutcome(said=one.t.gettext("It is confirmed."))


def _plan_arming(one: _Asking) -> JuryOutcome:
    plan = arming.plan_arming(one.services, **one.with_results)
    return JuryOutcome(said=one.said_look, act="arm", arming=plan)


def _arm(one: _Asking) -> JuryOutcome:
    arming.arm_results(one.services, stamp=one.text("stamp"), **one.with_results)
    return JuryOutcome(said=one.t.gettext("It is arranged, and happens with the results."))


def _disarm(one: _Asking) -> JuryOutcome:
    seen = int(one.text("seen") or 0)
    arming.disarm_results(one.services, actor=one.actor, edition=one.text("edition"), seen=seen)
    return JuryOutcome(said=one.t.gettext("The arrangement is undone."))


_ACTS: Final[Mapping[str, Callable[[_Asking], JuryOutcome]]] = {
    "plan": _plan,
    "open": _open,
    "plan_lose": _plan_lose,
    "lose": _lose,
    "plan_add": _plan_add,
    "add": _add,
    "rule": _rule,
    "close": _close,
    "sign": _sign,
    "propose": _propose,
    "propose_rest": _propose_rest,
    "confirm": _confirm,
    "confirm_all": _confirm_all,
    "plan_arming": _plan_arming,
    "arm": _arm,
    "disarm": _disarm,
}
"""What may be asked for there, by the names of the forms."""
