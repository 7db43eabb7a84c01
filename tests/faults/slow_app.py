"""The site on a machine that takes its time just where a script run takes over what was sent."""

from __future__ import annotations

import time

import streamlit as st
from streamlit.runtime.state.session_state import SessionState

from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

_compact = SessionState._compact_state


def _take_time(self: SessionState) -> None:
    time.sleep(0.15)
    _compact(self)


SessionState._compact_state = _take_time  # type: ignore[method-assign]

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
