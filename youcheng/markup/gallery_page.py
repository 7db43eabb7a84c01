"""The gallery's wall and its plain twin: works as they hang, and what they are chosen by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.domain.form_answers import clean_text
from youcheng.domain.gallery import LONGEST_QUERY, Choice, Facet, Position, Work
from youcheng.domain.pictures import DERIVATIVES
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.i18n.territories import sort_key
from youcheng.markup.environment import address, render
from youcheng.markup.gallery_names import Names
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
_EAGER: Final = 4
"""Pictures of the first row, which are fetched at once."""
_ROW: Final = 320
_ROW_ON_PHONE: Final = 172
"""Pixels that a row of the wall is mostly lower than, on a wide screen and on a phone."""
_IN_ORDER: Final = (Facet.EDITION, Facet.BAND)
"""Facets whose values stand in the order of their ids, and not by name."""

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet: its name, where it leads, how many works it has (None for all)."""

    name: str
    address: str
    chosen: bool
    count: str | None


@dataclass(frozen=True, slots=True)
class Hung:
    """A work on the wall.

    Attributes:
        work: what it is.
        language, title: the title for this reader, and the language that it is in.
        alt_language, alt: the same for the alternative text.
        award: what it won; empty where it is nothing.
        byline: who made it and where.
        address: of its page.
        ratio: width by height.
        widths: pixels that each copy of the picture is wide, by its name.
        sizes: how wide it is shown, for the browser's choice among them.
        lazy: fetched only when it is near.
    """

    work: Work
    language: str
    title: str
    alt_language: str
    alt: str
    award: str
    byline: str
    address: str
    ratio: float
    widths: Mapping[str, int]
    sizes: str
    lazy: bool

    def copies(self, *names: str) -> str:
        """These copies of the picture, each with its width, as `srcset` says it."""
        where = f"/img/{self.work.picture}"
        return ", ".join(f"{where}/{name} {self.widths[name]}w" for name in names)


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
        hung=[
            hang(work, page.choice, names, code, number) for number, work in enumerate(page.works)
        ],
        path=path,
        place=wall_address(page.choice, code, after=after, before=before),
        is_empty=not page.counts.total and page.choice == Choice(),
        **ways(page, names, code),
        clear=address(path, code),
        samples=any(work.sample for work in page.works),
        previous=turned(page, path, code, BEFORE, page.before),
        following=turned(page, path, code, AFTER, page.after),
    )


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


def hang(work: Work, choice: Choice, names: Names, code: str, number: int) -> Hung:
    """A work as it hangs on the wall, `number` from 0 being its place on the page."""
    language, words = work.words_in(code)
    alt_language, alt = work.alt_in(code)
    ratio, edge = work.width / work.height, max(work.width, work.height)
    return Hung(
        work=work,
        language=language,
        title=words.title,
        alt_language=alt_language,
        alt=alt,
        award=names.award(work),
        byline=names.byline(work),
        address=choice_address(f"/art/{work.code}", choice, code),
        ratio=round(ratio, 4),
        widths={
            name: max(1, round(work.width * min(1.0, length / edge)))
            for name, length in DERIVATIVES.items()
        },
        sizes=f"(max-width: 760px) min(92vw, {round(ratio * _ROW_ON_PHONE)}px), "
        f"{round(ratio * _ROW)}px",
        lazy=number >= _EAGER,
    )
