"""The paper and what colour does on it: masks, grain, and three ways to lay a colour down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from youcheng.samples.painter.colours import Colour
from youcheng.samples.painter.geometry import Point

Field = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Mask:
    """Where colour goes: coverage from 0 to 1 in a window of the canvas whose corner is (x, y)."""

    x: int
    y: int
    coverage: Field

    def with_coverage(self, coverage: Field) -> Mask:
        return Mask(self.x, self.y, coverage)


class Canvas:
    """A sheet of paper in pixels, addressed in units (the long edge is 1,000 units).

    Args:
        width, height: pixels.
        seed: of the paper's grain and of everything random that a medium does on it.
        paper: its colour.
    """

    def __init__(self, width: int, height: int, seed: int, paper: Colour) -> None:
        self.width, self.height = width, height
        self.scale = max(width, height) / 1000
        self.random = np.random.default_rng(seed)
        self.paper: Field = np.array(paper, np.float32)
        self.pixels: Field = np.ones((height, width, 3), np.float32) * self.paper
        grain = 0.6 * self.noise(3) + 0.35 * self.noise(6) + 0.05 * self.noise(1.5)
        self.grain: Field = np.clip(0.5 + 0.22 * (grain - grain.mean()) / grain.std(), 0, 1)
        low = 0.6 * (self.noise(140) - 0.5) + 0.4 * (self.noise(46) - 0.5)
        self.low: Field = np.clip(0.5 + low, 0, 1)
        self.shift_x: Field = (self.noise(30) - 0.5) * 2
        self.shift_y: Field = (self.noise(30) - 0.5) * 2

    def noise(self, cell_x: float, cell_y: float | None = None) -> Field:
        """A field of smooth noise from 0 to 1 over the canvas, with cells of so many units."""
        size_x = max(1.0, cell_x * self.scale)
        size_y = max(1.0, (cell_x if cell_y is None else cell_y) * self.scale)
        cells = self.random.random((int(self.height / size_y) + 2, int(self.width / size_x) + 2))
        image = Image.fromarray((cells * 255).astype(np.uint8))
        enlarged = image.resize((self.width, self.height), Image.Resampling.BICUBIC)
        return np.asarray(enlarged, np.float32) / 255

    def under(self, field: Field, mask: Mask) -> Field:
        """The part of a field that lies under a mask."""
        rows, columns = mask.coverage.shape
        part: Field = field[mask.y : mask.y + rows, mask.x : mask.x + columns]
        return part

    def polygon(self, points: Sequence[Point], *, margin: float = 0) -> Mask | None:
        """The mask of a polygon with a margin round it (units); None off the canvas."""
        return self._draw(points, margin + 2, lambda pen, placed: pen.polygon(placed, fill=255))

    def polyline(self, points: Sequence[Point], width: float) -> Mask | None:
        """The mask of a line with round ends (width in units); None off the canvas."""
        pixels = max(1, round(width * self.scale))

        def draw(pen: ImageDraw.ImageDraw, placed: list[Point]) -> None:
            pen.line(placed, fill=255, width=pixels, joint="curve")
            for x, y in (placed[0], placed[-1]):
                r = pixels / 2
                pen.ellipse([x - r, y - r, x + r, y + r], fill=255)

        return self._draw(points, width + 2, draw)

    def discs(self, points: Sequence[Point], radii: Sequence[float]) -> Mask | None:
        """The mask of a row of discs, such as a brush leaves; None off the canvas."""

        def draw(pen: ImageDraw.ImageDraw, placed: list[Point]) -> None:
            for (x, y), radius in zip(placed, radii, strict=True):
                r = radius * self.scale + 0.3
                pen.ellipse([x - r, y - r, x + r, y + r], fill=255)

        return self._draw(points, max(radii) + 2, draw)

    def _draw(self, points: Sequence[Point], margin: float, draw: _Draw) -> Mask | None:
        k, pad = self.scale, int(margin * self.scale) + 3
        xs, ys = [p[0] * k for p in points], [p[1] * k for p in points]
        x0, y0 = max(0, int(min(xs)) - pad), max(0, int(min(ys)) - pad)
        x1, y1 = min(self.width, int(max(xs)) + pad), min(self.height, int(max(ys)) + pad)
        if x1 - x0 < 2 or y1 - y0 < 2:
            return None
        image = Image.new("L", (x1 - x0, y1 - y0))
        draw(ImageDraw.Draw(image), [(x - x0, y - y0) for x, y in zip(xs, ys, strict=True)])
        return Mask(x0, y0, blurred(np.asarray(image, np.float32) / 255, 0.7))

    def displaced(self, mask: Mask, amount: float) -> Mask:
        """The mask with edges that waver by about so many units."""
        rows, columns = mask.coverage.shape
        pixels = amount * self.scale
        ys, xs = np.mgrid[0:rows, 0:columns]
        ys = np.clip(ys + self.under(self.shift_y, mask) * pixels, 0, rows - 1).astype(np.intp)
        xs = np.clip(xs + self.under(self.shift_x, mask) * pixels, 0, columns - 1).astype(np.intp)
        return mask.with_coverage(mask.coverage[ys, xs])

    def over(self, mask: Mask, colour: Colour | Field) -> None:
        """Covers what lies under the mask; a field of colours has the shape of the mask."""
        window = self.under(self.pixels, mask)
        alpha = np.clip(mask.coverage, 0, 1)[..., None]
        window += (np.asarray(colour, np.float32) - window) * alpha

    def multiply(self, mask: Mask, colour: Colour) -> None:
        """Glazes: what lies under the mask shines through."""
        window = self.under(self.pixels, mask)
        alpha = np.clip(mask.coverage, 0, 1)[..., None]
        window *= 1 - alpha * (1 - np.asarray(colour, np.float32))

    def lift(self, mask: Mask, amount: float) -> None:
        """Brings the bare paper back under the mask, as if it had been left out."""
        self.over(mask.with_coverage(mask.coverage * amount), self.paper)

    def lightness(self, mask: Mask) -> float:
        """Mean lightness under a mask, from 0 to 1."""
        weight = mask.coverage
        total = float(weight.sum())
        return float((self.under(self.pixels, mask).mean(axis=2) * weight).sum() / max(total, 1e-6))

    def finish(self) -> Image.Image:
        """The picture with the relief of its paper, slightly darker towards the corners."""
        down, right = np.gradient(self.grain)
        shade = 1 + (down + right) * 0.12
        shade *= 1 + 0.05 * (self.low - 0.5)
        ys, xs = np.mgrid[0 : self.height, 0 : self.width]
        away = (xs / self.width - 0.5) ** 2 + (ys / self.height - 0.5) ** 2
        shade *= 1 - 0.08 * away
        finished = np.clip(self.pixels * shade[..., None], 0, 1)
        return Image.fromarray((finished * 255).astype(np.uint8))


class _Draw(Protocol):
    """What draws into a mask; points are in the pixels of the mask's window."""

    def __call__(self, pen: ImageDraw.ImageDraw, placed: list[Point], /) -> None: ...


def blurred(field: Field, radius: float) -> Field:
    """The field (0 to 1) blurred by a radius in pixels."""
    image = Image.fromarray((np.clip(field, 0, 1) * 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
