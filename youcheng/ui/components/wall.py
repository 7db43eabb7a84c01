"""The gallery's wall: the server's markup, whose works open in place.

A link in markup starts a new session, and Streamlit announces nothing of what changed. The markup
is the same as that of the first paint and of the list.
"""

from __future__ import annotations

import streamlit as st

from youcheng.markup.assets import asset_address

_mount = st.components.v2.component(
    "youcheng.wall",
    html='<p class="sr wallsaid" role="status"></p><div class="stHtml wallroot" data-wait></div>',
    js="wall.js",
    isolate_styles=False,
)


def wall(*, html: str, said: str) -> None:
    """Show the wall.

    Args:
        html: the markup of `youcheng.markup.gallery_page.gallery_body`.
        said: what a screen reader hears when it has changed, such as how many works there are.
    """
    _mount(
        key="wall",
        data={"html": html, "said": said, "script": asset_address("gallery.js")},
    )
