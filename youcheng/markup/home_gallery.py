"""The works that the home page shows, in rows whose pictures are equally high at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Final

from youcheng.content.models import Content
from youcheng.domain.gallery import Work
from youcheng.i18n.catalogues import Translator
from youcheng.markup.environment import address
from youcheng.markup.gallery_names import Names
from youcheng.markup.hung_works import Hung, hang

WORKS: Final = 6
_WIDE, _NARROW = 3, 2
"""Works of a row, on a wide screen and on a phone."""
_BALANCED: Final = (0, 5, 3, 2, 1, 4)
"""Six works, the widest first, in an order in which all rows are about equally wide: each two that
stand on a phone side by side, and each three, are wide and tall ones together."""
_LEAST: Final = 0.75
"""For each work of a full row this much of proportions counts at least, so that the pictures of a
row of tall ones, or of one that is not full, stay of a bearable height."""


@dataclass(frozen=True, slots=True)
class HomeWork:
    """A work on the home page.

    Attributes:
        hung: as it hangs on the wall, but as wide as it is shown here.
        wide, narrow: its part of its row's width, on a wide screen and on a phone.
    """

    hung: Hung
    wide: float
    narrow: float


def hang_at_home(works: Sequence[Work], t: Translator, content: Content) -> list[HomeWork]:
    """The works as the home page shows them, `WORKS` at most."""
    names, kept = Names(t, content), address("", t.language.code)
    # None is near the top of the page: each is fetched when it comes near.
    hung = [hang(one, names, len(works) + WORKS, kept) for one in works[:WORKS]]
    if len(hung) == WORKS:
        widest = sorted(hung, key=lambda one: -one.ratio)
        hung = [widest[place] for place in _BALANCED]
    wide, narrow = _shares(hung, _WIDE), _shares(hung, _NARROW)
    return [
        HomeWork(replace(one, sizes=_sizes(wide[place], narrow[place])), wide[place], narrow[place])
        for place, one in enumerate(hung)
    ]


def _sizes(wide: float, narrow: float) -> str:
    """How wide a work is shown that takes so much of its row on a wide screen and on a phone."""
    on_wide = f"min({round(wide * 94)}vw, {round(wide * 1180)}px)"
    return f"(max-width: 760px) {round(narrow * 92)}vw, {on_wide}"


def _shares(hung: Sequence[Hung], in_row: int) -> list[float]:
    """The part of its row that each takes: by its proportions, so that all are equally high.

    They are rounded down: together they are never wider than the row.
    """
    shares: list[float] = []
    for begin in range(0, len(hung), in_row):
        row = hung[begin : begin + in_row]
        whole = max(sum(one.ratio for one in row), _LEAST * in_row)
        shares += [floor(one.ratio / whole * 10_000) / 10_000 for one in row]
    return shares
