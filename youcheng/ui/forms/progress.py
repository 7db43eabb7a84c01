"""Where somebody is in a form: the step, what was tried, what was confirmed. Never an answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from youcheng.markup.form_page import CHECK, asked_step
from youcheng.services.opening import OpenForm


@dataclass(slots=True)
class Progress:
    """What the session knows of one form beside its address.

    Attributes:
        tried: ids of fields whose problems may be told, since the person wanted to go on.
        confirmed: warnings that the person keeps, as `submitting.warning_key` names them.
        refused: the person wanted to go on and could not.
        stop: id of the notice that is shown in place of the next step.
        said: a sentence about something that was not done; shown once.
    """

    tried: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    refused: bool = False
    stop: str = ""
    said: str = ""


def progress_of(name: str) -> Progress:
    """The progress of the form `name` in this session."""
    found: Progress = st.session_state.setdefault(f"{name}-progress", Progress())
    return found


def current_step(found: OpenForm) -> str:
    """The step that the address names; the first for none or an unknown one."""
    return asked_step(found, st.query_params.get("step", ""))


def go_to(step: str, *, then: str = "") -> None:
    """Show another step; `then` is the one that it leads back to."""
    st.query_params["step"] = step
    if then:
        st.query_params["then"] = then
    elif "then" in st.query_params:
        del st.query_params["then"]


def leads_back() -> bool:
    """True when the step was opened from the check page and leads back there."""
    return st.query_params.get("then") == CHECK
