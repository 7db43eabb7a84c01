"""The content of the site for a province that is not ours: two cities, one partner, one item."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from youcheng.i18n.languages import LANGUAGES

CODES: Final = [language.code for language in LANGUAGES]
SOURCE: Final = 'source = [{ id = "natural-earth" }]'
CITIES: Final = {"riverside": (339901, 120.2, 30.3), "seaside": (339902, 121.5, 29.9)}
"""Invented cities: number, longitude and latitude of the seat."""
PARTNER: Final = "harbour"


def text(key: str, words: str) -> str:
    """The words in every language, each telling which one it is in; without key, a table's own."""
    prefix = f"{key}." if key else ""
    return "\n".join(f'{prefix}{code} = "{words} ({code})"' for code in CODES)


def partner(order: int = 1, side: str = "Seaside") -> list[str]:
    """Lines of a `[[partner]]` whose other side is the city `side`."""
    return [
        "[[partner]]",
        f'id = "{PARTNER}"',
        f"order = {order}",
        'kind = "city"',
        text("name", "City of Harbour"),
        text("short", "Harbour"),
        'local_name = "Harbour"',
        'local_lang = "en"',
        'country = "KE"',
        text("country_name", "Harbourland"),
        text("jiangsu_side", side),
        "lon = 39.67",
        "lat = -4.05",
        'label_side = "s"',
        'accent = { light = "#5B3FA0", dark = "#B9A5F0" }',
        'timezone = "Africa/Nairobi"',
        'currency = "KES"',
        text("line", "A line about Harbour"),
        text("intro", "An introduction to Harbour"),
        text("take_part", "How Harbour takes part"),
        "facts = []",
        "[partner.signing]",
        text("text", "Not known"),
        SOURCE,
    ]


def item(city: str) -> list[str]:
    """Lines of one `[[item]]` of the partner with a city."""
    return [
        "[[item]]",
        'id = "harbour-school"',
        text("title", "A school in Harbour"),
        text("summary", "What the school does"),
        'theme = "education"',
        'status = "running"',
        f'partners = ["{PARTNER}"]',
        f'cities = ["{city}"]',
        SOURCE,
        'standing = "verified"',
        "[[item.places]]",
        text("name", "The school"),
        'side = "partner"',
        f'partner = "{PARTNER}"',
        "lon = 39.67",
        "lat = -4.05",
        'precision = "city"',
        "verified = false",
    ]


def story() -> list[str]:
    """Lines of the partner's story."""
    lines = [f'partner = "{PARTNER}"']
    for number in range(1, 7):
        lines += [
            "[[steps]]",
            f'id = "step-{number}"',
            text("heading", f"Heading {number}"),
            text("body", f"Step {number} of Harbour"),
            'items = ["harbour-school"]',
            SOURCE,
        ]
    return lines


def write_other_province(data: Path) -> None:
    """Replace what the folder `data`, a copy of ours, says of province, partners and items."""
    _write(
        data / "province.toml",
        'seat = "riverside"',
        "box = { west = 118.0, south = 27.0, east = 123.0, north = 31.2 }",
        "label = { lon = 122.5, lat = 28.5 }",
        "close_up = { lon = 120.5, lat = 29.2, zoom = 6.0, phone_zoom = 5.4 }",
        "years = { first = 1984, last = 2026 }",
    )
    _write(data / "jiangsu.toml", *(line for city in CITIES for line in _city(city)))
    _write(data / "partners.toml", *partner())
    _write(data / "cooperation.toml", *item("seaside"))
    for path in (data / "stories").glob("*.toml"):
        path.unlink()
    _write(data / "stories" / f"{PARTNER}.toml", *story())
    _write(
        data / "timeline.toml",
        "[[entry]]",
        'id = "first-letter"',
        "year = 1984",
        f'partners = ["{PARTNER}"]',
        text("text", "A first letter"),
        SOURCE,
        'standing = "verified"',
    )
    _write(
        data / "figures.toml",
        "[[figure]]",
        'id = "schools"',
        text("value", "1"),
        text("label", "school"),
        SOURCE,
        'standing = "verified"',
    )
    for path in (data / "programmes").glob("*.toml"):
        words = path.read_text("utf-8")
        path.write_text(re.sub(r"^items = .*$", "items = []", words, flags=re.M), "utf-8")
    _write_outlines(data / "geo")


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _city(name: str) -> list[str]:
    number, lon, lat = CITIES[name]
    return [
        "[[city]]",
        f'id = "{name}"',
        f"adcode = {number}",
        text("name", name.title()),
        f"lon = {lon}",
        f"lat = {lat}",
    ]


def _write_outlines(geo: Path) -> None:
    """A square round the seat of each city, and one round both."""
    cities = [
        _feature(_square(lon, lat, 0.4), adcode=number, label=[lon, lat])
        for number, lon, lat in CITIES.values()
    ]
    whole = [_feature(_square(120.85, 30.1, 1.3), adcode=339900)]
    for name, features in (("jiangsu", cities), ("jiangsu_outline", whole)):
        body = {"type": "FeatureCollection", "features": features}
        (geo / f"{name}.geojson").write_text(json.dumps(body), "utf-8")


def _square(lon: float, lat: float, half: float) -> list[list[float]]:
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [[lon + x * half, lat + y * half] for x, y in signs]


def _feature(ring: list[list[float]], **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
