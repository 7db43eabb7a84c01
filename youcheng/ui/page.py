"""Pages that are text and pictures: the same markup that the first paint brought."""

from __future__ import annotations

import streamlit as st

from youcheng.content.loader import load_content
from youcheng.markup.pages import page_body
from youcheng.ui.context import visitor


def show_page(page_id: str) -> None:
    """Show a page of text and pictures in the visitor's language.

    Args:
        page_id: id of a page in ``youcheng.domain.site_map``.
    """
    who = visitor()
    st.html(page_body(page_id, who.parameters, who.translator, load_content(), in_app=True))
