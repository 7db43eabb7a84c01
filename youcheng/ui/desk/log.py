"""The log in the desk."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.domain.log_views import LogView
from youcheng.markup.desk_log import log_page, proof_words
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.log_gathering import gather_log
from youcheng.ui.desk.page_address import write_address

_VIEW: Final = tuple(one.name for one in fields(LogView))
_PLACE: Final = ("before", "after")


def show_log(actor: Actor) -> None:
    """Show the part of the log that the address asks for, and prove it if that was asked for.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    who, asked = visitor(), take_asked()
    given = {name: (who.parameters.get(name) or ("",))[-1] for name in (*_VIEW, *_PLACE)}
    if asked is not None and asked.act == "filter":
        view = LogView.from_query({name: asked.text(name) for name in _VIEW})
        write_address(view.to_query(), but=(*_VIEW, *_PLACE))
        given = view.to_query()
    shown = gather_log(get_services(), asked, actor=actor, given=given, t=who.translator)
    said = "" if shown.verdict is None else proof_words(shown.verdict, who.translator)
    desk(html=str(log_page(shown, who.translator)), said=said)
