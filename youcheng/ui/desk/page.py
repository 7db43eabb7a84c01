"""The desk: one page, of which the address says what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from youcheng.domain.actors import Actor
from youcheng.domain.permissions import reach_of
from youcheng.markup.environment import address, render
from youcheng.markup.refusals import refusal_sentence
from youcheng.markup.staff_pages import SIGN_IN
from youcheng.services.desk_access import NotAllowed
from youcheng.services.ports import StoreBusy
from youcheng.services.staff import SignedOut
from youcheng.ui.components.desk import desk
from youcheng.ui.context import current_actor, visitor
from youcheng.ui.desk.numbers import show_numbers
from youcheng.ui.desk.outbox import show_outbox
from youcheng.ui.desk.queue import show_queue
from youcheng.ui.desk.submission import show_submission

QUEUE: Final = "queue"
PARTS: Final[Mapping[str, Callable[[Actor], None]]] = {
    QUEUE: show_queue,
    "numbers": show_numbers,
    "outbox": show_outbox,
}
"""What the desk shows besides single submissions, by the parameter `part`; without it, the queue to
those who have one."""


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
            PARTS.get(part, show_numbers if reach_of(actor) is None else show_queue)(actor)
    except SignedOut:
        onwards = address("/desk", code, **{k: list(v) for k, v in who.parameters.items()})
        _tell(t.gettext("You are signed out"), address(SIGN_IN, code, next=onwards))
    except NotAllowed:
        _tell(t.gettext("There is no such submission here, or it is not for your role."), "")
    except StoreBusy as busy:
        _tell(refusal_sentence(busy, t), "")


def _tell(title: str, link: str) -> None:
    t = visitor().translator
    desk(html=str(render("desk/message.html", t, title=title, link=link)))
