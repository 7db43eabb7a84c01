"""Lino and wood prints, and cut silhouettes: flat worn ink with a carved gap round every shape."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from youcheng.samples.painter.canvas import Canvas, Field, Mask, blurred
from youcheng.samples.painter.colours import Colour, lightness
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Print(Medium):
    """A print of few inks. Lines that the ground would swallow are carved instead."""

    technique: ClassVar[str] = "print"
    opaque: ClassVar[bool] = False

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 3)
        if not area:
            gap = np.clip(blurred(edge.coverage, 3 * canvas.scale) * 5, 0, 1)
            canvas.lift(edge.with_coverage(gap), 1)
        else:
            canvas.lift(edge, 1)
        canvas.over(edge.with_coverage(edge.coverage * _worn(canvas, mask)), colour)
        if area and lightness(colour) < 0.75:
            self._grooves(canvas, edge, chance)

    def line(
        self,
        canvas: Canvas,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        chance: random.Random,
    ) -> None:
        mask = canvas.polyline(points, width)
        if mask is None:
            return
        edge = canvas.displaced(mask, 2)
        ground = canvas.lightness(mask)
        if abs(ground - sum(colour) / 3) < 0.22 or ground < 0.55:
            canvas.lift(edge, 0.95 if ground < 0.75 else 0)
        else:
            canvas.over(edge.with_coverage(edge.coverage * _worn(canvas, mask)), colour)

    def _grooves(self, canvas: Canvas, edge: Mask, chance: random.Random) -> None:
        """Short gouges all over a large area, as the tool leaves them."""
        rows, columns = edge.coverage.shape
        k = canvas.scale
        for _ in range(int(rows * columns / (k * k) / 2600)):
            x, y = chance.uniform(0, columns), chance.uniform(0, rows)
            length = chance.uniform(14, 60) * k
            at = [
                ((edge.x + x) / k, (edge.y + y) / k),
                ((edge.x + x + length) / k, (edge.y + y) / k),
            ]
            mark = canvas.polyline(at, chance.uniform(1.5, 3.5))
            if mark is not None and edge.coverage[int(y), int(min(x + length, columns - 1))] > 0.9:
                canvas.lift(mark, 0.85)


def _worn(canvas: Canvas, mask: Mask) -> Field:
    """Where the ink took, from 0 to 1."""
    grain, low = canvas.under(canvas.grain, mask), canvas.under(canvas.low, mask)
    return np.clip((0.55 * grain + 0.45 * low) * 4 - 0.75, 0, 0.96)
