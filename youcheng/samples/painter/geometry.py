"""Points and curves of a picture, in units: the long edge of a sheet is 1,000 units."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Point = tuple[float, float]


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points, with so many steps between two of them."""
    count = len(points)
    if count < 3:
        return list(points)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + j) % count] for j in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + j, 0), count - 1)] for j in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            out.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, rot: float = 0, count: int = 14
) -> list[Point]:
    """Points on an ellipse round (x, y), turned by `rot` radians."""
    ry = rx if ry is None else ry
    out: list[Point] = []
    for i in range(count):
        a = 2 * math.pi * i / count
        u, v = rx * math.cos(a), ry * math.sin(a)
        out.append(
            (x + u * math.cos(rot) - v * math.sin(rot), y + u * math.sin(rot) + v * math.cos(rot))
        )
    return out


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 14
) -> list[Point]:
    """Points on an ellipse from one angle to another (radians; 0 is right, π/2 is down)."""
    return [
        (x + rx * math.cos(a), y + ry * math.sin(a))
        for a in (start + (end - start) * i / (count - 1) for i in range(count))
    ]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """A box that stands on y, from x to the right."""
    return [(x, y), (x, y - height), (x + width, y - height), (x + width, y)]


def extent(points: Sequence[Point]) -> tuple[float, float]:
    """Width and height of the box round the points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(xs) - min(xs), max(ys) - min(ys)


def scaled(points: Sequence[Point], factor: float) -> list[Point]:
    """The points drawn towards their middle, or away from it."""
    mx = sum(p[0] for p in points) / len(points)
    my = sum(p[1] for p in points) / len(points)
    return [(mx + (x - mx) * factor, my + (y - my) * factor) for x, y in points]


def swell(level: float, height: float, turns: float, phase: float = 0) -> Callable[[float], float]:
    """A rolling line about a level: its height in units at 0 (left) to 1 (right)."""
    return lambda t: level + height * math.sin(turns * t + phase)
