"""Ink on soft paper: pale washes that fade downwards, and a brush that runs dry."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np

from youcheng.samples.painter.canvas import Canvas, Mask, blurred
from youcheng.samples.painter.colours import Colour, lightness, mix
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Ink(Medium):
    """Chinese ink and mineral colours on rice paper."""

    technique: ClassVar[str] = "ink"
    outline: ClassVar[float] = 0.55
    opaque: ClassVar[bool] = False

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 8 if area else 3)
        soft = edge.with_coverage(blurred(edge.coverage, (6 if area else 1.2) * canvas.scale))
        canvas.lift(soft, 0.6 if area else 0.92)
        rows = edge.coverage.shape[0]
        fading = np.linspace(1, 0.12 if area else 0.62, rows, dtype=np.float32)[:, None]
        low = canvas.under(canvas.low, mask)
        strength = soft.coverage * fading * (0.6 + 0.55 * low) * (0.75 if area else 1)
        canvas.multiply(edge.with_coverage(strength), colour)

    def line(
        self,
        canvas: Canvas,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        chance: random.Random,
    ) -> None:
        dense = _along(points, max(1.0, width / 4))
        count = len(dense)
        phase = chance.uniform(0, 6)
        radii = [
            (width * (0.62 if width > 5 else 0.48))
            * (1 - 0.62 * i / count)
            * (0.85 + 0.25 * math.sin(phase + 7 * i / count))
            for i in range(count)
        ]
        mask = canvas.discs(dense, [max(0.4, r) for r in radii])
        if mask is None:
            return
        edge = canvas.displaced(mask, 1.5)
        dry = np.clip((canvas.under(canvas.grain, mask) - 0.3) * 5 + 0.6, 0, 1)
        tone = mix(colour, (0.1, 0.11, 0.13), 0.55 if lightness(colour) < 0.6 else 0)
        if lightness(colour) > 0.8:
            canvas.over(edge.with_coverage(edge.coverage * dry * 0.9), colour)
        else:
            canvas.multiply(edge.with_coverage(edge.coverage * dry * 0.9), tone)


def _along(points: Sequence[Point], step: float) -> list[Point]:
    """The line with a point at least every step units."""
    out: list[Point] = [points[0]]
    for (ax, ay), (bx, by) in pairwise(points):
        parts = max(1, int(math.hypot(bx - ax, by - ay) / step))
        out.extend(
            (ax + (bx - ax) * i / parts, ay + (by - ay) * i / parts) for i in range(1, parts + 1)
        )
    return out
