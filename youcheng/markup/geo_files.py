"""Every file that the map fetches, and the addresses that they are served at.

An address holds a hash of the content, so that a browser fetches each file once and keeps it for
ever, and a change of filters sends none of them again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import brotli

from youcheng.content.loader import load_content
from youcheng.content.models import Content
from youcheng.domain.projection import circle
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup import map_drawings
from youcheng.markup.map_colours import MODES
from youcheng.paths import GEO
from youcheng.services.map_points import describe_points

PREFIX: Final = "/geo/"
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"geojson": "application/geo+json", "json": "application/json", "svg": "image/svg+xml"}
)
CITY_LABEL_KM: Final = 32
_RINGS_KM: Final = (150, 300, 450, 600, 750)
_SPHERE: Final = [[[-180, 90], [0, 90], [180, 90], [180, -90], [0, -90], [-180, -90]]]
_OFFSETS: Final[Mapping[str, tuple[int, int]]] = {"above": (0, -20), "below": (0, 22)}
"""Where a partner's name stands beside its point, in pixels."""
_BESIDE: Final = (24, -4)
"""The same for the province's."""


@dataclass(frozen=True, slots=True)
class GeoFile:
    """One file of the map, as it is and compressed in the two ways that browsers ask for."""

    name: str
    address: str
    media_type: str
    content: bytes
    brotli: bytes
    gzip: bytes


def build_geo_files(content: Content) -> Mapping[str, GeoFile]:
    """All files of the map by name, made from the geographic data and the content."""
    files = [_pack(name, kind, body) for name, kind, body in _sources(content)]
    return MappingProxyType({file.name: file for file in files})


@cache
def geo_files() -> Mapping[str, GeoFile]:
    """All files of the map by name, made once; call it at the start so that no visitor waits."""
    return build_geo_files(load_content())


def geo_address(name: str) -> str:
    """The address of a file, such as ``/geo/nanhai.1f0a33c2.geojson``.

    Raises:
        KeyError: there is no such file.
    """
    return geo_files()[name].address


def read_features(name: str) -> list[dict[str, Any]]:
    """The features of a file of ``data/geo`` by its name without the ending.

    Raises:
        FileNotFoundError: there is no such file.
    """
    read = json.loads((GEO / f"{name}.geojson").read_text("utf-8"))
    features: list[dict[str, Any]] = read["features"]
    return features


def place_names(content: Content, code: str) -> dict[str, str]:
    """The names written on the map, by id, in a language: Jiangsu, the partners, the cities."""
    names = {"jiangsu": translator(code).gettext("Jiangsu")}
    names |= {partner.id: partner.short.get(code) for partner in content.partners}
    return names | {city.id: city.name.get(code) for city in content.cities}


def _sources(content: Content) -> Iterator[tuple[str, str, str]]:
    """Name, kind and text of every file."""
    yield "world", "geojson", (GEO / "world_lite.geojson").read_text("utf-8")
    yield "nanhai", "geojson", (GEO / "nanhai.geojson").read_text("utf-8")
    yield "partners", "geojson", _dump(_outlines(content))
    yield "rings", "json", _dump(_rings(content))
    yield "sphere", "json", _dump(_SPHERE)
    yield "places", "json", _dump(_places(content))
    yield "cities", "json", _dump(_cities(content))
    yield "marks", "json", _dump(map_drawings.map_marks())
    for mode in MODES:
        yield f"marks-{mode}", "svg", map_drawings.draw_marks(mode)
    for theme in map_drawings.MARKS:
        yield f"mark-{theme}", "svg", map_drawings.draw_mark(theme)
    for language in LANGUAGES:
        code = language.code
        names = place_names(content, code)
        yield f"jiangsu-{code}", "geojson", _dump(_jiangsu(content, code))
        yield f"items-{code}", "json", _dump(describe_points(content=content, language=code))
        yield f"labels-{code}", "json", _dump(map_drawings.map_labels(names))
        for mode in MODES:
            drawing = map_drawings.draw_labels(names, mode, chinese=code == "zh")
            yield f"labels-{code}-{mode}", "svg", drawing


def _pack(name: str, kind: str, body: str) -> GeoFile:
    content = body.encode()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return GeoFile(
        name=name,
        address=f"{PREFIX}{name}.{digest}.{kind}",
        media_type=MEDIA_TYPES[kind],
        content=content,
        brotli=brotli.compress(content, quality=9),
        gzip=gzip.compress(content, 9, mtime=0),
    )


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _outlines(content: Content) -> dict[str, Any]:
    """The outlines that the content names, each with the number of its partner."""
    number = {partner.outline: n for n, partner in enumerate(content.partners)}
    return _collection(
        [
            {**feature, "properties": {"n": number[feature["properties"]["id"]]}}
            for feature in read_features("partners")
            if feature["properties"]["id"] in number
        ]
    )


def _jiangsu(content: Content, code: str) -> dict[str, Any]:
    """The cities, each with its id, its number and its name in the language."""
    number = {city.adcode: n for n, city in enumerate(content.cities)}
    features = []
    for feature in read_features("jiangsu"):
        if (n := number.get(feature["properties"]["adcode"])) is None:
            continue
        city = content.cities[n]
        properties = {"n": n, "city": city.id, "label": city.name.get(code)}
        features.append({**feature, "properties": properties})
    return _collection(features)


def _rings(content: Content) -> list[dict[str, Any]]:
    """Circles round the seat, as a stone makes them that falls into the river."""
    seat = content.seat
    return [
        {
            "path": [
                [round(lon, 3), round(lat, 3)]
                for lon, lat in circle((seat.lon, seat.lat), radius, 90)
            ]
        }
        for radius in _RINGS_KM
    ]


def _places(content: Content) -> list[dict[str, Any]]:
    """Where the names of the province and the partners stand: at every zoom."""
    label = content.province.label
    spots = [("jiangsu", label.lon, label.lat, _BESIDE)]
    spots += [(one.id, one.lon, one.lat, _OFFSETS[one.map_label]) for one in content.partners]
    return [{"icon": name, "x": lon, "y": lat, "o": list(o)} for name, lon, lat, o in spots]


def _cities(content: Content) -> list[dict[str, Any]]:
    """Where the names of the cities stand: inside each city, off its seat."""
    label = {f["properties"]["adcode"]: f["properties"]["label"] for f in read_features("jiangsu")}
    return [
        {"icon": city.id, "x": label[city.adcode][0], "y": label[city.adcode][1]}
        for city in content.cities
    ]
