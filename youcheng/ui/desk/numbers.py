"""The part of the desk with its numbers."""

from __future__ import annotations

from youcheng.bootstrap import get_services
from youcheng.content.loader import load_content
from youcheng.domain.actors import Actor
from youcheng.domain.numbers import read_period
from youcheng.markup.desk_numbers import numbers_page
from youcheng.services.desk_parts import list_parts
from youcheng.services.numbers import count_numbers
from youcheng.ui.components.desk import desk
from youcheng.ui.context import visitor


def show_numbers(actor: Actor) -> None:
    """Show the numbers that the address asks for, as far as the actor counts.

    Raises:
        NotAllowed: `desk`.
        StoreBusy: they cannot be counted now.
    """
    who = visitor()
    asked = {name: values[-1] for name, values in who.parameters.items() if values}
    weeks = read_period(asked.get("weeks", ""))
    programme = asked.get("programme", "")
    numbers = count_numbers(get_services(), actor=actor, programme=programme, weeks=weeks)
    page = numbers_page(numbers, weeks, load_content(), who.translator, parts=list_parts(actor))
    desk(html=str(page))
