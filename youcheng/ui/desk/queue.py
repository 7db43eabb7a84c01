"""The page of the queue in the desk."""

from __future__ import annotations

from dataclasses import replace

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.domain.queue import QueueView
from youcheng.markup.desk_queue import QueueOutcome, queue_page
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.page_address import write_address
from youcheng.ui.desk.queue_acts import answer_queue_act, is_filter, read_filter
from youcheng.ui.desk.queue_gathering import gather_queue


def show_queue(actor: Actor) -> None:
    """Show the part of the queue that the address asks for, and do what was asked for there.

    Raises:
        NotAllowed: `desk`.
        StoreBusy: it cannot be told now.
    """
    who, services, asked = visitor(), get_services(), take_asked()
    given = {name: (who.parameters.get(name) or ("",))[-1] for name in ("view", "after", "before")}
    view, outcome = QueueView.from_query(given["view"]), QueueOutcome()
    if asked is not None and is_filter(asked):
        view = read_filter(asked)
        given.update(after="", before="")
        _go(view)
    elif asked is not None:
        outcome = answer_queue_act(services, asked, actor=actor, view=view, t=who.translator)
    shown = gather_queue(
        services,
        actor=actor,
        view=view,
        t=who.translator,
        after=given["after"],
        before=given["before"],
    )
    html = queue_page(replace(shown, outcome=outcome), who.translator)
    desk(html=str(html), said=outcome.said or outcome.trouble)


def _go(view: QueueView) -> None:
    """Write the view into the address, at its first page."""
    query = view.to_query()
    write_address({"view": query} if query else {}, but=("view", "after", "before"))
