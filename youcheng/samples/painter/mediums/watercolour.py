"""Watercolour: transparent, uneven where it dried, with a dark rim."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from youcheng.samples.painter.canvas import Canvas, Mask, blurred
from youcheng.samples.painter.colours import Colour
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Watercolour(Medium):
    """Transparent colour on white paper. What was painted before is left out under a new shape."""

    technique: ClassVar[str] = "watercolour"
    outline: ClassVar[float] = 0.3
    opaque: ClassVar[bool] = False

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 9 if area else 4)
        canvas.lift(edge, 0.72 if area else 0.9)
        rim = np.clip(edge.coverage - blurred(edge.coverage, 6 * canvas.scale), 0, 1) * 2
        low = canvas.under(canvas.low, mask)
        strength = edge.coverage * (0.5 + 0.6 * low) * (0.85 if area else 1) + rim * 0.45
        if area:
            rows = np.linspace(1.08, 0.72, edge.coverage.shape[0], dtype=np.float32)
            strength *= rows[:, None]
        granulated = strength * (0.88 + 0.24 * canvas.under(canvas.grain, mask))
        canvas.multiply(edge.with_coverage(granulated), colour)

    def line(
        self,
        canvas: Canvas,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        chance: random.Random,
    ) -> None:
        mask = canvas.polyline(points, width)
        if mask is not None:
            edge = canvas.displaced(mask, 1.5)
            strength = edge.coverage * (0.72 + 0.25 * canvas.under(canvas.low, mask))
            canvas.over(edge.with_coverage(strength), colour)
