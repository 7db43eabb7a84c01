"""The gallery as the public reads it: pages of works, how many there are of each kind, one work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from youcheng.domain.gallery import (
    AWARDED,
    Choice,
    Facet,
    Position,
    Work,
    fits,
    mix,
    read_position,
)
from youcheng.services.ports import Services, StoreBusy, UnitOfWork
from youcheng.services.showing import UnknownWork, WorkGone, find_work

PAGE: Final = 24
"""Works on a page."""
MOST_SELECTED: Final = 60
"""Works of a selection; what an address names beyond them is left out."""
_CHOICE: Final = 6
"""Among so many times the works that are wanted the choice is made."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many works there are.

    Attributes:
        total: of those that were chosen.
        by_facet: by facet and value how many there are if that value is chosen in place of the
            present one, all else being kept; values without works are left out.
    """

    total: int
    by_facet: Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class GalleryPage:
    """One page of the works that were chosen.

    Attributes:
        choice: which works were asked for.
        works: those of the page, in order.
        counts: how many there are on all pages.
        before, after: where the page before ends and the page after begins; None: there is none.
    """

    choice: Choice
    works: Sequence[Work]
    counts: Counts
    before: Position | None
    after: Position | None


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work with its neighbours among those that were chosen; None at either end."""

    work: Work
    previous: Work | None
    next: Work | None


def view_gallery(
    services: Services,
    /,
    *,
    choice: Choice,
    after: str = "",
    before: str = "",
    limit: int = PAGE,
    counts: Counts | None = None,
) -> GalleryPage:
    """The works of a page, `limit` at most.

    Args:
        services: of the site.
        choice: which works.
        after: the position after which the page begins, as an address holds it; empty or unreadable
            for the first page.
        before: the position before which it ends, if `after` is none.
        limit: how many works at most.
        counts: of the same choice, where they are known.
    """
    start, end = read_position(after), read_position(before)
    with services.records.read() as uow:
        # One work more than fits tells whether a page follows on that side.
        if start is None and end is not None:
            found = uow.works.before(choice, end, limit=limit + 1)
            works = found[-limit:]
            first, last = (works[0].position, works[-1].position) if works else (None, None)
            has_before = len(found) > limit
            has_after = last is not None and (
                _stands(uow, choice, end) or bool(uow.works.after(choice, last, limit=1))
            )
        else:
            found = uow.works.after(choice, start, limit=limit + 1)
            works = found[:limit]
            first, last = (works[0].position, works[-1].position) if works else (start, start)
            has_before = start is not None and (
                _stands(uow, choice, start)
                or bool(uow.works.before(choice, first or start, limit=1))
            )
            has_after = len(found) > limit
        counts = counts or _count(uow, choice)
    return GalleryPage(
        choice=choice,
        works=works,
        counts=counts,
        before=first if has_before else None,
        after=last if has_after else None,
    )


def _stands(uow: UnitOfWork, choice: Choice, position: Position) -> bool:
    """Whether the work is still there, and chosen, that a page was told to begin or end at: looked
    up by its code, where asking for whatever stands on that side would search once more."""
    work = uow.works.find(position.code)
    return work is not None and work.position == position and choice.chooses(work)


def count_works(services: Services, /, *, choice: Choice) -> Counts:
    """How many works are chosen, and how many would be with another value of a facet."""
    with services.records.read() as uow:
        return _count(uow, choice)


def _count(uow: UnitOfWork, choice: Choice) -> Counts:
    """All from one tally."""
    total, counts = 0, {facet: Counter[str]() for facet in Facet}
    for values, number in uow.works.tally(choice.query).items():
        kind = dict(zip(Facet, values, strict=True))
        others = [
            facet for facet, wanted in choice.facets.items() if not fits(facet, kind[facet], wanted)
        ]
        if not others:
            total += number
        if len(others) <= 1:
            for facet in others or Facet:
                counts[facet][kind[facet]] += number
                if facet is Facet.AWARD and kind[facet] not in {"", AWARDED}:
                    counts[facet][AWARDED] += number
    return Counts(total, {facet: _named(found) for facet, found in counts.items()})


def _named(found: Mapping[str, int]) -> Mapping[str, int]:
    return {value: number for value, number in sorted(found.items()) if value}


def read_mark(services: Services, /) -> str:
    """What stands for the gallery as it is: another mark after every change of a work on show, so
    that a page which was made under the present one is as good as new."""
    with services.records.read() as uow:
        return uow.works.mark()


def view_work(services: Services, /, *, code: str, choice: Choice) -> WorkView:
    """A work on show, with its neighbours among those that are chosen.

    Raises:
        UnknownWork, WorkGone: it is not shown.
    """
    with services.records.read() as uow:
        work = find_work(uow, code)
        previous = uow.works.before(choice, work.position, limit=1)
        following = uow.works.after(choice, work.position, limit=1)
    return WorkView(work, next(iter(previous), None), next(iter(following), None))


def list_works(services: Services, /, *, codes: Sequence[str]) -> list[Work]:
    """The works of a selection that are on show, in its order; all others are left out."""
    found: dict[str, Work] = {}
    with services.records.read() as uow:
        for code in codes[:MOST_SELECTED]:
            with suppress(UnknownWork, WorkGone):
                work = find_work(uow, code)
                found[work.code] = work
    return list(found.values())


def newest_edition(services: Services, /) -> str:
    """Id of the edition with works on show that opened last; empty where none is on show."""
    with services.records.read() as uow:
        counts = _count(uow, Choice()).by_facet
    editions = sorted(services.content.editions, key=lambda one: one.rules.opens_at)
    return next((one.id for one in reversed(editions) if one.id in counts[Facet.EDITION]), "")


def choose_works(services: Services, /, *, number: int) -> Sequence[Work]:
    """A few works for the home page: those with an award first, of as many countries as may be.

    They are chosen among the first of the gallery, so that it costs the same however many there
    are. None while the records cannot be had: the page does without them.
    """
    try:
        with services.records.read() as uow:
            first = uow.works.after(Choice(), None, limit=number * _CHOICE)
    except StoreBusy:
        return []
    return mix(first, number)


def list_codes(services: Services, /) -> Sequence[str]:
    """The reference codes of all works on show, sorted."""
    with services.records.read() as uow:
        return uow.works.codes()
