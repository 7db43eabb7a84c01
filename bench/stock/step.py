"""Two steps of the culture programme's form the usual Streamlit way: the same questions as widgets,
the answers in the session."""

from datetime import UTC, datetime

import streamlit as st

from youcheng.content.forms import FormField
from youcheng.content.loader import load_content
from youcheng.domain.forms import Kind

CODE = "en"
STEPS = ("you", "proposal")
UNSEEN = {Kind.HIDDEN, Kind.HONEYPOT}


def ask(field: FormField) -> object:
    """Show a question; return the answer."""
    label, kind = field.label.get(CODE), field.rules.kind
    today = datetime.now(UTC).date()
    key = field.id
    match kind:
        case Kind.RADIO:
            return st.radio(label, names(field), index=None, key=key)
        case Kind.SELECT:
            return st.selectbox(label, names(field), index=None, key=key)
        case Kind.CHECKBOXES:
            return st.multiselect(label, names(field), key=key)
        case Kind.CHECKBOX:
            return st.checkbox(label, key=key)
        case Kind.TEXTAREA:
            return st.text_area(label, key=key)
        case Kind.NUMBER:
            return st.number_input(label, value=None, step=1, key=key)
        case Kind.DATE:
            return st.date_input(label, value=None, min_value=today, key=key)
        case Kind.FILE:
            return st.file_uploader(label, key=key)
        case _:
            return st.text_input(label, key=key)


def names(field: FormField) -> list[str]:
    """The labels of a question's options."""
    today = datetime.now(UTC).date()
    return [name for _, name in field.choices(CODE, today=today)]


content = load_content()
form = content.form("culture")
here = st.session_state.setdefault("here", STEPS[0])
step = next(one for one in form.steps if one.id == here)
st.title(step.title.get(CODE))
if step.intro:
    st.markdown(step.intro.get(CODE))
with st.form(step.id):
    for one in step.fields:
        if one.rules.kind not in UNSEEN:
            st.session_state[f"answer-{one.id}"] = ask(one)
    is_first = here == STEPS[0]
    if st.form_submit_button("Continue" if is_first else "Back"):
        st.session_state["here"] = STEPS[is_first]
        st.rerun()
