"""Wax crayon: strokes at one angle over a thin layer, broken by the tooth of the paper."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PIL import Image, ImageDraw

from youcheng.samples.painter.canvas import Canvas, Field, Mask, blurred
from youcheng.samples.painter.colours import Colour, mix
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Crayon(Medium):
    """Wax crayon or oil pastel, on light or dark paper."""

    technique: ClassVar[str] = "crayon"
    outline: ClassVar[float] = 0.8
    loose: ClassVar[bool] = True
    stroke: ClassVar[float] = 10
    """Width of a stroke in units."""
    under: ClassVar[float] = 0.5
    """Strength of the thin layer that the strokes lie on."""
    press: ClassVar[float] = 0.62
    """How hard the stick is pressed, from 0 to 1."""

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 3)
        small = min(mask.coverage.shape) / canvas.scale < 90
        press = self.press - (0.08 if area else -0.2 if small else -0.08)
        under = self.under - (0.08 if area else -0.25 if small else -0.12)
        angle = chance.uniform(-0.15, 0.2) if area else chance.uniform(-1.1, -0.3)
        width = self.stroke * (1.5 if area else 0.7 if small else 1)
        grain = canvas.under(canvas.grain, mask)
        tooth = np.clip((grain - (0.62 - press * 0.55)) * 4, 0, 1)
        marks = strokes(edge.coverage, angle, width * canvas.scale, 0.8, chance)
        canvas.over(edge.with_coverage(edge.coverage * under * (0.6 + 0.4 * grain)), colour)
        canvas.over(edge.with_coverage(edge.coverage * marks * tooth * 0.95), colour)
        if not small:
            second = strokes(
                edge.coverage, angle + chance.uniform(0.15, 0.4), width * canvas.scale, 3.2, chance
            )
            darker = mix(colour, (0, 0, 0), 0.2)
            canvas.over(edge.with_coverage(edge.coverage * (second > 0.3) * tooth * 0.3), darker)

    def line(
        self,
        canvas: Canvas,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        chance: random.Random,
    ) -> None:
        for _ in range(2):
            moved = [(x + chance.uniform(-1, 1), y + chance.uniform(-1, 1)) for x, y in points]
            mask = canvas.polyline(moved, width)
            if mask is None:
                return
            tooth = np.clip((canvas.under(canvas.grain, mask) - 0.25) * 4, 0, 1)
            canvas.over(mask.with_coverage(mask.coverage * tooth * 0.85), colour)


def strokes(shape: Field, angle: float, width: float, gap: float, chance: random.Random) -> Field:
    """Parallel unsteady strokes over a shape: coverage from 0 to 1; widths are pixels."""
    rows, columns = shape.shape
    image = Image.new("L", (columns, rows))
    pen = ImageDraw.Draw(image)
    cx, cy = columns / 2, rows / 2
    cos, sin = math.cos(angle), math.sin(angle)
    along = (abs(columns * cos) + abs(rows * sin)) / 2 + width
    across = (abs(columns * sin) + abs(rows * cos)) / 2 + width
    width = max(1.2, width)
    at = -across
    while at < across:
        points: list[Point] = []
        for j in range(9):
            u = -along + 2 * along * j / 8
            v = at + chance.uniform(-0.4, 0.4) * width
            points.append((cx + u * cos - v * sin, cy + u * sin + v * cos))
        pen.line(
            points,
            fill=chance.randint(150, 255),
            width=max(1, round(width * chance.uniform(0.8, 1.25))),
            joint="curve",
        )
        at += width * gap * chance.uniform(0.75, 1.3)
    return blurred(np.asarray(image, np.float32) / 255, 0.8)
