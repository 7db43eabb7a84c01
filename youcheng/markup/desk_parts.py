"""Links from a part of the desk to the others that are the reader's to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address
from youcheng.markup.jury_words import JURY
from youcheng.services.desk_parts import DeskPart

DESK: Final = "/desk"


@dataclass(frozen=True, slots=True)
class PartLink:
    """A link to a part of the desk.

    Attributes:
        name: of the part.
        address: of it.
        is_here: whether it is the part that is shown.
    """

    name: str
    address: str
    is_here: bool = False


def part_links(
    parts: Sequence[DeskPart], t: Translator, *, here: DeskPart | None = None
) -> tuple[PartLink, ...]:
    """Links to `parts`, in their order."""
    names = {
        DeskPart.QUEUE: t.gettext("Queue"),
        DeskPart.NUMBERS: t.gettext("Numbers"),
        DeskPart.OUTBOX: t.gettext("Outbox"),
        DeskPart.JURY: t.pgettext("desk", "Jury"),
        DeskPart.CERTIFICATES: t.gettext("Certificates"),
        DeskPart.ACCOUNTS: t.pgettext("desk", "Accounts"),
        DeskPart.SETTINGS: t.pgettext("desk", "Settings"),
        DeskPart.LOG: t.pgettext("desk", "Log"),
        DeskPart.HEALTH: t.pgettext("desk", "Health of the site"),
        DeskPart.SCORING: t.pgettext("desk", "Scoring"),
    }
    code = t.language.code
    return tuple(PartLink(names[one], _part_address(one, code), one is here) for one in parts)


def _part_address(part: DeskPart, code: str) -> str:
    if part is DeskPart.SCORING:
        return address(JURY, code)
    return address(DESK, code, part=str(part))
