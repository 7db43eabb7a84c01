"""The page of the rerun benchmark: three forms, and what a data page usually imports."""

import altair as alt
import pandas as pd
import pydeck as pdk
import streamlit as st

LIBRARIES = (alt.__version__, pd.__version__, pdk.__version__)

st.title("Three forms")
for name in ("Study", "Health", "Sports"):
    with st.form(name):
        st.text_input("Name")
        st.text_area("About you")
        st.selectbox("Place", ["Nanjing", "Lausanne", "Kathmandu"])
        st.date_input("Day")
        st.checkbox("I agree")
        st.form_submit_button("Send")
