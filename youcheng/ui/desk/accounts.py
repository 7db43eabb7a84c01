"""The accounts of the staff in the desk."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.accounts_acts import FILTER
from youcheng.ui.desk.accounts_gathering import answer_accounts
from youcheng.ui.desk.page_address import write_address

_FIELDS = ("text", "role", "active")


def show_accounts(actor: Actor) -> None:
    """Show the accounts, or the one that the address names, and do what was asked for there.

    Raises:
        NotAllowed: `role`, or `account`.
        StoreBusy: it cannot be told now.
    """
    who, asked = visitor(), take_asked()
    given = {name: (who.parameters.get(name) or ("",))[-1] for name in (*_FIELDS, "account")}
    if asked is not None and asked.act == FILTER:
        given.update({name: asked.text(name) for name in _FIELDS})
        write_address({name: given[name] for name in _FIELDS if given[name]}, but=_FIELDS)
        asked = None
    services, t = get_services(), who.translator
    outcome, html = answer_accounts(services, asked, actor=actor, given=given, t=t)
    desk(html=html, said=outcome.said or outcome.trouble)
