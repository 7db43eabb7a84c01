"""The gallery's pages: the wall, its plain twin, and the names of what works are chosen by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from youcheng.content.models import Content
from youcheng.content.subjects import entry_form_id
from youcheng.domain.gallery import LONGEST_QUERY, Choice, Facet, Position, Work
from youcheng.i18n.catalogues import Translator
from youcheng.i18n.formats import format_number
from youcheng.i18n.territories import sort_key
from youcheng.markup.environment import address, now, render
from youcheng.services.gallery import GalleryPage

WALL: Final = "/gallery"
LIST: Final = "/gallery/list"
QUERY: Final = "q"
AFTER: Final = "after"
BEFORE: Final = "before"

_VALUE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_EAGER: Final = 4
"""Pictures of the first row, which are fetched at once."""
_ROW: Final = 320
"""Pixels that a row of the wall is mostly lower than. The smaller copy of an upright picture is as
high, so that it is enough where a pixel of the page is one of the screen."""
_IN_ORDER: Final = (Facet.EDITION, Facet.BAND, Facet.AWARD)
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
        byline: who made it and where.
        address: of its page.
        ratio: width by height.
        small: pixels that the copies of 320 and 640 are wide.
        sizes: how wide it is shown, for the browser's choice among them.
        lazy: fetched only when it is near.
    """

    work: Work
    language: str
    title: str
    alt_language: str
    alt: str
    byline: str
    address: str
    ratio: float
    small: tuple[int, int]
    sizes: str
    lazy: bool


def read_choice(parameters: Parameters) -> Choice:
    """The works that an address asks for; what cannot be read counts as not asked."""
    asked = {facet: _last(parameters, facet) for facet in Facet}
    facets = {facet: value for facet, value in asked.items() if _VALUE.fullmatch(value)}
    return Choice(facets, _readable(_last(parameters, QUERY)[:LONGEST_QUERY]))


