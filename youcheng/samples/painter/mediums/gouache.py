"""Gouache and poster paint: opaque, with the streaks of a bristle brush."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PIL import Image

from youcheng.samples.painter.canvas import Canvas, Field, Mask
from youcheng.samples.painter.colours import Colour
from youcheng.samples.painter.geometry import Point
from youcheng.samples.painter.mediums.medium import Medium


class Gouache(Medium):
    """Opaque paint; strokes run along the longer side of a shape."""

    technique: ClassVar[str] = "gouache"
    outline: ClassVar[float] = 0.25

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 4)
        rows, columns = mask.coverage.shape
        wide = columns >= rows
        streak = _streaks(canvas, rows, columns, wide) - 0.5
        grain = canvas.under(canvas.grain, mask)
        cover = edge.coverage * np.clip(0.97 - 0.25 * (grain < 0.2), 0, 1)
        low = canvas.under(canvas.low, mask)
        tone = np.asarray(colour, np.float32) * (1 + 0.2 * streak[..., None])
        tone = np.clip(tone + 0.05 * (low[..., None] - 0.5), 0, 1)
        canvas.over(edge.with_coverage(cover), tone)

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
            canvas.over(canvas.displaced(mask, 1.5), colour)


def _streaks(canvas: Canvas, rows: int, columns: int, wide: bool) -> Field:
    """Noise drawn out along the brush, from 0 to 1."""
    long, fine = 60 * canvas.scale, max(1.5, 4.5 * canvas.scale)
    cell_y, cell_x = (fine, long) if wide else (long, fine)
    cells = canvas.random.random((int(rows / cell_y) + 2, int(columns / cell_x) + 2))
    image = Image.fromarray((cells * 255).astype(np.uint8))
    return np.asarray(image.resize((columns, rows), Image.Resampling.BICUBIC), np.float32) / 255
