"""What the page of an entry shows, asked of the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youcheng.domain.actors import Actor
from youcheng.i18n.catalogues import Translator
from youcheng.markup.jury_pages import EntryPage, Seen, Told
from youcheng.services.desk_access import NotAllowed
from youcheng.services.jury_scoring import OwnRound, list_rounds, view_entry
from youcheng.services.ports import Services


@dataclass(frozen=True, slots=True)
class Looking:
    """What a juror looks at.

    Attributes:
        entry: id of the entry.
        compare: id of the one beside it; empty for none.
        before: id of the one that was looked at before it; empty for none.
        again: how often its stored score replaced what was typed.
    """

    entry: str
    compare: str
    before: str
    again: int


def find_round_of(services: Services, /, *, actor: Actor, entry: str) -> OwnRound:
    """The juror's open round with this entry.

    Raises:
        NotAllowed: `role`, or `submission`: there is none.
    """
    for own in list_rounds(services, actor=actor):
        if any(one.entry == entry for one in own.scores):
            return own
    raise NotAllowed("submission")


def gather_entry(
    services: Services, /, *, actor: Actor, looking: Looking, told: Told, t: Translator
) -> EntryPage:
    """The page of an entry.

    Raises:
        NotAllowed: `role`, or `submission`: it is none that the juror may know of now.
    """
    own = find_round_of(services, actor=actor, entry=looking.entry)
    scores = own.scores
    numbers = {one.entry: number for number, one in enumerate(scores, 1)}

    def see(entry: str) -> Seen:
        blind, score = view_entry(services, actor=actor, entry=entry, language=t.language.code)
        return Seen(blind, score, numbers.get(entry, 0))

    seen, other = see(looking.entry), None
    if looking.compare in numbers and looking.compare != looking.entry:
        other = _see_if_given(see, looking.compare)
    before = looking.before if looking.before in numbers else ""
    if not before and len(scores) > 1:
        before = scores[numbers[looking.entry] - 2].entry
    return EntryPage(
        edition=services.content.edition(own.edition),
        seen=seen,
        other=other,
        scores=scores,
        before=before,
        told=told,
        again=looking.again,
    )


def _see_if_given(see: Callable[[str], Seen], entry: str) -> Seen | None:
    try:
        return see(entry)
    except NotAllowed:
        return None
