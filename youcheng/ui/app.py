"""The UI script: what every page shares. Streamlit runs it once for every interaction."""

from __future__ import annotations

import streamlit as st

from youcheng.content.loader import load_content
from youcheng.domain.site_map import DRAWN_PAGES
from youcheng.markup.meta import page_meta
from youcheng.paths import ASSETS
from youcheng.paths import PAGES as SCRIPTS
from youcheng.ui.components.frame import frame
from youcheng.ui.context import visitor

who = visitor()
content = load_content()
scripts = {
    page.id: st.Page(
        SCRIPTS / f"{page.id}.py",
        title=page_meta(page.id, {}, who.translator, content).title,
        url_path=page.path.strip("/") or None,
        default=page.path == "/",
    )
    for page in DRAWN_PAGES
}
current = st.navigation(list(scripts.values()), position="hidden")
page_id = next(name for name, script in scripts.items() if script == current)
st.set_page_config(
    page_title=page_meta(page_id, who.parameters, who.translator, content).title,
    page_icon=str(ASSETS / "favicon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
frame(page_id=page_id, who=who, scripts=scripts)
current.run()
