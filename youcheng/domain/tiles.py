"""Tiles of a picture for deep zoom, by the IIIF Image API 3.0 at level 0: files, and no server.

Names are the canonical addresses of https://iiif.io/api/image/3.0/#47-canonical-uri-syntax, regions
those of https://iiif.io/api/image/3.0/implementation/#3-tile-region-parameter-calculation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

EDGE: Final = 512
"""Pixels of a side of a tile; those at the right and at the bottom may be smaller."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a picture, made smaller by a whole factor.

    Attributes:
        factor: the scale factor, a power of two.
        left, top, right, bottom: edges of the part in pixels of the whole picture.
        name: the rest of its address after that of the picture.
    """

    factor: int
    left: int
    top: int
    right: int
    bottom: int
    name: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the file, in pixels."""
        return _shrunk(self.right - self.left, self.factor), _shrunk(
            self.bottom - self.top, self.factor
        )


def list_factors(width: int, height: int) -> tuple[int, ...]:
    """The scale factors of a picture: up to the one at which it fits into a single tile."""
    factors = [1]
    while max(width, height) > EDGE * factors[-1]:
        factors.append(factors[-1] * 2)
    return tuple(factors)


def plan_tiles(width: int, height: int) -> Iterator[Tile]:
    """Every tile of a picture of so many pixels, the largest scale last.

    A sliver at the edge can be the very same file at two scales; it comes once.
    """
    names: set[str] = set()
    for factor in list_factors(width, height):
        for tile in tiles_at(factor, width, height):
            if tile.name not in names:
                names.add(tile.name)
                yield tile


def tiles_at(factor: int, width: int, height: int) -> Iterator[Tile]:
    """The tiles of one scale of a picture of so many pixels."""
    step = EDGE * factor
    for top in range(0, height, step):
        for left in range(0, width, step):
            right, bottom = min(left + step, width), min(top + step, height)
            name = _name(factor, (left, top, right, bottom), (width, height))
            yield Tile(factor, left, top, right, bottom, name)


def describe_tiles(width: int, height: int) -> Mapping[str, object]:
    """The content of info.json for a picture of so many pixels, but for its ``id``.

    The id is the picture's address; whoever serves the tiles adds it.
    """
    factors = list_factors(width, height)
    return {
        "@context": "http://iiif.io/api/image/3/context.json",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": width,
        "height": height,
        "sizes": [{"width": _shrunk(width, factors[-1]), "height": _shrunk(height, factors[-1])}],
        "tiles": [{"width": EDGE, "height": EDGE, "scaleFactors": [*factors]}],
    }


def _name(factor: int, box: tuple[int, int, int, int], whole: tuple[int, int]) -> str:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    is_whole = (width, height) == whole
    region = "full" if is_whole else f"{left},{top},{width},{height}"
    size = (
        "max" if is_whole and factor == 1 else f"{_shrunk(width, factor)},{_shrunk(height, factor)}"
    )
    return f"{region}/{size}/0/default.jpg"


def _shrunk(pixels: int, factor: int) -> int:
    return -(-pixels // factor)
