"""Hands: how children of an age draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Hand:
    """How a child draws.

    Attributes:
        wobble: how far a corner lies from where it should, in units, for a shape of 150 units.
        head: height of a person's head as a share of the whole person.
        detail: from 0 (what is needed to tell what it is) to 1.
        outline: how often a shape gets an outline, where the medium has outlines.
        tilt: greatest turn of the whole drawing, in degrees.
        gaps: whether filling misses the outline, and the sky is a strip along the top.
    """

    wobble: float
    head: float
    detail: float
    outline: float
    tilt: float
    gaps: bool


HANDS: Final[dict[str, Hand]] = {
    "4-7": Hand(wobble=10, head=0.44, detail=0.1, outline=1, tilt=3, gaps=True),
    "8-10": Hand(wobble=6, head=0.36, detail=0.45, outline=0.85, tilt=1.6, gaps=False),
    "11-13": Hand(wobble=3.4, head=0.29, detail=0.75, outline=0.6, tilt=0.6, gaps=False),
    "14-17": Hand(wobble=2, head=0.23, detail=1, outline=0.4, tilt=0, gaps=False),
}
"""By the age bands of the competition."""
