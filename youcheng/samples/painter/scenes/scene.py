"""A scene: what a picture shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youcheng.samples.painter.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture shows.

    Attributes:
        draw: draws it on a sheet of this size.
        width, height: units; the longer one is 1,000.
        night: whether it is dark outside.
    """

    draw: Callable[[Sheet], None]
    width: float
    height: float
    night: bool = False
