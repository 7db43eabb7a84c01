"""The whole site, without the job that finishes pictures: it would run beside the measurement for
an hour, and no page that is measured shows what it makes."""

import streamlit as st

from youcheng import jobs
from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

jobs.cut_due_tiles = lambda _services, **_options: 0  # type: ignore[attr-defined]
prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
