"""What every public page weighs, when it is there, and how it answers, in a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Final

from playwright.sync_api import Browser

from bench.browser import SLOW, USUAL, Line, Load, chromium, load, profile
from bench.gallery_works import heaviest_work, opened, sample_works
from bench.places import LANGUAGE, LIGHT, Act, Place, list_places
from bench.report import Benchmark, Row, Table, ceiling, information
from bench.site import FEW_WORKS, WORKS, copied, served
from youcheng.i18n.languages import LANGUAGES

NAME: Final = "weight"
TITLE: Final = "Weight and pace of every public page"
ABOUT: Final = (
    "A Chromium on a screen of 1280 × 800, whose line is slowed down by its own network emulation, "
    "opens every page of the site's map and those that a link of one's own opens (a form, its "
    "receipt, a status, a consent …), with {works} works on show, in English, the light pages in "
    "every language; the work is the one that weighs most. Beside them stand stock Streamlit pages "
    "of the same content where there are any. Cold is a visitor who was never here, warm the same "
    "page once more with the cache of the first time; bytes are all that travels, messages over "
    "the websocket included, until the app stands and two seconds pass without a byte. "
    "Largest contentful paint (LCP) and layout shift (CLS) are the browser's own entries. "
    "Interaction to next paint (INP) is the longest event of one real thing done then: unfolding, "
    "a filter of the map, the gallery's next page, writing into a form; the browser tells of no "
    "event shorter than 16 ms. Medians of {usual} cold visits at {usual_line}, {slow} at "
    "{slow_line}. The goals for pages hold at {usual_line}, as the limits for “good” of the Core "
    "Web Vitals say; LCP, INP and CLS of the slowest page each, bytes of the heaviest light page."
)
LCP: Final = 2500.0
INP: Final = 200.0
CLS: Final = 0.1
HEAVIEST: Final = 100.0
"""Kilobytes of a light page, cold."""
OF_LIGHT: Final = "bytes of any light page in any language, cold ({place})"
COLD: Final = "bytes of a cold visit, {place}"
WARM: Final = "bytes of a warm visit, {place}"
LIGHT_COLD: Final = "bytes of a cold visit, mean of all pages without the app"
_QUICK: Final = LIGHT | {"home", "form"}


@dataclass(slots=True)
class _Seen:
    """Visits to one page, on each line cold, and warm on the usual one; and on that one, cold, in
    each other language."""

    cold: dict[str, list[Load]] = field(default_factory=dict)
    warm: list[Load] = field(default_factory=list)
    elsewhere: dict[str, Load] = field(default_factory=dict)

    def figure(self, line: Line, name: str) -> float | None:
        """The median of an attribute of the cold visits; None where there were none."""
        found = [float(getattr(one, name)) for one in self.cold.get(line.name, ())]
        return median(found) if found else None


def _kilobytes(loads: Sequence[Load]) -> float:
    return median((one.bytes + one.socket_bytes) / 1000 for one in loads)


def _visit(
    browser: Browser, address: str, line: Line, seen: _Seen, *, in_app: bool, act: Act
) -> None:
    context = profile(browser)
    found = load(context, address, line, in_app=in_app, act=act)
    seen.cold.setdefault(line.name, []).append(found)
    if line is USUAL:
        seen.warm.append(load(context, address, line, in_app=in_app))
    context.close()


def _visit_in_languages(browser: Browser, site: str, place: Place, seen: _Seen) -> None:
    for language in LANGUAGES:
        if language.code == LANGUAGE:
            continue
        print(f"    {place.name} in {language.code}", flush=True)
        context = profile(browser)
        address = site + place.path_in(language.code)
        seen.elsewhere[language.code] = load(context, address, USUAL, in_app=place.in_app)
        context.close()


def measure(*, quick: bool) -> Benchmark:
    """Run it. `quick` opens a few pages, once, on the usual line."""
    rounds = {USUAL: 1 if quick else 3, SLOW: 0 if quick else 1}
    works = sample_works(FEW_WORKS if quick else WORKS)
    with copied(works) as mine:
        with opened(mine.var) as (services, _):
            places = list_places(services, heaviest_work(services))
        if quick:
            places = [one for one in places if one.name in _QUICK]
        ours = {one.name: _Seen() for one in places}
        stock = {one.name: _Seen() for one in places if one.stock is not None}
        with served("stock", mine) as usual, served("ours", mine) as site, chromium() as browser:
            for place in places:  # what a server does once is not what is measured
                load(profile(browser), site.address + place.path, None, in_app=place.in_app)
            for line, number in rounds.items():
                for place in places * number:
                    print(f"    {place.name} at {line.name}", flush=True)
                    _visit(
                        browser,
                        site.address + place.path,
                        line,
                        ours[place.name],
                        in_app=place.in_app,
                        act=place.act,
                    )
                    if place.stock is not None:
                        _visit(
                            browser,
                            usual.address + place.stock,
                            line,
                            stock[place.name],
                            in_app=True,
                            act=place.stock_act,
                        )
            for place in places if not quick else ():
                if place.name in LIGHT:
                    _visit_in_languages(browser, site.address, place, ours[place.name])
    about = ABOUT.format(
        works=works.shown,
        usual=rounds[USUAL],
        usual_line=USUAL.name,
        slow=rounds[SLOW],
        slow_line=SLOW.name,
    )
    rows = [*_goals(ours), *_bytes(places, ours, stock)]
    return Benchmark(NAME, TITLE, about, rows, quick=quick, table=_table(places, ours, stock))


def _goals(ours: dict[str, _Seen]) -> list[Row]:
    def worst(words: str, name: str, unit: str, goal: float) -> Row:
        found = {place: seen.figure(USUAL, name) or 0.0 for place, seen in ours.items()}
        place = max(found, key=lambda one: found[one])
        return ceiling(f"{words} of any page ({place})", [found[place]], unit, goal)

    light = {f"{name}, {LANGUAGE}": _kilobytes(ours[name].cold[USUAL.name]) for name in LIGHT}
    for name in LIGHT:
        for code, one in ours[name].elsewhere.items():
            light[f"{name}, {code}"] = _kilobytes([one])
    heaviest = max(light, key=lambda one: light[one])
    return [
        worst("largest contentful paint", "largest_paint", "ms", LCP),
        worst("interaction to next paint", "interaction", "ms", INP),
        worst("layout shift", "shift", "score", CLS),
        ceiling(OF_LIGHT.format(place=heaviest), [light[heaviest]], "kB", HEAVIEST),
    ]


def _bytes(places: Sequence[Place], ours: dict[str, _Seen], stock: dict[str, _Seen]) -> list[Row]:
    rows = []
    for name, usual in stock.items():
        for item, own, theirs in (
            (COLD, ours[name].cold[USUAL.name], usual.cold[USUAL.name]),
            (WARM, ours[name].warm, usual.warm),
        ):
            rows.append(
                information(item.format(place=name), [_kilobytes(theirs)], [_kilobytes(own)], "kB")
            )
    plain = [_kilobytes(ours[one.name].cold[USUAL.name]) for one in places if not one.in_app]
    return [*rows, information(LIGHT_COLD, [], [mean(plain)], "kB")]


def _table(places: Sequence[Place], ours: dict[str, _Seen], stock: dict[str, _Seen]) -> Table:
    lines = (USUAL, SLOW)
    headings = ["page", "cold", "warm"]
    for name in ("LCP", "INP", "CLS"):
        headings += [f"{name}, {line.name}" for line in lines]
    rows = []
    for place in places:
        rows.append(_line(place.name, ours[place.name]))
        if place.stock is not None:
            rows.append(_line(f"{place.name}, stock", stock[place.name]))
    return Table(headings, rows)


def _line(name: str, seen: _Seen) -> list[str]:
    def shown(line: Line, attribute: str, form: str) -> str:
        found = seen.figure(line, attribute)
        return "–" if found is None else form.format(found)

    cells = [
        name,
        f"{_kilobytes(seen.cold[USUAL.name]):,.1f} kB",
        f"{_kilobytes(seen.warm):,.1f} kB",
    ]
    for attribute, form in (
        ("largest_paint", "{:,.0f} ms"),
        ("interaction", "{:,.0f} ms"),
        ("shift", "{:.3f}"),
    ):
        cells += [shown(line, attribute, form) for line in (USUAL, SLOW)]
    return cells
