"""The health of the site in the desk; it is looked at afresh whenever the page is asked for."""

from __future__ import annotations

from youcheng.bootstrap import get_engine, get_services
from youcheng.domain.actors import Actor
from youcheng.machine import this_machine
from youcheng.markup.desk_health import health_page
from youcheng.services.desk_parts import list_parts
from youcheng.services.health import view_health
from youcheng.settings import get_settings
from youcheng.ui.components.desk import desk
from youcheng.ui.context import visitor


def show_health(actor: Actor) -> None:
    """Show how the site stands.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    t = visitor().translator
    machine = this_machine(get_settings(), get_engine())
    health = view_health(get_services(), actor=actor, machine=machine)
    desk(html=str(health_page(health, list_parts(actor), t)))
