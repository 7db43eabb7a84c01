"""The site's web side and guard before a page of the test's own, which notes whatever it does."""

from __future__ import annotations

import streamlit as st

from youcheng.paths import ROOT
from youcheng.ui.runtime import prepare
from youcheng.web import middleware, routes

prepare()
app = st.App(ROOT / "tests" / "web" / "staffed_page.py", routes=routes(), middleware=middleware())
