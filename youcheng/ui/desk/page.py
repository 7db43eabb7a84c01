"""The desk: one page, of which the address says what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.markup.desk_words import refused_words
from youcheng.markup.environment import address
from youcheng.markup.refusals import refusal_sentence
from youcheng.markup.staff_pages import SIGN_IN
from youcheng.services.desk_access import NotAllowed
from youcheng.services.desk_parts import DeskPart, list_parts
from youcheng.services.ports import StoreBusy
from youcheng.services.staff import SignedOut
from youcheng.ui.components.desk import desk_message
from youcheng.ui.context import current_actor, visitor
from youcheng.ui.desk.accounts import show_accounts
from youcheng.ui.desk.certificates import show_certificates
from youcheng.ui.desk.health import show_health
from youcheng.ui.desk.jury import show_jury
from youcheng.ui.desk.log import show_log
from youcheng.ui.desk.numbers import show_numbers
from youcheng.ui.desk.outbox import show_outbox
from youcheng.ui.desk.queue import show_queue
from youcheng.ui.desk.settings import show_settings
from youcheng.ui.desk.submission import show_submission
from youcheng.ui.jury.page import show_rounds_or_entry

PARTS: Final[Mapping[str, Callable[[Actor], None]]] = {
    DeskPart.QUEUE: show_queue,
    DeskPart.NUMBERS: show_numbers,
    DeskPart.OUTBOX: show_outbox,
    DeskPart.JURY: show_jury,
    DeskPart.CERTIFICATES: show_certificates,
    DeskPart.ACCOUNTS: show_accounts,
    DeskPart.SETTINGS: show_settings,
    DeskPart.LOG: show_log,
    DeskPart.HEALTH: show_health,
    DeskPart.SCORING: show_rounds_or_entry,
}
"""What the desk shows besides single submissions, by the parameter `part`; without it, the first
that is the actor's to open."""


def show_desk() -> None:
    """Show what the address asks for, to whoever is signed in."""
    who = visitor()
    t, code = who.translator, who.language.code
    submission = (who.parameters.get("submission") or ("",))[-1]
    part = (who.parameters.get("part") or ("",))[-1]
    try:
        actor = current_actor()
        if submission:
            show_submission(actor, submission)
        else:
            first = (*list_parts(actor), DeskPart.QUEUE)[0]
            PARTS.get(part, PARTS[first])(actor)
    except SignedOut:
        onwards = address("/desk", code, **{k: list(v) for k, v in who.parameters.items()})
        desk_message(t.gettext("You are signed out"), link=address(SIGN_IN, code, next=onwards))
    except NotAllowed as refused:
        told = t.gettext("There is no such submission here, or it is not for your role.")
        desk_message(refused_words(refused, t) if refused.code in {"role", "account"} else told)
    except StoreBusy as busy:
        desk_message(refusal_sentence(busy, t))
