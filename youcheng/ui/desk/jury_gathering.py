"""What the jury's pages show after an act, gathered from the services."""

from __future__ import annotations

from collections.abc import Sequence

from youcheng.domain.actors import Actor
from youcheng.domain.jury.rounds import RoundState
from youcheng.i18n.catalogues import Translator
from youcheng.markup.desk_jury import JuryOutcome, round_page, rounds_page
from youcheng.markup.desk_jury_words import jury_trouble, name_jury
from youcheng.services.arming import ArmingView, view_arming
from youcheng.services.desk_parts import list_parts
from youcheng.services.jury_access import JuryRefused
from youcheng.services.jury_sheets import Results, view_results
from youcheng.services.jury_view import AwardLine, list_rounds, view_awards, view_round
from youcheng.services.ports import Services
from youcheng.ui.asked import Asked
from youcheng.ui.desk.jury_acts import answer_jury_act


def answer_jury(
    services: Services, asked: Asked | None, *, actor: Actor, round_id: str, t: Translator
) -> tuple[JuryOutcome, str]:
    """Do what was asked for; return what came of it, and the page.

    Args:
        services: for everything.
        asked: what was asked for; None for nothing.
        actor: who asks.
        round_id: of the round that the address names; empty for the list.
        t: the texts of the language.

    Raises:
        NotAllowed: `role`.
        StoreBusy: it cannot be told now.
    """
    outcome = JuryOutcome()
    if asked is not None:
        outcome = answer_jury_act(services, asked, actor=actor, round_id=round_id, t=t)
    if round_id:
        try:
            return outcome, _round(services, actor, round_id, outcome, t)
        except JuryRefused as refused:
            outcome = JuryOutcome(trouble=jury_trouble(refused, t))
    shown = list_rounds(services, actor=actor)
    editions = {one.edition.id: one.edition for one in shown.lines}
    names = {one: name_jury(services.content, each, t) for one, each in editions.items()}
    return outcome, str(rounds_page(shown, names, list_parts(actor), t, outcome))


def _round(
    services: Services, actor: Actor, round_id: str, outcome: JuryOutcome, t: Translator
) -> str:
    view = view_round(services, actor=actor, round_id=round_id)
    results: Results | None = None
    awards: Sequence[AwardLine] | None = None
    arming: ArmingView | None = None
    if view.record.state is RoundState.CLOSED:
        results = view_results(services, actor=actor, round_id=round_id)
        if view.is_last:
            awards = view_awards(services, actor=actor, round_id=round_id)
            arming = view_arming(services, actor=actor, edition=view.edition.id)
    names = name_jury(services.content, view.edition, t)
    parts = list_parts(actor)
    return str(round_page(view, results, awards, names, parts, t, outcome, arming))
