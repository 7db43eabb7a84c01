"""A sheet in front of a child: scenes and motifs draw on it and know neither medium nor pixels."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from youcheng.samples.painter.canvas import Canvas
from youcheng.samples.painter.colours import Colour, lightness, mix, parse
from youcheng.samples.painter.geometry import Point, ellipse, extent, scaled, smooth
from youcheng.samples.painter.hands import Hand
from youcheng.samples.painter.mediums.medium import Medium
from youcheng.samples.painter.palettes import Palette, shaken

OVERSCAN = 90
Height = float | Callable[[float], float]
"""Where a band ends: units from the top, or those at 0 (left) to 1 (right)."""


class Sheet:
    """Shapes in units on a sheet of `width` × `height` units; (0, 0) is the top left corner.

    The seed moves the whole drawing a little, mirrors it or not, and shakes every corner as far
    as the hand does.

    Args:
        width, height: units, the longer one 1,000.
        long_edge: pixels.
        night: whether the scene is dark; then opaque mediums take dark paper.
    """

    def __init__(
        self,
        width: float,
        height: float,
        *,
        long_edge: int,
        seed: int,
        medium: Medium,
        palette: Palette,
        hand: Hand,
        night: bool = False,
    ) -> None:
        self.width, self.height = width, height
        self.medium, self.palette, self.hand = medium, palette, hand
        self.chance = random.Random(seed)
        self._hue, self._saturation = shaken(palette, self.chance)
        dark = night and medium.opaque
        scale = long_edge / 1000
        paper = parse(palette.night_paper if dark else palette.paper)
        self.canvas = Canvas(round(width * scale), round(height * scale), seed, paper)
        self._mirrored = self.chance.random() < 0.5
        self._tilt = math.radians(self.chance.uniform(-hand.tilt, hand.tilt))
        self._zoom = self.chance.uniform(1.0, 1.07)
        self._outline = self.chance.choice(("dark", "", "brown" if hand.gaps else ""))
        if night and not dark:
            self.band(-OVERSCAN, height + OVERSCAN, "night")

    def colour(self, name: str) -> Colour:
        """What a thing, or "#rrggbb", looks like out of this child's box."""
        return self.palette.colour(name, self._hue, self._saturation)

    def fill(
        self,
        points: Sequence[Point],
        colour: str,
        *,
        curve: bool = False,
        steady: bool = False,
        area: bool = False,
    ) -> None:
        """Fills a shape; a steady one is drawn with care, an area is ground and has no outline."""
        size = min(extent(points))
        drawn = list(points) if steady and not self.hand.gaps else self._shaken(points, size)
        drawn = smooth(drawn) if curve else drawn
        placed = self._placed(drawn)
        hand = self.hand
        inside = placed
        if hand.gaps and self.medium.loose and not area and size > 40:
            inside = scaled(placed, self.chance.uniform(0.92, 1.02))
        mask = self.canvas.polygon(inside, margin=12 if area else 6)
        if mask is None:
            return
        tone = self.colour(colour)
        pale = not area and size > 14 and self._is_lost(tone, self.canvas.lightness(mask))
        self.medium.fill(self.canvas, mask, tone, self.chance, area=area)
        asked = self.chance.random() < self.medium.outline * hand.outline
        if not area and size > 9 and (asked or pale):
            line = self.colour(self._outline) if self._outline else mix(tone, (0.1, 0.08, 0.1), 0.5)
            line = self.colour("dark") if pale else line
            width = min(4.5 if hand.gaps else 2.6, 1 + size / 14)
            self.medium.line(self.canvas, [*placed, placed[0]], line, width, self.chance)

    def blob(
        self, x: float, y: float, rx: float, ry: float | None = None, colour: str = "dark",
        *, rot: float = 0, steady: bool = False,
    ) -> None:  # fmt: skip
        """Fills a round shape."""
        self.fill(ellipse(x, y, rx, ry, rot, 12), colour, curve=True, steady=steady)

    def band(self, top: Height, bottom: Height, colour: str, *, wave: float = 5) -> None:
        """Fills the ground between two heights from edge to edge; both waver by `wave` units."""
        count = 10
        xs = [-OVERSCAN + (self.width + 2 * OVERSCAN) * i / count for i in range(count + 1)]

        def line(height: Height) -> list[Point]:
            shake = wave * (0.5 + self.hand.wobble / 6)
            at = height if callable(height) else lambda _: height
            return [(x, at(x / self.width) + self.chance.uniform(-shake, shake)) for x in xs]

        upper, lower = smooth(line(top), closed=False), smooth(line(bottom), closed=False)
        mask = self.canvas.polygon(self._placed([*upper, *reversed(lower)]), margin=14)
        if mask is not None:
            self.medium.fill(self.canvas, mask, self.colour(colour), self.chance, area=True)

    def line(
        self, points: Sequence[Point], colour: str, width: float = 6, *, curve: bool = True,
        steady: bool = False,
    ) -> None:  # fmt: skip
        """Draws a line of a width in units."""
        shake = 0.0 if steady else self.hand.wobble * min(1.0, max(extent(points)) / 220) * 0.5
        moved = [self._moved(p, shake) for p in points]
        drawn = smooth(moved, closed=False) if curve and len(moved) > 2 else moved
        self.medium.line(self.canvas, self._placed(drawn), self.colour(colour), width, self.chance)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.4) -> None:
        """Lightens the dark round a lamp."""
        place = self._placed(ellipse(x, y, radius * 2.2, count=20))
        mask = self.canvas.polygon(place)
        if mask is None or not self.medium.opaque:
            return
        k = self.canvas.scale
        ((cx, cy),) = self._placed([(x, y)])
        rows, columns = mask.coverage.shape
        ys, xs = np.mgrid[mask.y : mask.y + rows, mask.x : mask.x + columns]
        away = ((xs / k - cx) ** 2 + (ys / k - cy) ** 2) / (2 * radius * radius)
        self.canvas.over(mask.with_coverage(np.exp(-away * 2) * strength), self.colour(colour))

    def finish(self) -> Image.Image:
        """The finished picture."""
        return self.canvas.finish()

    def _is_lost(self, tone: Colour, ground: float) -> bool:
        """Whether something pale lies on a pale ground, so that only its outline shows it."""
        return self.medium.outlines_pale and ground > 0.84 and lightness(tone) > 0.9

    def _shaken(self, points: Sequence[Point], size: float) -> list[Point]:
        shake = self.hand.wobble * min(1.3, max(0.06, size / 150))
        return [self._moved(p, shake) for p in points]

    def _moved(self, point: Point, shake: float) -> Point:
        return (
            point[0] + self.chance.uniform(-shake, shake),
            point[1] + self.chance.uniform(-shake, shake),
        )

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        """The points where this child sees them: mirrored, turned and enlarged as a whole."""
        cx, cy = self.width / 2, self.height / 2
        cos, sin = math.cos(self._tilt) * self._zoom, math.sin(self._tilt) * self._zoom
        side = -1 if self._mirrored else 1
        out: list[Point] = []
        for x, y in points:
            u, v = side * (x - cx), y - cy
            out.append((cx + u * cos - v * sin, cy + u * sin + v * cos))
        return out
