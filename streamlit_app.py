"""The launcher, for `streamlit run streamlit_app.py` and `uvicorn streamlit_app:app` alike."""

import streamlit as st

from youcheng.ui.provider_login import provider_login, provider_secrets
from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(provider_login()),
    lifespan=lifespan,
    on_script_error=on_script_error,
    secrets=provider_secrets(),
)
