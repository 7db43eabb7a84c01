"""What every medium can do."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from youcheng.samples.painter.canvas import Canvas, Mask
from youcheng.samples.painter.colours import Colour
from youcheng.samples.painter.geometry import Point


class Medium(ABC):
    """A way to bring colour onto a canvas.

    Attributes:
        technique: its name in the entry form.
        outline: how often a shape gets an outline, from 0 to 1; the hand has a say as well.
        opaque: whether light colours cover dark paper.
        outlines_pale: whether something white on white needs an outline.
        loose: whether filling may miss an outline.
    """

    technique: ClassVar[str]
    outline: ClassVar[float] = 0.0
    opaque: ClassVar[bool] = True
    outlines_pale: ClassVar[bool] = True
    loose: ClassVar[bool] = False

    @abstractmethod
    def fill(
        self, canvas: Canvas, mask: Mask, colour: Colour, chance: random.Random, *, area: bool
    ) -> None:
        """Fills a shape; an `area` is ground such as sky, water or a field."""

    @abstractmethod
    def line(
        self,
        canvas: Canvas,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        chance: random.Random,
    ) -> None:
        """Draws a line through points, both in units."""
