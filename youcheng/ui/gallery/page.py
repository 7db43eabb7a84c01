"""The gallery page: the same wall that the first paint brought, read anew with every run."""

from __future__ import annotations

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.markup.environment import render
from youcheng.markup.gallery_page import count_works, gallery_body, read_choice, read_ends
from youcheng.markup.refusals import refusal_sentence
from youcheng.services.gallery import view_gallery
from youcheng.services.ports import StoreBusy
from youcheng.ui.components.wall import wall
from youcheng.ui.context import visitor


def show_gallery() -> None:
    """Show the gallery as its address asks for it."""
    who, services = visitor(), get_services()
    after, before = read_ends(who.parameters)
    try:
        page = view_gallery(
            services, choice=read_choice(who.parameters), after=after, before=before
        )
    except StoreBusy as busy:
        title = who.translator.gettext("This does not work just now")
        text = refusal_sentence(busy, who.translator)
        st.html(render("message.html", who.translator, title=title, text=text))
        return
    wall(
        html=gallery_body(page, who.translator, services.content, plain=False),
        said=count_works(page.total, who.translator),
    )
