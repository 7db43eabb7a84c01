"""The stock pages as one site with an address for each."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

st.navigation(
    [
        st.Page(HERE / "home.py", default=True),
        st.Page(HERE / "map.py"),
        st.Page(HERE / "gallery.py"),
        st.Page(HERE / "step.py"),
    ]
).run()
