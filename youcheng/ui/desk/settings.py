"""The settings on the desk: dates of the competition, access codes, how long things are kept, and
the texts of mails."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.settings_gathering import answer_settings


def show_settings(actor: Actor) -> None:
    """Show the section that the address names, and do what was asked for there.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    who = visitor()
    section, letter = ((who.parameters.get(name) or ("",))[-1] for name in ("section", "letter"))
    outcome, html = answer_settings(
        get_services, take_asked(), actor=actor, section=section, t=who.translator, letter=letter
    )
    desk(html=html, said=outcome.said or outcome.trouble)
