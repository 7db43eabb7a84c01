"""The pages of the desk and of the jury: the server's markup, and a script that says what the
person asked for.

What was asked for is given exactly once, before the page is made: an act and what it shows then are
one run, so that nothing of it need be kept in the session.
"""

from __future__ import annotations

from secrets import token_hex
from typing import Final

import streamlit as st

from youcheng.markup.environment import render
from youcheng.markup.session_end import session_end_dialog
from youcheng.ui.asked import Asked
from youcheng.ui.context import visitor

_KEY: Final = "desk"
_ASKED: Final = "desk_asked"
_MOST: Final = 300
_LONGEST: Final = 8000

_mount = st.components.v2.component(
    "youcheng.desk",
    html='<p class="sr desksaid" role="status"></p><div class="stHtml deskroot" data-wait></div>',
    js="desk.js",
    isolate_styles=False,
)


def take_asked() -> Asked | None:
    """What was asked for in this run, once; None for nothing."""
    found = st.session_state.pop(_ASKED, None)
    return found if isinstance(found, Asked) else None


def desk(*, html: str, said: str = "") -> None:
    """Show a page of the desk; the end of the session is announced over it.

    Args:
        html: its markup.
        said: what a screen reader hears when it has changed.
    """
    # What nobody took in this run is never done in a later one.
    st.session_state.pop(_ASKED, None)
    _mount(
        key=_KEY,
        # No two runs are alike, not even of two sessions: after a sign-out elsewhere comes another.
        data={
            "html": html,
            "said": said,
            "run": token_hex(8),
            "end": str(session_end_dialog(visitor().translator)),
        },
        on_asked_change=_keep,
    )


def desk_message(title: str, *, link: str = "") -> None:
    """Show a page that says one thing and nothing else.

    Args:
        title: what it says.
        link: where one signs in; empty for no button.
    """
    desk(html=str(render("desk/message.html", visitor().translator, title=title, link=link)))


def _keep() -> None:
    """Hand what was asked for to the run that follows at once; `take_asked` empties it."""
    sent = st.session_state[_KEY].get("asked")
    act = sent.get("act") if isinstance(sent, dict) else None
    values = sent.get("values") if isinstance(sent, dict) else None
    if not isinstance(act, str) or not isinstance(values, dict) or len(values) > _MOST:
        return
    st.session_state[_ASKED] = Asked(
        act, {str(name): _clean(value) for name, value in values.items()}
    )


def _clean(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one)[:_LONGEST] for one in value[:_MOST])
    return str(value)[:_LONGEST]
