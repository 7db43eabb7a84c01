"""Sun, moon, stars, clouds, birds and the sky itself."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, swell
from youcheng.samples.painter.motifs.people import face
from youcheng.samples.painter.sheet import OVERSCAN, Sheet


def sky(s: Sheet, horizon: float, colour: str = "sky", low: str = "") -> None:
    """The sky down to a horizon. Young children paint a strip along the top and leave the rest."""
    if s.hand.gaps and s.medium.loose:
        s.band(-OVERSCAN, horizon * 0.26, colour, wave=9)
        return
    s.band(-OVERSCAN, horizon + 30, colour)
    if low:
        s.band(swell(horizon * 0.62, 14, 6), horizon + 30, low)


def sun(s: Sheet, x: float, y: float, r: float, colour: str = "sun", *, rays: int = 12) -> None:
    """A sun with rays, and with a face where a young child draws it."""
    long = s.chance.uniform(1.5, 1.9)
    for i in range(rays):
        a = 2 * math.pi * i / rays + s.chance.uniform(-0.06, 0.06)
        far = r * long * s.chance.uniform(0.9, 1.08)
        s.line(
            [
                (x + r * 1.18 * math.cos(a), y + r * 1.18 * math.sin(a)),
                (x + far * math.cos(a), y + far * math.sin(a)),
            ],
            colour,
            max(4.0, r * 0.11),
        )
    s.blob(x, y, r, colour=colour)
    if s.hand.gaps:
        face(s, x, y, r)


def cloud(s: Sheet, x: float, y: float, r: float, colour: str = "white") -> None:
    """A cloud of width 3 r."""
    outline = [
        (x - 1.6 * r, y + 0.35 * r), (x - 1.5 * r, y - 0.15 * r), (x - 0.9 * r, y - 0.3 * r),
        (x - 0.5 * r, y - 0.8 * r), (x + 0.2 * r, y - 0.75 * r), (x + 0.55 * r, y - 0.35 * r),
        (x + 1.2 * r, y - 0.45 * r), (x + 1.6 * r, y + 0.1 * r), (x + 1.4 * r, y + 0.4 * r),
    ]  # fmt: skip
    s.fill(outline, colour, curve=True)


def stars(s: Sheet, count: int, depth: float) -> None:
    """So many stars down to a depth."""
    for _ in range(count):
        x, y = s.chance.uniform(0, s.width), s.chance.uniform(0, depth)
        s.blob(x, y, s.chance.choice((1.6, 2.2, 2.2, 3, 5)), colour="#FBE9A8", steady=True)


def star(s: Sheet, x: float, y: float, r: float, colour: str = "yellow") -> None:
    """A star of five points."""
    points = [
        (x + q * math.cos(a), y + q * math.sin(a))
        for i in range(10)
        for q, a in ((r if i % 2 == 0 else r * 0.45, -math.pi / 2 + math.pi * i / 5),)
    ]
    s.fill(points, colour)


def moon(s: Sheet, x: float, y: float, r: float, colour: str = "#FBEFC4") -> None:
    """A full moon."""
    s.glow(x, y, r * 1.5, "#FBEFC4", 0.25)
    s.blob(x, y, r, colour=colour)


def bird(s: Sheet, x: float, y: float, r: float, colour: str = "dark") -> None:
    """A far bird: two arcs."""
    s.line(
        [
            (x - r, y - r * 0.25),
            (x - r * 0.4, y - r * 0.6),
            (x, y),
            (x + r * 0.4, y - r * 0.6),
            (x + r, y - r * 0.25),
        ],
        colour,
        max(2.5, r * 0.16),
    )


def rainbow(s: Sheet, x: float, y: float, r: float, thick: float, flat: float = 0.86) -> None:
    """Six bands over (x, y)."""
    for i, colour in enumerate(("red", "orange", "yellow", "green", "blue", "purple")):
        outer, inner = r - i * thick, r - (i + 1) * thick
        s.fill(
            [
                *arc(x, y, outer, outer * flat, math.pi, 2 * math.pi, 24),
                *reversed(arc(x, y, inner, inner * flat, math.pi, 2 * math.pi, 24)),
            ],
            colour,
        )


def mountains(
    s: Sheet,
    peaks: list[tuple[float, float]],
    base: float,
    colour: str = "far",
    *,
    snow: bool = True,
) -> None:
    """A range of peaks at (x, y) down to a base, with snow on them."""
    ridge: list[tuple[float, float]] = [(-OVERSCAN, base)]
    for i, (x, y) in enumerate(peaks):
        if i:
            px, py = peaks[i - 1]
            ridge.append(((px + x) / 2, max(py, y) + (base - max(py, y)) * 0.45))
        ridge.append((x, y))
    ridge += [(s.width + OVERSCAN, base), (s.width + OVERSCAN, base + 60), (-OVERSCAN, base + 60)]
    s.fill(ridge, colour)
    for x, y in peaks if snow else ():
        k = (base - y) * 0.3
        s.fill(
            [
                (x, y),
                (x + k * 0.62, y + k),
                (x + k * 0.22, y + k * 0.72),
                (x - k * 0.05, y + k * 1.1),
                (x - k * 0.3, y + k * 0.75),
                (x - k * 0.6, y + k),
            ],
            "snow",
        )


def waves(s: Sheet, top: float, bottom: float, count: int, colour: str = "foam") -> None:
    """So many short wave lines between two heights."""
    for _ in range(count):
        x, y = s.chance.uniform(0, s.width), s.chance.uniform(top, bottom)
        k = s.chance.uniform(40, 90)
        s.line(
            [
                (x - k / 2, y),
                (x - k / 4, y - k * 0.1),
                (x, y),
                (x + k / 4, y + k * 0.09),
                (x + k / 2, y),
            ],
            colour,
            4.5,
        )
