"""The gallery page: the same wall that the first paint brought."""

from __future__ import annotations

from youcheng.markup.gallery_page import read_choice, read_ends, wall_address, wall_lost
from youcheng.ui.components.wall import wall
from youcheng.ui.context import visitor


def show_gallery() -> None:
    """Show the gallery as its address asks for it."""
    who = visitor()
    after, before = read_ends(who.parameters)
    choice = read_choice(who.parameters)
    wall(
        address=wall_address(choice, who.language.code, after=after, before=before),
        lost=wall_lost(who.translator),
    )
