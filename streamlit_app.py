"""The launcher, for `streamlit run streamlit_app.py` and `uvicorn streamlit_app:app` alike."""

import streamlit as st

from youcheng.ui.runtime import UI_SCRIPT, on_script_error, prepare
from youcheng.web import lifespan, middleware, routes

prepare()
app = st.App(
    UI_SCRIPT,
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
