"""The outbox on the desk: the list of mails, or one mail."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.domain.outbox_view import OutboxView
from youcheng.markup.desk_outbox import OutboxOutcome, mail_page, outbox_page
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.outbox_acts import answer_outbox_act, is_filter, read_filter
from youcheng.ui.desk.outbox_gathering import gather_mail, gather_outbox
from youcheng.ui.desk.page_address import write_address

_NAMES: Final = ("view", "after", "before")


def show_outbox(actor: Actor) -> None:
    """Show the part of the outbox, or the mail, that the address asks for, and do what was asked
    for there.

    Raises:
        NotAllowed: `desk` or `mail`.
        StoreBusy: it cannot be told now.
    """
    who, services, asked = visitor(), get_services(), take_asked()
    t = who.translator
    given = {name: (who.parameters.get(name) or ("",))[-1] for name in (*_NAMES, "mail")}
    view, outcome = OutboxView.from_query(given["view"]), OutboxOutcome()
    if asked is not None and is_filter(asked):
        view = read_filter(asked)
        given.update(after="", before="")
        _go(view)
    elif asked is not None:
        outcome = answer_outbox_act(services, asked, actor=actor, view=view, t=t)
    if given["mail"]:
        mail = gather_mail(services, actor=actor, mail=given["mail"], t=t)
        html = mail_page(mail.view, view, mail.programmes, mail.people, outcome, t)
    else:
        shown = gather_outbox(
            services, actor=actor, view=view, t=t, after=given["after"], before=given["before"]
        )
        html = outbox_page(replace(shown, outcome=outcome), t)
    desk(html=str(html), said=outcome.said or outcome.trouble)


def _go(view: OutboxView) -> None:
    """Write the view into the address, at its first page."""
    query = view.to_query()
    write_address({"view": query} if query else {}, but=_NAMES)
