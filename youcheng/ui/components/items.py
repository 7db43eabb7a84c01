"""The table of the map's items: sortable by its headings, a row is chosen by a click or Enter.

Streamlit's own table cannot hold our markup, links and row headings, and its grid is drawn on a
canvas. The markup is the server's, the same as on the plain pages.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_mount = st.components.v2.component(
    "youcheng.items",
    html='<p class="sr itemslive" role="status"></p><div class="stHtml itemsroot"></div>',
    js="items.js",
    isolate_styles=False,
)


def items_table(
    *,
    html: str,
    item: str | None,
    said: str,
    playing: bool,
    key: str,
    on_choose: Callable[[], None],
) -> None:
    """Show the table.

    Args:
        html: the table's markup; it must not depend on the chosen item.
        item: id of the chosen item, whose row is marked.
        said: what a screen reader hears when it has changed.
        playing: whether the years are playing; focus on the slider then pauses them.
        key: the component's key; ``st.session_state[key].choose`` holds what was chosen, the
            empty text for the row that was already chosen.
        on_choose: called when a row was chosen.
    """
    _mount(
        key=key,
        data={"html": html, "item": item, "said": said, "playing": playing},
        on_choose_change=on_choose,
    )
