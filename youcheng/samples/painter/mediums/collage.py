"""Cut paper: flat pieces, some of them patterned, each with its shadow."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from youcheng.samples.painter.canvas import Canvas, Field, Mask, blurred
from youcheng.samples.painter.colours import Colour, lightness, mix
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Collage(Medium):
    """Coloured paper, cut and pasted."""

    technique: ClassVar[str] = "collage"
    outlines_pale: ClassVar[bool] = False

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        size = min(mask.coverage.shape) / canvas.scale
        self._shadow(canvas, mask, min(6, 1 + size / 25))
        grain, low = canvas.under(canvas.grain, mask), canvas.under(canvas.low, mask)
        shade = 1 + 0.06 * (grain - 0.5) + 0.06 * (low - 0.5)
        paper: Field = np.asarray(colour, np.float32) * shade[..., None]
        if size > 50 and chance.random() < (0.25 if area else 0.4):
            white = (1.0, 1.0, 1.0) if lightness(colour) < 0.62 else (0.35, 0.25, 0.2)
            other = np.asarray(mix(colour, white, 0.45), np.float32)
            spots = _pattern(canvas, mask, chance)[..., None]
            paper = paper * (1 - spots) + other * spots
        canvas.over(mask, np.clip(paper, 0, 1))

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
            self._shadow(canvas, mask, 1.2)
            canvas.over(mask, colour)

    def _shadow(self, canvas: Canvas, mask: Mask, depth: float) -> None:
        pixels = max(1, round(depth * canvas.scale))
        moved = np.roll(mask.coverage, (pixels, pixels // 2), (0, 1))
        shade = blurred(moved, pixels) * 0.42 * (1 - mask.coverage)
        canvas.multiply(mask.with_coverage(shade), (0.23, 0.18, 0.13))


def _pattern(canvas: Canvas, mask: Mask, chance: random.Random) -> Field:
    """Dots, stripes or checks of printed paper, from 0 to 1."""
    rows, columns = mask.coverage.shape
    ys, xs = np.mgrid[0:rows, 0:columns] / np.float32(canvas.scale)
    step = chance.uniform(16, 26)
    kind = chance.choice(("dots", "stripes", "checks"))
    if kind == "dots":
        row = np.floor(ys / step)
        away = np.hypot((xs + row % 2 * step / 2) % step - step / 2, ys % step - step / 2)
        return np.where(away < step * 0.24, 0.8, 0)
    if kind == "stripes":
        turn = chance.choice((0.0, 1.0, 0.7))
        return np.where((xs * (1 - turn) + ys * turn) % step < step * 0.4, 0.6, 0)
    return np.where((xs % step < step / 2) ^ (ys % step < step / 2), 0.5, 0)