def _readable(typed: str) -> str:
    """What was typed, in one line and without anything that no page can show."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())


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


class Names:
    """Names of what works are chosen by, in one language."""

    def __init__(self, t: Translator, content: Content) -> None:
        self.translator = t
        self._content = content
        self._code = t.language.code
        edition = content.current_edition(now())
        self._form = content.form(entry_form_id(edition))
        self._themes = {
            theme.id: theme.name.get(self._code) for one in content.editions for theme in one.themes
        }
        self._bands = {
            band.id: (band.youngest, band.oldest) for one in content.editions for band in one.bands
        }

    def facet(self, facet: Facet) -> str:
        """The name of a facet."""
        t = self.translator
        return {
            Facet.EDITION: t.gettext("Edition"),
            Facet.THEME: t.gettext("Theme"),
            Facet.COUNTRY: t.gettext("Country"),
            Facet.PLACE: t.gettext("City or partner"),
            Facet.BAND: t.gettext("Age group"),
            Facet.TECHNIQUE: t.gettext("Technique"),
            Facet.AWARD: t.pgettext("gallery", "Award"),
        }[facet]

    def value(self, facet: Facet, value: str) -> str:
        """The name of a value of a facet; an unknown value is its own name."""
        t, code = self.translator, self._code
        match facet:
            case Facet.EDITION:
                known = {one.id: one.name.get(code) for one in self._content.editions}
                return known.get(value, value)
            case Facet.THEME:
                return self._themes.get(value, value)
            case Facet.PLACE:
                return self._place(value)
            case Facet.BAND:
                return self._band(value)
            case Facet.AWARD:
                return t.pgettext("gallery", "With an award")
        return self._form.field(str(facet)).name(value, code)

    def _place(self, value: str) -> str:
        partners = {one.id: one.short.get(self._code) for one in self._content.partners}
        return partners.get(value) or self._form.field("city").name(value, self._code)

    def _band(self, value: str) -> str:
        youngest, oldest = self._bands.get(value, (0, 0))
        if not oldest:
            return value
        return self.translator.gettext("{youngest} to {oldest} years").format(
            youngest=youngest, oldest=oldest
        )

    def byline(self, work: Work) -> str:
        """Name where one is shown, age group and place, as a museum writes them under a picture."""
        where = self.value(Facet.PLACE, work.place) if work.place else ""
        country = self.value(Facet.COUNTRY, work.country) if work.country else ""
        parts = [work.name, self.value(Facet.BAND, work.band) if work.band else "", where, country]
        return " · ".join(part for part in parts if part)


def gallery_body(page: GalleryPage, t: Translator, content: Content, *, plain: bool) -> Markup:
    """The wall with what it is chosen by; as a list of words and links where `plain` is true."""
    code, names = t.language.code, Names(t, content)
    path = LIST if plain else WALL
    first, *others = _groups(page, names, code, path)
    total = t.ngettext("{number} work", "{number} works", page.total).format(
        number=format_number(page.total, t.language)
    )
    return render(
        "gallery/list.html" if plain else "gallery/wall.html",
        t,
        choice=page.choice,
        total=total,
        first=first,
        others=others,
        narrowed=any(facet is not Facet.COUNTRY for facet in page.choice.facets),
        hung=[
            hang(work, page.choice, names, code, number) for number, work in enumerate(page.works)
        ],
        path=path,
        is_empty=not page.total and page.choice == Choice(),
        twin=choice_address(WALL if plain else LIST, page.choice, code),
        clear=address(path, code),
        samples=any(work.sample for work in page.works),
        previous=_turned(page, path, code, BEFORE, page.before),
        following=_turned(page, path, code, AFTER, page.after),
    )


def _turned(
    page: GalleryPage, path: str, code: str, name: str, position: Position | None
) -> str | None:
    if position is None:
        return None
    return choice_address(path, page.choice, code, **{name: str(position)})


def _groups(
    page: GalleryPage, names: Names, code: str, path: str
) -> Iterator[tuple[str, list[FacetLink]]]:
    """The facets with their values, the country first."""
    for facet in sorted(Facet, key=lambda one: one is not Facet.COUNTRY):
        yield names.facet(facet), list(_links(page, facet, names, code, path))


def _links(
    page: GalleryPage, facet: Facet, names: Names, code: str, path: str
) -> Iterator[FacetLink]:
    chosen, rest = page.choice.facets.get(facet, ""), page.choice.without(facet)
    t = names.translator
    yield FacetLink(t.pgettext("filter", "All"), choice_address(path, rest, code), not chosen, None)
    # What is chosen stays to be seen and taken back, also where nothing is left of it.
    counts = {**({chosen: 0} if chosen else {}), **page.counts[facet]}
    named = [(names.value(facet, value), value) for value in counts]
    if facet not in _IN_ORDER:
        named.sort(key=lambda pair: sort_key(pair[0], t.language))
    for name, value in named:
        where = choice_address(path, Choice({**rest.facets, facet: value}, rest.query), code)
        yield FacetLink(name, where, value == chosen, format_number(counts[value], t.language))


def hang(work: Work, choice: Choice, names: Names, code: str, number: int) -> Hung:
    """A work as it hangs on the wall, `number` from 0 being its place on the page."""
    language, words = work.words_in(code)
    alt_language, alt = work.alt_in(code)
    ratio = work.width / work.height
    tall = min(1.0, ratio)
    return Hung(
        work=work,
        language=language,
        title=words.title,
        alt_language=alt_language,
        alt=alt,
        byline=names.byline(work),
        address=choice_address(f"/art/{work.code}", choice, code),
        ratio=round(ratio, 4),
        small=(max(1, round(320 * tall)), max(1, round(640 * tall))),
        sizes=f"(max-width: 760px) min(92vw, {round(ratio * 200)}px), {round(ratio * _ROW)}px",
        lazy=number >= _EAGER,
    )
