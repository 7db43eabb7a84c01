"""The jury: one page, of which the address says which entry it shows."""

from __future__ import annotations

from typing import Final

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address
from youcheng.markup.jury_pages import Told, entry_page, rounds_page
from youcheng.markup.jury_words import JURY
from youcheng.markup.refusals import refusal_sentence
from youcheng.markup.staff_pages import SIGN_IN
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_scoring import list_rounds
from youcheng.services.ports import StoreBusy
from youcheng.services.staff import SignedOut
from youcheng.ui.components.desk import desk, desk_message, take_asked
from youcheng.ui.context import current_actor, visitor
from youcheng.ui.desk.page_address import write_address
from youcheng.ui.jury.acts import Asking, Step, answer_score_act
from youcheng.ui.jury.gathering import Looking, gather_entry

_SEEN: Final = "jury_seen"
"""In the session: ids of the entries that were looked at last, the latest first."""
_AGAIN: Final = "jury_again"
"""In the session: by id of an entry, how often its stored score replaced what was typed."""
_MOST_SEEN: Final = 2


def show_jury() -> None:
    """Show what the address asks for, to whoever is signed in."""
    who = visitor()
    t, code = who.translator, who.language.code
    try:
        show_rounds_or_entry(current_actor())
    except SignedOut:
        onwards = address(JURY, code, **{k: list(v) for k, v in who.parameters.items()})
        desk_message(t.gettext("You are signed out"), link=address(SIGN_IN, code, next=onwards))
    except NotAllowed:
        desk_message(t.gettext("This is not for your role."))
    except StoreBusy as busy:
        desk_message(refusal_sentence(busy, t))


def show_rounds_or_entry(actor: Actor) -> None:
    """Do what the juror asked for, and show the entry of the address, or their rounds.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now; nothing was done.
    """
    who, asked = visitor(), take_asked()
    t = who.translator
    entry, compare = ((who.parameters.get(one) or ("",))[-1] for one in ("entry", "compare"))
    step = Step(entry=entry, compare=compare)
    if asked is not None:
        one = Asking(get_services(), actor, asked, t)
        step = answer_score_act(one, entry=entry, compare=compare)
        if (step.entry, step.compare) != (entry, compare):
            _go(step)
    if step.entry and _show_entry(actor, step, t):
        return
    told = step.told
    if step.entry and not told.trouble:
        told = Told(
            told.said,
            t.gettext(
                "This entry is not yours to score now. The round may be closed, or the entry was "
                "given to somebody else or withdrawn."
            ),
        )
    rounds = list_rounds(get_services(), actor=actor)
    desk(html=str(rounds_page(rounds, t, told=told)), said=told.said)


def _show_entry(actor: Actor, step: Step, t: Translator) -> bool:
    """Show an entry; False where it is none of theirs now."""
    seen: list[str] = [one for one in st.session_state.get(_SEEN, []) if one != step.entry]
    again: dict[str, int] = st.session_state.setdefault(_AGAIN, {})
    if step.is_overtaken:
        again[step.entry] = again.get(step.entry, 0) + 1
    looking = Looking(step.entry, step.compare, seen[0] if seen else "", again.get(step.entry, 0))
    try:
        page = gather_entry(get_services(), actor=actor, looking=looking, told=step.told, t=t)
    except NotAllowed as refused:
        if refused.code == "role":
            raise
        return False
    st.session_state[_SEEN] = [step.entry, *seen][:_MOST_SEEN]
    desk(html=str(entry_page(page, t)), said=step.told.said)
    return True


def _go(step: Step) -> None:
    """Write where the juror is now into the address."""
    values = {"entry": step.entry, "compare": step.compare}
    names = ("entry", "compare")
    write_address({name: value for name, value in values.items() if value}, but=names)
