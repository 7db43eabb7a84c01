"""The frame round every page: language, links, focus, announcements, a broken line and the width.

Streamlit has no element for these: ``<html lang>`` stays as the server sent it, a link in markup
starts a new session, focus stays where it was after a move to another page, nothing is announced,
and a broken line opens an English window over the page; nor does a script learn how wide the window
is. The component's script does these six things and draws nothing but a line while there is no
connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from youcheng.domain.site_map import DRAWN_PAGES
from youcheng.i18n.formats import weekday_names
from youcheng.i18n.languages import BY_CODE
from youcheng.markup.chrome import footer, header
from youcheng.ui.context import FRAME, Visitor

_mount = st.components.v2.component("youcheng.frame", js="frame.js", css="frame.css")

_MOVES: Final = "frame_moves"
_LIMIT: Final = 4000


def _target(move: object) -> tuple[str, dict[str, list[str]], int] | None:
    """Page id, query and number of a move within the site; None for anything else."""
    if not isinstance(move, dict):
        return None
    address, number = move.get("address"), move.get("number")
    if not isinstance(address, str) or not isinstance(number, int) or len(address) > _LIMIT:
        return None
    try:
        parts = urlsplit(address)
        query = parse_qs(parts.query, max_num_fields=40)
    except ValueError:
        return None
    page = next((page for page in DRAWN_PAGES if page.path == parts.path), None)
    return (page.id, query, number) if page else None


def _move_within(page_id: str) -> None:
    """Follow a link within the page before the script runs: one run then shows where it leads."""
    target = _target(st.session_state[FRAME].get("go"))
    if target and target[0] == page_id:
        _, query, st.session_state[_MOVES] = target
        st.query_params.from_dict(_without_unknown_language(query))


def _without_unknown_language(query: dict[str, list[str]]) -> dict[str, list[str]]:
    unknown = [code for code in query.get("lang", []) if code not in BY_CODE]
    return {name: values for name, values in query.items() if name != "lang" or not unknown}


def frame(*, page_id: str, who: Visitor, scripts: Mapping[str, Any]) -> None:
    """Mount the frame and follow the link that the visitor chose, if any.

    Args:
        page_id: the page that is shown.
        who: the visitor.
        scripts: Streamlit's page of every page id.
    """
    served = st.session_state.setdefault("served_language", who.language.code)
    changed = who.language.code != served
    result = _mount(
        key=FRAME,
        data={
            "page": page_id,
            "pages": [page.path for page in DRAWN_PAGES],
            "ids": [page.id for page in DRAWN_PAGES],
            "lang": who.language.html,
            "skip": who.translator.gettext("Skip to content"),
            "arrived": who.translator.gettext("Page opened:"),
            "broken": who.translator.gettext(
                "There is no connection. The page goes on as soon as it is back."
            ),
            "header": header(page_id, who.parameters, who.translator) if changed else None,
            "footer": footer(who.translator) if changed else None,
            "number": st.session_state.get(_MOVES, 0),
            "weekdays": weekday_names(who.language),
            "asksWidth": page_id == "map" and not who.phone,
        },
        on_go_change=partial(_move_within, page_id),
    )
    target = _target(result.go)
    if target and target[0] != page_id:
        wanted, query, st.session_state[_MOVES] = target
        st.switch_page(scripts[wanted], query_params=_without_unknown_language(query))
