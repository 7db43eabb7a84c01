"""Pages that are text and pictures: the same markup that the first paint brought."""

from __future__ import annotations

import streamlit as st

from youcheng.bootstrap import get_services
from youcheng.content.loader import load_content
from youcheng.markup.home_gallery import WORKS
from youcheng.markup.pages import HOME, page_body
from youcheng.services.gallery import choose_works
from youcheng.ui.context import visitor


def show_page(page_id: str) -> None:
    """Show a page of text and pictures in the visitor's language.

    Args:
        page_id: id of a page in ``youcheng.domain.site_map``.
    """
    who = visitor()
    works = choose_works(get_services(), number=WORKS) if page_id == HOME else ()
    st.html(
        page_body(page_id, who.parameters, who.translator, load_content(), works=works, in_app=True)
    )
