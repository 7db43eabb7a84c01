"""The page of the rerun benchmark, served with this site's settings and lifespan."""

from pathlib import Path

import streamlit as st

from youcheng.ui.runtime import prepare
from youcheng.web import lifespan

prepare()
PAGE = Path(__file__).resolve().parents[1] / "stock" / "forms.py"
app = st.App(PAGE, lifespan=lifespan)
