"""The gallery's wall and its plain twin: works as they hang, and what they are chosen by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.form_answers import clean_text
from youcheng.domain.gallery import LONGEST_QUERY, Choice, Facet, Position, Work
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.i18n.territories import sort_key
from youcheng.markup.environment import Parameters, address, render
from youcheng.markup.gallery_names import Names
from youcheng.markup.hung_works import Hung, hang
from youcheng.services.gallery import Counts, GalleryPage

WALL: Final = "/gallery"
LIST: Final = "/gallery/list"
HALL: Final = "/gallery/hall"
SELECTION: Final = "/gallery/selection"
WALL_ALONE: Final = ("part", "wall")
"""What an address asks for when a page is turned in place: the wall without head and footer."""
QUERY: Final = "q"
AFTER: Final = "after"
BEFORE: Final = "before"

_VALUE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_IN_ORDER: Final = (Facet.EDITION, Facet.BAND)
"""Facets whose values stand in the order of their ids, and not by name."""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet: its name, where it leads, how many works it has (None for all)."""

    name: str
    address: str
    chosen: bool
    count: str | None


def read_choice(parameters: Parameters) -> Choice:
    """The works that an address asks for; what cannot be read counts as not asked."""
    asked = {facet: _last(parameters, facet) for facet in Facet}
    facets = {facet: value for facet, value in asked.items() if _VALUE.fullmatch(value)}
    typed = clean_text(_last(parameters, QUERY)[:LONGEST_QUERY])
    return Choice(facets, " ".join(typed.split()))


def read_ends(parameters: Parameters) -> tuple[str, str]:
    """The positions that an address asks a page to begin after and to end before."""
    return _last(parameters, AFTER), _last(parameters, BEFORE)


def _last(parameters: Parameters, name: str) -> str:
    return next(iter(list(parameters.get(name, ()))[-1:]), "")


def choice_address(path: str, choice: Choice, code: str, **more: str) -> str:
    """The address of a page of the gallery that keeps a choice."""
    kept: dict[str, str] = {str(facet): value for facet, value in choice.facets.items()}
    if choice.query:
        kept[QUERY] = choice.query
    return address(path, code, **kept, **more)


def count_words(number: int, t: Translator) -> str:
    """How many works there are, in words."""
    return t.ngettext("{number} work", "{number} works", number).format(
        number=format_number(number, t.language)
    )


def wall_address(choice: Choice, code: str, *, after: str = "", before: str = "") -> str:
    """The address of a page of the wall, by which a browser knows which one it shows."""
    ends = {name: end for name, end in ((AFTER, after), (BEFORE, before)) if end}
    return choice_address(WALL, choice, code, **ends)


def gallery_body(
    page: GalleryPage,
    t: Translator,
    content: Content,
    *,
    choosing: Markup,
    plain: bool,
    after: str = "",
    before: str = "",
) -> Markup:
    """The wall with what it is chosen by.

    Args:
        page: the works.
        t, content: for the words.
        choosing: of `choosing_body`, for the same choice.
        plain: as a list of words and links.
        after, before: where the address asked the page to begin or to end.
    """
    code, names = t.language.code, Names(t, content)
    path = LIST if plain else WALL
    return render(
        "gallery/list.html" if plain else "gallery/wall.html",
        t,
        choice=page.choice,
        total=count_words(page.counts.total, t),
        choosing=choosing,
        hung=hang_all(page.works, page.choice, names),
        path=path,
        place=wall_address(page.choice, code, after=after, before=before),
        is_empty=not page.counts.total and page.choice == Choice(),
        **ways(page, names, code),
        clear=address(path, code),
        samples=any(work.sample for work in page.works),
        previous=turned(page, path, code, BEFORE, page.before),
        following=turned(page, path, code, AFTER, page.after),
    )


def hang_all(works: Iterable[Work], choice: Choice, names: Names) -> list[Hung]:
    """Works as they hang on a page, each with an address that keeps the choice."""
    kept = choice_address("", choice, names.translator.language.code)
    return [hang(work, names, number, kept) for number, work in enumerate(works)]


def wall_lost(t: Translator) -> Markup:
    """What stands above a wall, or in its place, when a page of it cannot be fetched."""
    return render("gallery/lost.html", t)


def ways(page: GalleryPage, names: Names, code: str) -> dict[str, object]:
    """For the templates: the ways to see the same works, and where an exhibition of them begins."""
    t = names.translator
    same = (
        ("wall", WALL, t.gettext("Wall")),
        ("hall", HALL, t.gettext("Hall")),
        ("list", LIST, t.gettext("List")),
    )
    return {
        "views": [
            *((id_, choice_address(path, page.choice, code), name) for id_, path, name in same),
            ("selection", address(SELECTION, code), t.gettext("My selection")),
        ],
        "first_work": choice_address(f"/art/{page.works[0].code}", page.choice, code)
        if page.works
        else "",
    }


def turned(
    page: GalleryPage, path: str, code: str, name: str, position: Position | None
) -> str | None:
    """The address of the page beside this one; None where there is none."""
    if position is None:
        return None
    return choice_address(path, page.choice, code, **{name: str(position)})


def choosing_body(
    choice: Choice, counts: Counts, t: Translator, content: Content, *, plain: bool
) -> Markup:
    """What the works of the wall, or of its list, are chosen by: the same on all of its pages."""
    path, names = LIST if plain else WALL, Names(t, content)
    first, *others = (
        (names.facet(facet), list(_links(choice, counts, facet, names, path)))
        for facet in sorted(Facet, key=lambda one: one is not Facet.COUNTRY)
    )
    return render(
        "gallery/filters.html",
        t,
        choice=choice,
        path=path,
        longest_query=LONGEST_QUERY,
        first=first,
        others=others,
        narrowed=any(facet is not Facet.COUNTRY for facet in choice.facets),
    )


def _links(
    choice: Choice, counts: Counts, facet: Facet, names: Names, path: str
) -> Iterator[FacetLink]:
    chosen, rest = choice.facets.get(facet, ""), choice.without(facet)
    t, code = names.translator, names.translator.language.code
    yield FacetLink(t.pgettext("filter", "All"), choice_address(path, rest, code), not chosen, None)
    # What is chosen stays to be seen and taken back, also where nothing is left of it.
    numbers = {**({chosen: 0} if chosen else {}), **counts.by_facet[facet]}
    named = [(names.value(facet, value), value) for value in numbers]
    if facet is Facet.AWARD:
        named.sort(key=lambda pair: names.award_rank(pair[1]))
    elif facet not in _IN_ORDER:
        named.sort(key=lambda pair: sort_key(pair[0], t.language))
    for name, value in named:
        where = choice_address(path, Choice({**rest.facets, facet: value}, rest.query), code)
        yield FacetLink(name, where, value == chosen, format_number(numbers[value], t.language))
