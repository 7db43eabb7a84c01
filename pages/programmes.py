"""Programmes: the six, the page of one, its form and the receipt."""

import streamlit as st

from youcheng.ui.forms.page import show_forms

show_forms("programmes", st.query_params.get("programme", ""))
