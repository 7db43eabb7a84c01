"""The map of the home page: one SVG drawn from the same geographic files as the map page.

Land is hatched like an old print, the province lies in the colour of the river, rings of water run
out from its seat, and an arc leads to every partner. Names are not part of the picture: the page
lays them over it as links, at the percentages given here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from youcheng.content.models import Content
from youcheng.domain.projection import Point, circle, equal_earth, great_circle
from youcheng.markup.geo_files import read_features
from youcheng.markup.style_sheets import stylesheet_for

WIDTH: Final = 1280
HEIGHT: Final = 640
_CENTRE: Final = 70.0
_MIDDLE: Final = 24.0
_SCALE: Final = 318.0
_X, _Y = 850.0, 318.0
_NEAR_KM: Final = range(160, 900, 160)
_FAR_KM: Final = range(1000, 8801, 600)
_RINGS_END: Final = 74.0
"""Degrees north where the rings stop: beyond, circles fold over the pole."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place lies on the picture, in per cent of its width and height."""

    x: float
    y: float

    @property
    def inside(self) -> bool:
        """Whether the place is on the picture at all."""
        return 0 <= self.x <= 100 and 0 <= self.y <= 100


def _project(place: Point) -> Point:
    x, y = equal_earth(place[0], place[1], _CENTRE)
    _, y0 = equal_earth(_CENTRE, _MIDDLE, _CENTRE)
    return _X + x * _SCALE, _Y - (y - y0) * _SCALE


def spot(place: Point) -> Spot:
    """Where a place (longitude, latitude in degrees) lies on the picture."""
    x, y = _project(place)
    return Spot(round(100 * x / WIDTH, 2), round(100 * y / HEIGHT, 2))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


def _path(places: Iterable[Point], *, close: bool, apart: float) -> str:
    """SVG path of the places; those closer than `apart` pixels to the last are left out."""
    points: list[Point] = []
    for place in places:
        x, y = _project(place)
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) > apart:
            points.append((x, y))
    if len(points) < (4 if close else 2):
        return ""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if max(xs) < -60 or min(xs) > WIDTH + 60 or max(ys) < -60 or min(ys) > HEIGHT + 60:
        return ""
    if close and (max(xs) - min(xs)) * (max(ys) - min(ys)) < 5:
        return ""
    last = (round(points[0][0], 1), round(points[0][1], 1))
    parts = [f"M{_number(last[0])} {_number(last[1])}l"]
    steps = []
    for point in points[1:]:
        here = (round(point[0], 1), round(point[1], 1))
        steps.append(f"{_number(here[0] - last[0])} {_number(here[1] - last[1])}")
        last = here
    path = parts[0] + " ".join(steps).replace(" -", "-")
    return path + ("z" if close else "")


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Point]]:
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def _land() -> tuple[str, str]:
    """Paths of all land but China, and of China."""
    land: list[str] = []
    china: list[str] = []
    for feature in read_features("world_lite"):
        for ring in _rings(feature["geometry"]):
            path = _path(ring, close=True, apart=2.2)
            (china if feature["properties"].get("a2") == "CN" else land).append(path)
    return "".join(land), "".join(china)


def _south_china_sea() -> tuple[str, str]:
    """Paths of the dashes and of the islets; islets within the same few pixels are drawn once."""
    dashes, islets, seen = [], [], set()
    for feature in read_features("nanhai"):
        geometry = feature["geometry"]
        if geometry["type"] == "LineString":
            dashes.append(_path(geometry["coordinates"], close=False, apart=0.6))
        else:
            for place in geometry["coordinates"]:
                x, y = _project(place)
                if (cell := (round(x / 2.5), round(y / 2.5))) not in seen:
                    seen.add(cell)
                    islets.append(f"M{_number(x)} {_number(y)}h.01")
    return "".join(dashes), "".join(islets)


def _water(home: Point) -> str:
    """Paths of the rings round `home`."""
    parts = []
    for radius in (*_NEAR_KM, *_FAR_KM):
        run: list[Point] = []
        for lon, lat in [*circle(home, radius), (0.0, 90.0)]:
            if lat < _RINGS_END and -40 < lon < 215:
                run.append((lon, lat))
            else:
                parts.append(_path(run, close=False, apart=6) if len(run) > 2 else "")
                run = []
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, with an arc from the seat to each of the partners.

    It holds no names and is hidden from screen readers, who get the links. Pages have it as inline
    SVG, which takes its colours from them, or, without a script, as an image.

    Attributes:
        svg: what scripts put into a page.
        address: where that is served; the address changes with what it shows.
        image: the same as a file of its own, which carries the site's style sheet.
        image_address: where that is served.
    """

    svg: str
    address: str
    image: str
    image_address: str


def draw_hero_map(content: Content) -> Drawing:
    """The drawing of these partners; made once."""
    ends = tuple((partner.id, partner.lon, partner.lat) for partner in content.partners)
    return _draw(home_point(content), ends)


def home_point(content: Content) -> Point:
    """Longitude and latitude of the seat, in degrees."""
    return content.seat.lon, content.seat.lat


@lru_cache(maxsize=4)
def _draw(home: Point, ends: tuple[tuple[str, float, float], ...]) -> Drawing:
    """The drawing with arcs from `home` to `ends` (id, longitude, latitude)."""
    arcs = "".join(
        f'<path class="arc p-{end}" d="'
        f'{_path(great_circle(home, (lon, lat)), close=False, apart=3)}"/>'
        for end, lon, lat in ends
    )
    below, above = _ground(home)
    svg = f"{below}{arcs}{above}"
    head, _, rest = svg.partition(">")
    style = f"<style><![CDATA[{stylesheet_for('')}]]></style>"
    image = f'{head} xmlns="http://www.w3.org/2000/svg">{style}{rest}'
    return Drawing(svg, _address("heromap", svg), image, _address("heromap-image", image))


def _address(name: str, drawing: str) -> str:
    return f"/drawings/{name}.{hashlib.sha256(drawing.encode()).hexdigest()[:8]}.svg"


@cache
def _ground(home: Point) -> tuple[str, str]:
    """What lies below the arcs and what above them; the same for all partners."""
    land, china = _land()
    dashes, islets = _south_china_sea()
    province = "".join(
        _path(ring, close=True, apart=0.8)
        for feature in read_features("jiangsu_outline")
        for ring in _rings(feature["geometry"])
    )
    x, y = _project(home)
    return (
        f'<svg class="heromap" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<path d="M0 0h5v5H0z" class="bg"/><path d="M0 2.5h5" class="ha"/></pattern>'
        f'<radialGradient id="far" gradientUnits="userSpaceOnUse" cx="{x:.0f}" cy="{y:.0f}" '
        f'r="{WIDTH * 0.56:.0f}"><stop offset="0" stop-color="#fff"/>'
        '<stop offset=".4" stop-color="#fff" stop-opacity=".8"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>'
        f'<mask id="rings"><path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="url(#far)"/></mask></defs>'
        f'<path class="land" fill="url(#hatch)" d="{land}"/><path class="cn" d="{china}"/>'
        f'<path class="nh" d="{dashes}"/><path class="isl" d="{islets}"/>'
        f'<path class="ring" mask="url(#rings)" d="{_water(home)}"/>',
        f'<path class="js" d="{province}"/>'
        f'<circle class="home" cx="{x:.1f}" cy="{y:.1f}" r="5"/></svg>',
    )
