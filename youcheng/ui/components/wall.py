"""The gallery's wall: a place in the app that the gallery's own script fills.

The markup is that of the first paint and comes over HTTP: from the page itself when the app starts,
else as the address gives it. A script run would send all of it to every session once more.
"""

from __future__ import annotations

import streamlit as st

from youcheng.markup.assets import asset_address

_mount = st.components.v2.component(
    "youcheng.wall",
    html='<template data-lost></template><div class="stHtml wallroot" data-wait></div>',
    js="wall.js",
    isolate_styles=False,
)


def wall(*, address: str, lost: str) -> None:
    """Show the wall.

    Args:
        address: of `youcheng.markup.gallery_page.wall_address`.
        lost: the markup of `youcheng.markup.gallery_page.wall_lost`.
    """
    _mount(
        key="wall",
        data={"address": address, "lost": lost, "script": asset_address("gallery.js")},
    )
