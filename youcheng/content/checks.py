"""What must hold between the content files: references, counts, standing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zoneinfo import available_timezones

from youcheng.content.collection import Content
from youcheng.content.editions import FOLDER as COMPETITION
from youcheng.content.editions import check_editions
from youcheng.content.problems import Ids, Problem
from youcheng.content.province import FILE as PROVINCE
from youcheng.content.records import Partner
from youcheng.content.sources import Conflict, Source, SourceRef

OWN_NAMES = frozenset(["js", "jiangsu"])
"""Names that stand for the province itself on maps and in styles; no partner may take them."""


def check_content(
    content: Content, ids: Ids, folder: Path, assets: Path | None = None
) -> Iterator[Problem]:
    """Yield every problem between the entries of `content`.

    `ids` tells where each id was read, `folder` is where geo/partners.geojson may lie, `assets`
    where the drawings must lie; without it, drawings are not asked for.
    """
    yield from _check_complete(content, ids)
    yield from _check_partners(content, ids, folder)
    yield from _check_items(content, ids)
    yield from _check_timeline(content, ids)
    yield from _check_rest(content, ids)
    yield from check_editions(content.editions, ids.get(COMPETITION, {}))
    if assets is not None:
        yield from _check_drawings(content, ids, assets)


def check_province(content: Content, ids: Ids, folder: Path) -> Iterator[Problem]:
    """Yield every problem between the province, its cities, its outline and the items.

    `ids` and `folder` are those of `check_content`.
    """
    province, cities = content.province, ids.get("jiangsu", {})
    if cities and province.seat not in cities:
        yield Problem(PROVINCE, "", "seat", f"jiangsu.toml has no city {province.seat}")
    drawn = _read_outlines(folder, "jiangsu", "adcode")
    if isinstance(drawn, Problem):
        yield drawn
        drawn = None
    for city in content.cities:
        file, table = cities[city.id]
        if drawn is not None and str(city.adcode) not in drawn:
            yield Problem(file, table, "adcode", f"geo/jiangsu.geojson has no city {city.adcode}")
        if not province.box.holds(city.lon, city.lat):
            yield Problem(file, table, "", _outside(city.lon, city.lat))
    for item in content.items:
        file, table = ids["cooperation"][item.id]
        for key, year in (("year_from", item.year_from), ("year_to", item.year_to)):
            if year is not None and year < province.years.first:
                message = f"{year} lies before {province.years.first}, the first of {PROVINCE}"
                yield Problem(file, table, key, message)
        for number, place in enumerate(item.places, start=1):
            inside = province.box.holds(place.lon, place.lat)
            if inside != (place.side == "jiangsu"):
                message = _outside(place.lon, place.lat, inside=inside)
                yield Problem(file, table, f"places[{number}]", message)


def _outside(lon: float, lat: float, *, inside: bool = False) -> str:
    return f"{lon}, {lat} {'lies in' if inside else 'does not lie in'} the box of {PROVINCE}"


def _check_complete(content: Content, ids: Ids) -> Iterator[Problem]:
    if "stories" in ids:  # otherwise the missing folder is already reported
        for missing in sorted(set(ids.get("partners", {})) - set(ids["stories"])):
            if missing:
                yield Problem("stories/", "", "", f"{missing} is missing")
    yield from _check_orders("partners", {one.id: one.order for one in content.partners}, ids)
    yield from _check_orders("programmes", {one.id: one.order for one in content.programmes}, ids)


def _check_orders(kind: str, orders: Mapping[str, int], ids: Ids) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for entry_id, order in orders.items():
        if order in taken:
            file, table = ids[kind][entry_id]
            yield Problem(file, table, "order", f"{order} is also the order of {taken[order]}")
        taken.setdefault(order, entry_id)


def _check_partners(content: Content, ids: Ids, folder: Path) -> Iterator[Problem]:
    outlines = _read_outlines(folder, "partners", "id")
    if isinstance(outlines, Problem):
        yield outlines
        outlines = None
    zones = available_timezones()
    for partner in content.partners:
        file, table = ids["partners"][partner.id]
        if partner.id in OWN_NAMES:
            yield Problem(file, table, "id", f"{partner.id} stands for Jiangsu itself")
        if partner.id in ids.get("jiangsu", {}):
            yield Problem(file, table, "id", f"jiangsu.toml has a city {partner.id}")
        if zones and partner.timezone not in zones:
            yield Problem(file, table, "timezone", f"unknown zone {partner.timezone}")
        if partner.outline and outlines is not None and partner.outline not in outlines:
            message = f"geo/partners.geojson has no feature {partner.outline}"
            yield Problem(file, table, "outline", message)
        for key, refs in _partner_refs(partner):
            yield from _check_refs(refs, content, ids, (file, table, key))
        seen: set[str] = set()
        for number, fact in enumerate(partner.facts, start=1):
            key = f"facts[{number}]"
            if fact.id in seen:
                yield Problem(file, table, f"{key}.id", f"{fact.id} is there twice")
            seen.add(fact.id)
            yield from _check_standing(fact.standing, fact.source, content, (file, table, key))


def _partner_refs(partner: Partner) -> Iterator[tuple[str, Iterable[SourceRef]]]:
    yield "signing.source", partner.signing.source
    yield from _conflict_refs("signing", partner.signing.conflicts)
    for number, fact in enumerate(partner.facts, start=1):
        yield f"facts[{number}].source", fact.source
        yield from _conflict_refs(f"facts[{number}]", fact.conflicts)


def _conflict_refs(
    key: str, conflicts: Iterable[Conflict]
) -> Iterator[tuple[str, Iterable[SourceRef]]]:
    prefix = f"{key}." if key else ""
    for number, conflict in enumerate(conflicts, start=1):
        yield f"{prefix}conflicts[{number}].source", conflict.source


def _check_items(content: Content, ids: Ids) -> Iterator[Problem]:
    for item in content.items:
        file, table = ids["cooperation"][item.id]
        yield from _check_partner_names(item.partners, ids, (file, table, "partners"))
        for city in item.cities:
            if city not in ids.get("jiangsu", {}):
                yield Problem(file, table, "cities", f"jiangsu.toml has no city {city}")
        for number, place in enumerate(item.places, start=1):
            names = [place.partner] if place.partner else []
            where = (file, table, f"places[{number}].partner")
            yield from _check_partner_names(names, ids, where)
        yield from _check_refs(item.source, content, ids, (file, table, "source"))
        for key, refs in _conflict_refs("", item.conflicts):
            yield from _check_refs(refs, content, ids, (file, table, key))
        yield from _check_standing(item.standing, item.source, content, (file, table, ""))


def _check_timeline(content: Content, ids: Ids) -> Iterator[Problem]:
    for entry in content.timeline:
        file, table = ids["timeline"][entry.id]
        yield from _check_partner_names(entry.partners, ids, (file, table, "partners"))
        named = [entry.item] if entry.item else []
        yield from _check_item_names(named, ids, (file, table, "item"))
        yield from _check_refs(entry.source, content, ids, (file, table, "source"))
        yield from _check_standing(entry.standing, entry.source, content, (file, table, ""))


def _check_rest(content: Content, ids: Ids) -> Iterator[Problem]:
    for figure in content.figures:
        file, table = ids["figures"][figure.id]
        yield from _check_refs(figure.source, content, ids, (file, table, "source"))
        yield from _check_standing(figure.standing, figure.source, content, (file, table, ""))
    for programme in content.programmes:
        file, table = ids["programmes"][programme.id]
        yield from _check_refs(programme.source, content, ids, (file, table, "source"))
        yield from _check_item_names(programme.items, ids, (file, table, "items"))
    for story in content.stories:
        file, _ = ids["stories"][story.partner]
        yield from _check_partner_names([story.partner], ids, (file, "", "partner"))
        for number, step in enumerate(story.steps, start=1):
            table = f"steps {number} ({step.id})"
            yield from _check_item_names(step.items, ids, (file, table, "items"))
            yield from _check_refs(step.source, content, ids, (file, table, "source"))


def _check_partner_names(
    names: Iterable[str], ids: Ids, where: tuple[str, str, str]
) -> Iterator[Problem]:
    """Every partner named must be in partners.toml; its absence is already reported."""
    if "partners" in ids:
        for name in names:
            if name not in ids["partners"]:
                yield Problem(*where, f"partners.toml has no partner {name}")


def _check_item_names(
    names: Iterable[str], ids: Ids, where: tuple[str, str, str]
) -> Iterator[Problem]:
    for name in names:
        if name not in ids.get("cooperation", {}):
            yield Problem(*where, f"cooperation.toml has no item {name}")


def _check_drawings(content: Content, ids: Ids, assets: Path) -> Iterator[Problem]:
    """Every partner has its drawing, every programme the drawing of its window."""
    drawings = [
        (*ids["partners"][partner.id], "id", f"partner-{partner.id}.svg")
        for partner in content.partners
    ] + [
        (*ids["programmes"][programme.id], "window", f"window-{programme.window}.svg")
        for programme in content.programmes
    ]
    for file, table, key, drawing in drawings:
        if not (assets / drawing).is_file():
            yield Problem(file, table, key, f"there is no drawing assets/{drawing}")


def _check_refs(
    refs: Iterable[SourceRef], content: Content, ids: Ids, where: tuple[str, str, str]
) -> Iterator[Problem]:
    sources = {source.id: source for source in content.sources}
    file, table, key = where
    for ref in refs:
        if ref.id not in ids.get("sources", {}):
            yield Problem(file, table, key, f"sources.toml has no source {ref.id}")
        elif ref.id in sources:
            message = _find_passage_fault(ref, sources[ref.id])
            if message:
                yield Problem(file, table, key, message)


def _find_passage_fault(ref: SourceRef, source: Source) -> str | None:
    """Return what is wrong with the passage that `ref` names, or None."""
    if ref.section is None:
        return f"{source.id} has sections: name one" if source.sections else None
    section = next((one for one in source.sections if one.id == ref.section), None)
    if section is None:
        return f"{source.id} has no section {ref.section}"
    if ref.sentence is not None and ref.sentence > section.sentences:
        return f"section {section.id} of {source.id} has only {section.sentences} sentences"
    return None


def _check_standing(
    standing: str, refs: Iterable[SourceRef], content: Content, where: tuple[str, str, str]
) -> Iterator[Problem]:
    """A statement is verified only beside the article, and 'article' only out of it."""
    kinds = {source.id: source.kind for source in content.sources}
    found = {kinds[ref.id] for ref in refs if ref.id in kinds}
    if not found:
        return
    file, table, prefix = where
    key = f"{prefix}.standing" if prefix else "standing"
    if standing == "verified" and found == {"article"}:
        yield Problem(file, table, key, "verified needs a source other than the article")
    if standing == "article" and "article" not in found:
        yield Problem(file, table, key, "article needs the article as a source")


def _read_outlines(folder: Path, name: str, key: str) -> frozenset[str] | Problem | None:
    """What the outlines of geo/<name>.geojson are known by; None without that file, which may be
    missing, and the fault of one that cannot be read."""
    file = f"geo/{name}.geojson"
    try:
        features = json.loads((folder / file).read_text(encoding="utf-8"))["features"]
        return frozenset(str(one["properties"][key]) for one in features)
    except FileNotFoundError:
        return None
    except (ValueError, LookupError, TypeError):
        return Problem(file, "", "", f"not GeoJSON whose features have the property {key}")
