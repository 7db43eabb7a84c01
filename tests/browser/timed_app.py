"""The site with a clock that a test moves: it is ahead by the seconds in the file `ahead`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from youcheng import bootstrap
from youcheng.settings import get_settings
from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

ahead = get_settings().var / "ahead"
defaults = bootstrap.build_services.__kwdefaults__
assert defaults is not None
defaults["clock"] = lambda: datetime.now(UTC) + timedelta(seconds=float(ahead.read_text("ascii")))

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
