"""Coloured pencil: fine hatching with the paper showing, and a firm outline."""

from __future__ import annotations

import random
from typing import ClassVar

from youcheng.samples.painter.canvas import Canvas, Mask
from youcheng.samples.painter.colours import Colour, mix
from youcheng.samples.painter.mediums.crayon import Crayon, strokes


class Pencil(Crayon):
    """Coloured pencil. Its lines are crayon lines, half as wide."""

    outline: ClassVar[float] = 1.0
    loose: ClassVar[bool] = True

    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        edge = canvas.displaced(mask, 2)
        canvas.lift(edge, 0.8)
        grain = canvas.under(canvas.grain, mask)
        angle = chance.uniform(-1.2, -0.6)
        width = 4.2 * canvas.scale
        canvas.over(edge.with_coverage(edge.coverage * (0.3 if area else 0.45)), colour)
        for turn, strength in ((0.0, 0.75), (0.5, 0.0 if area else 0.4)):
            marks = strokes(edge.coverage, angle + turn, width, 1.15, chance)
            tone = colour if turn == 0 else mix(colour, (0, 0, 0), 0.18)
            cover = edge.coverage * marks * (0.55 + 0.45 * grain) * strength
            canvas.over(edge.with_coverage(cover), tone)
