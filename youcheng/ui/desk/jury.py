"""The jury on the desk: the rounds, or the one that the address names."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.domain.actors import Actor
from youcheng.ui.components.desk import desk, take_asked
from youcheng.ui.context import visitor
from youcheng.ui.desk.jury_gathering import answer_jury


def show_jury(actor: Actor) -> None:
    """Show the rounds, or one of them, and do what was asked for there.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    who, asked = visitor(), take_asked()
    round_id = (who.parameters.get("round") or ("",))[-1]
    outcome, html = answer_jury(
        get_services(), asked, actor=actor, round_id=round_id, t=who.translator
    )
    desk(html=html, said=outcome.said or outcome.trouble)
