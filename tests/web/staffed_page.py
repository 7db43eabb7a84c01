"""A page as staff have them: who acts is asked in the run, in the callback and in the fragment."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from youcheng.services.staff import SignedOut
from youcheng.ui.context import current_actor


def note(what: str) -> None:
    """Write down what runs, and who acts."""
    try:
        who = current_actor().id
    except SignedOut:
        who = "nobody"
    with Path(os.environ["STAFFED_LEDGER"]).open("a", encoding="utf-8") as ledger:
        ledger.write(f"{what} {who}\n")


@st.fragment
def part() -> None:
    """A part that runs on its own."""
    note("fragment")
    st.button("part", key="part")


note("run")
st.button("act", key="act", on_click=note, args=("callback",))
part()
