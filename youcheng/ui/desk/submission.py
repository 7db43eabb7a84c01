"""The page of one submission in the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.content.forms import Form
from youcheng.content.subjects import name_subject
from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_history import Names
from youcheng.markup.desk_submission import Outcome, SubmissionPage, submission_page
from youcheng.markup.environment import render
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_actions import list_tags
from youcheng.services.desk_people import list_colleagues
from youcheng.services.desk_view import view_submission
from youcheng.services.ports import Services
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.submission_acts import answer_act

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
        outcome = answer_act(services, asked.act, asked.values, actor=actor, code=code, t=t)
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
        desk(html=str(render("desk/message.html", t, title=outcome.said, link="")))
    else:
        desk(html=str(submission_page(page, t)))


def _done_with(code: str) -> dict[str, int]:
    done: Counter[tuple[str, str]] = st.session_state.get(_DONE, Counter())
    return {act: times for (other, act), times in done.items() if other == code}


def gather_page(
    services: Services,
    *,
    actor: Actor,
    code: str,
    t: Translator,
    queue: str = "",
    outcome: Outcome | None = None,
    done: Mapping[str, int] | None = None,
) -> SubmissionPage:
    """All that the page of a submission shows to `actor`.

    Args:
        services: for everything.
        actor, code: who looks at which submission.
        t: the texts of the reader's language.
        queue: the part of the queue that they came from.
        outcome: of the last act.
        done: how often each act was done here.

    Raises:
        NotAllowed: `desk` or `submission`.
        StoreBusy: it cannot be told now.
    """
    view = view_submission(services, actor=actor, code=code)
    language = t.language.code
    people = list_colleagues(services, actor=actor, code=code) if view.works else ()
    tags = list_tags(services, actor=actor) if view.works else ()
    names = Names(
        people={one.id: one.name for one in people},
        tags={one.id: one.name for one in tags},
        cities={one.id: one.name.get(language) for one in services.content.cities},
        form=_form(services, view.programme),
    )
    return SubmissionPage(
        view=view,
        now=services.clock(),
        subject=name_subject(services.content, view.programme, language),
        me=actor.id,
        names=names,
        people=people,
        tags=tags,
        queue=queue,
        outcome=outcome or Outcome(),
        done=done or {},
    )


def _form(services: Services, programme: str) -> Form | None:
    try:
        return services.content.form(programme)
    except KeyError:
        return None
