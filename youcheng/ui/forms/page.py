"""A page with a form: what it tells, the form, or the receipt, as the address asks for it."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import streamlit as st
from markupsafe import Markup

from youcheng.bootstrap import get_services
from youcheng.content.subjects import kind_of, subject_of
from youcheng.domain.transitions import TransitionRefused
from youcheng.markup.environment import render
from youcheng.markup.form_page import shows_receipt
from youcheng.markup.pages import page_body
from youcheng.markup.refusals import REFUSALS, refusal_sentence
from youcheng.markup.sent_page import render_sent
from youcheng.services.access import AccessDenied, form_query
from youcheng.services.drafts import start_draft
from youcheng.services.opening import FormGone, open_form, window_of
from youcheng.services.ports import StoreBusy
from youcheng.settings import get_settings
from youcheng.ui.context import Visitor, client_address, visitor
from youcheng.ui.forms.journey import show_journey

_LOOKS_EVERY: Final = 5
"""Seconds between two tries to show a form whose records do not answer."""


def show_forms(page: str, form: str) -> None:
    """Show what the address asks for.

    Args:
        page: id of the page in the site's table.
        form: id of the form that is begun there; empty or unknown for none.
    """
    who = visitor()
    if token := st.query_params.get("draft", ""):
        _show_form(token, who)
        return
    if st.query_params.get("start") and _has_form(form):
        _start(form, who)
        return
    content = get_services().content
    st.html(page_body(page, who.parameters, who.translator, content, in_app=True))


def _has_form(form: str) -> bool:
    return any(one.id == form for one in get_services().content.forms)


def _show_form(token: str, who: Visitor) -> None:
    t, services = who.translator, get_services()
    try:
        found = open_form(services, token=token)
    except (AccessDenied, FormGone) as refused:
        st.html(
            _message(t.gettext("This form cannot be opened"), refusal_sentence(refused, t), who)
        )
        return
    except StoreBusy:
        _wait(token, who)
        return
    if shows_receipt(found, st.query_params.get("step", "")):
        can_mail = bool(get_settings().smtp_host)
        st.html(render_sent(services, found, t, token=token, can_mail=can_mail))
        return
    show_journey(found, token, who)


def _wait(token: str, who: Visitor) -> None:
    """Say that nothing is lost, and show the form as soon as the records answer again: the browser
    keeps what was not saved, and sends it then."""
    t = who.translator
    words = t.gettext(
        "No connection. What you entered is kept on this device and saved as soon as the line is "
        "back."
    )
    st.html(_message(t.gettext("This does not work just now"), words, who))

    @st.fragment(run_every=_LOOKS_EVERY)
    def look() -> None:
        with suppress(AccessDenied):  # the page says so
            try:
                open_form(get_services(), token=token)
            except StoreBusy:
                return
        st.rerun()

    look()


def _message(title: str, sentence: str, who: Visitor) -> Markup:
    return render("message.html", who.translator, title=title, text=sentence)


def _start(form_id: str, who: Visitor) -> None:
    """Begin a form at once; a closed one asks for an access code first."""
    services, t = get_services(), who.translator
    form = services.content.form(form_id)
    if window_of(form).is_open(services.clock()):
        problem = _begin(form_id, who, "")
        if problem:
            st.html(_message(t.gettext("The form cannot be opened now"), problem, who))
        return
    with st.container(key="wrap-access"):
        st.html(render("programme_access.html", t, programme=subject_of(services.content, form_id)))
        with st.form("access", enter_to_submit=False, border=False):
            code = st.text_input(t.gettext("Access code"), max_chars=40, autocomplete="off")
            if st.form_submit_button(t.gettext("Open the form"), type="primary"):
                problem = (
                    _begin(form_id, who, code)
                    if code.strip()
                    else t.gettext("Enter the access code that you were given.")
                )
                if problem:
                    st.error(problem)


def _begin(form_id: str, who: Visitor, access_code: str) -> str:
    """Begin a draft and go to it; return why it cannot be begun."""
    try:
        started = start_draft(
            get_services(),
            programme=form_id,
            language=who.language.code,
            client=client_address(),
            zone=st.context.timezone or "",
            access_code=access_code,
        )
    except TransitionRefused:
        return who.translator.gettext("The form is closed. You need an access code to open it.")
    except REFUSALS as refused:
        return refusal_sentence(refused, who.translator)
    address = form_query(kind_of(get_services().content, form_id), form_id)
    st.query_params.from_dict({**address, "draft": started.token, "lang": who.language.code})
    st.rerun()
