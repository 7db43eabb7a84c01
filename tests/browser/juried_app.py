"""The site, whose clock stands a day after the jury's first round began to take scores."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from youcheng import bootstrap
from youcheng.content.loader import load_content
from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

opens_at = load_content().edition("2026").rules.rounds[0].opens_at
ahead = opens_at + timedelta(days=1) - datetime.now(UTC)
defaults = bootstrap.build_services.__kwdefaults__
assert defaults is not None
defaults["clock"] = lambda: datetime.now(UTC) + ahead

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
