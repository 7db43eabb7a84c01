"""The Equal Earth projection and great circles, for maps drawn without a map engine.

Equal Earth: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International
Journal of Geographical Information Science 33 (2019), equations 1 to 4.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y."""

EARTH_RADIUS_KM: Final = 6371.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_ROOT = math.sqrt(3) / 2


def equal_earth(lon: float, lat: float, centre: float) -> Point:
    """Position on the Equal Earth map, in radii of the globe.

    Args:
        lon: longitude in degrees.
        lat: latitude in degrees.
        centre: longitude of the map's middle, in degrees.
    """
    theta = math.asin(_ROOT * math.sin(math.radians(lat)))
    square = theta * theta
    sixth = square**3
    x = (
        math.radians(lon - centre)
        * math.cos(theta)
        / (_ROOT * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    )
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


def great_circle(start: Point, end: Point, steps: int = 48) -> list[Point]:
    """Points of the shortest way between two places, both ends included.

    Args:
        start: longitude and latitude in degrees.
        end: longitude and latitude in degrees; not the same place as `start`.
        steps: number of pieces.
    """

    def vector(place: Point) -> tuple[float, float, float]:
        lon, lat = map(math.radians, place)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    a, b = vector(start), vector(end)
    angle = math.acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    points = []
    for step in range(steps + 1):
        t = step / steps
        k, m = math.sin((1 - t) * angle), math.sin(t * angle)
        x, y, z = ((k * p + m * q) / math.sin(angle) for p, q in zip(a, b, strict=True))
        points.append((math.degrees(math.atan2(y, x)), math.degrees(math.asin(z))))
    return points


def circle(centre: Point, radius_km: float, steps: int = 180) -> Iterator[Point]:
    """Points at one distance from a place, once round; longitudes may pass 180 degrees.

    Args:
        centre: longitude and latitude in degrees.
        radius_km: distance along the ground, in kilometres.
        steps: number of pieces.
    """
    lon, lat = map(math.radians, centre)
    distance = radius_km / EARTH_RADIUS_KM
    for step in range(steps + 1):
        bearing = 2 * math.pi * step / steps
        y = math.asin(
            math.sin(lat) * math.cos(distance)
            + math.cos(lat) * math.sin(distance) * math.cos(bearing)
        )
        x = lon + math.atan2(
            math.sin(bearing) * math.sin(distance) * math.cos(lat),
            math.cos(distance) - math.sin(lat) * math.sin(y),
        )
        yield math.degrees(x), math.degrees(y)
