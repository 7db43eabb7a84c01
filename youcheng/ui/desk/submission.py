"""The page of one submission in the desk."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.markup.desk_submission import Outcome, submission_page
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_returns import look_at_answers
from youcheng.ui.components.desk import desk, desk_message, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.submission_acts import answer_act
from youcheng.ui.desk.submission_gathering import gather_page

_DONE: Final = "desk_done"
"""In the session: how often each act was done, by code of the submission and name of the act."""


def show_submission(actor: Actor, code: str) -> None:
    """Show the submission with this reference code, and do what was asked for there before.

    Raises:
        NotAllowed: `desk` or `submission`.
        StoreBusy: it cannot be told now; nothing was done.
    """
    who, services = visitor(), get_services()
    t, outcome, asked = who.translator, Outcome(), take_asked()
    if asked is not None:
        outcome = answer_act(services, asked, actor=actor, code=code, t=t)
        if not outcome.trouble:
            done = st.session_state.setdefault(_DONE, Counter())
            done[code, asked.act] += 1
    try:
        page = gather_page(
            services,
            actor=actor,
            code=code,
            t=t,
            queue=(who.parameters.get("view") or ("",))[-1],
            outcome=outcome,
            done=_done_with(code),
        )
    except NotAllowed:
        # What was just done can be the last that the actor may know of it.
        if not outcome.said:
            raise
        desk_message(outcome.said)
    else:
        desk(html=str(submission_page(page, t)))
        if page.view.returned:
            look_at_answers(services, actor=actor, code=code)


def _done_with(code: str) -> dict[str, int]:
    done: Counter[tuple[str, str]] = st.session_state.get(_DONE, Counter())
    return {act: times for (other, act), times in done.items() if other == code}
