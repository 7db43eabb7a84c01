"""Houses, bridges and towers of the six countries."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import Point, arc, box
from youcheng.samples.painter.sheet import Sheet


def house(
    s: Sheet, x: float, y: float, w: float, h: float, wall: str = "wall", roof: str = "roof",
    *, lit: bool = False,
) -> None:  # fmt: skip
    """A house with a gable, a door and two windows; its left foot is (x, y)."""
    s.fill(box(x, y, w, h), wall)
    s.fill(
        [(x - 0.12 * w, y - h + 4), (x + w / 2, y - h - 0.55 * w), (x + 1.12 * w, y - h + 4)], roof
    )
    s.fill(box(x + 0.4 * w, y, 0.2 * w, 0.5 * h), "brown")
    for dx in (0.1, 0.68):
        window(s, x + dx * w, y - 0.4 * h, 0.22 * w, 0.3 * h, lit=lit)


def window(s: Sheet, x: float, y: float, w: float, h: float, *, lit: bool = False) -> None:
    """A window with a cross; its left foot is (x, y)."""
    s.fill(box(x, y, w, h), "yellow" if lit else "sky")
    if w > 14:
        s.line([(x + w / 2, y), (x + w / 2, y - h)], "brown", 2.5, steady=True)
        s.line([(x, y - h / 2), (x + w, y - h / 2)], "brown", 2.5, steady=True)


def river_house(s: Sheet, x: float, y: float, w: float, h: float, *, lit: bool = False) -> None:
    """A white house of Jiangsu with a dark roof and raised eaves."""
    s.fill(box(x, y, w, h), "wall")
    s.fill(
        [
            (x - 0.13 * w, y - h - 0.12 * h),
            (x - 0.02 * w, y - h - 0.08 * h),
            (x + 0.12 * w, y - 1.32 * h),
            (x + 0.88 * w, y - 1.32 * h),
            (x + 1.02 * w, y - h - 0.08 * h),
            (x + 1.13 * w, y - h - 0.12 * h),
            (x + 1.06 * w, y - h + 3),
            (x - 0.06 * w, y - h + 3),
        ],
        "roof",
    )
    s.fill(box(x + 0.4 * w, y, 0.2 * w, 0.48 * h), "brown")
    for dx in (0.1, 0.68):
        s.fill(box(x + dx * w, y - 0.42 * h, 0.2 * w, 0.26 * h), "yellow" if lit else "grey")


def arch_bridge(
    s: Sheet, x0: float, x1: float, y: float, rise: float, colour: str = "stone", *, holes: int = 1,
    water: str = "water", thick: float = 28,
) -> list[Point]:  # fmt: skip
    """A humpback bridge whose feet stand on y; returns its upper edge from left to right."""
    top = [
        (x0 + (x1 - x0) * t, y - rise * math.sin(math.pi * t) ** 0.9 - thick)
        for t in (i / 16 for i in range(17))
    ]
    s.fill([(x0, y), *top, (x1, y)], colour)
    span = (x1 - x0) / (holes + 1)
    for i in range(holes):
        cx = x0 + span * (i + 1)
        r = span * (0.56 if holes == 1 else 0.36)
        high = min(r * 1.1, rise * 0.9 * math.sin(math.pi * (i + 1) / (holes + 1)) + thick * 0.3)
        s.fill([*arc(cx, y + 4, r, high, math.pi, 2 * math.pi, 16)], water)
    s.line(top, "roof", 5)
    if s.hand.detail > 0.4:
        for i in range(1, 16, 2):
            s.line([top[i], (top[i][0], top[i][1] - 20)], colour, 5, steady=True)
    return top


def pagoda(s: Sheet, x: float, y: float, k: float, tiers: int, *, wall: str = "red") -> None:
    """A tower of tiers with wide roofs, k units tall."""
    for i in range(tiers):
        high = k / (tiers + 0.4)
        wide = k * 0.3 * (1 - 0.62 * i / tiers)
        s.fill(box(x - wide * 0.6, y, wide * 1.2, high * 0.6), wall)
        for dx in (-0.3, 0, 0.3) if wide > 40 else (0,):
            s.fill(box(x + dx * wide - wide * 0.07, y - 2, wide * 0.14, high * 0.34), "gold")
        s.fill(
            [
                (x - wide * 1.15, y - high * 0.5),
                (x - wide * 1.2, y - high * 0.62),
                (x - wide * 0.5, y - high),
                (x + wide * 0.5, y - high),
                (x + wide * 1.2, y - high * 0.62),
                (x + wide * 1.15, y - high * 0.5),
            ],
            "roof",
        )
        y -= high * 0.94
    s.fill([(x - 6, y), (x, y - k * 0.12), (x + 6, y)], "gold")


def mosque(s: Sheet, x: float, y: float, w: float) -> None:
    """A white mosque with a golden dome and two minarets; its left foot is (x, y)."""
    h = w * 0.42
    for mx in (-0.1, 1.02):
        s.fill(box(x + mx * w, y, w * 0.08, h * 1.9), "wall")
        s.fill(
            [
                (x + (mx - 0.015) * w, y - h * 1.88),
                (x + (mx + 0.04) * w, y - h * 2.35),
                (x + (mx + 0.095) * w, y - h * 1.88),
            ],
            "gold",
        )
    s.fill(box(x, y, w, h), "wall")
    cx = x + w / 2
    s.fill(
        [
            (cx - 0.26 * w, y - h + 2),
            (cx - 0.25 * w, y - 1.35 * h),
            (cx, y - 2.05 * h),
            (cx + 0.25 * w, y - 1.35 * h),
            (cx + 0.26 * w, y - h + 2),
        ],
        "gold",
        curve=True,
    )
    s.line([(cx, y - 1.98 * h), (cx, y - 2.35 * h)], "gold", w * 0.018)
    for i in range(5):
        ax = x + w * (0.06 + 0.185 * i)
        s.fill(
            [
                (ax, y),
                (ax, y - h * 0.5),
                (ax + w * 0.07, y - h * 0.72),
                (ax + w * 0.14, y - h * 0.5),
                (ax + w * 0.14, y),
            ],
            "blue",
        )


def stilt_house(s: Sheet, x: float, y: float, w: float, wall: str, roof: str = "roof") -> None:
    """A house on stilts over water; y is the water under it."""
    floor = y - w * 0.34
    for i in range(5):
        at = x + w * (0.06 + 0.22 * i)
        s.line([(at, y + s.chance.uniform(0, 12)), (at, floor)], "brown", 6, steady=True)
    s.line([(x - 0.1 * w, floor), (x + 1.1 * w, floor)], "wood", 12)
    s.fill(box(x, floor - 4, w, w * 0.52), wall)
    s.fill(
        [
            (x - 0.14 * w, floor - w * 0.5),
            (x + w / 2, floor - w * 0.92),
            (x + 1.14 * w, floor - w * 0.5),
        ],
        roof,
    )
    s.fill(box(x + 0.4 * w, floor - 4, 0.2 * w, 0.36 * w), "brown")
    for dx in (0.12, 0.7):
        s.fill(box(x + dx * w, floor - 0.18 * w, 0.18 * w, 0.18 * w), "yellow")


def chalet(s: Sheet, x: float, y: float, w: float) -> None:
    """A wooden house under a wide roof, with flowers at the window."""
    s.fill(box(x, y, w, w * 0.28), "wall")
    s.fill(box(x, y - w * 0.26, w, w * 0.34), "wood")
    s.fill(
        [(x - 0.2 * w, y - w * 0.52), (x + w / 2, y - w * 0.95), (x + 1.2 * w, y - w * 0.52)],
        "brown",
    )
    s.fill(box(x + 0.42 * w, y, 0.16 * w, 0.22 * w), "brown")
    for dx in (0.12, 0.42, 0.72):
        window(s, x + dx * w, y - 0.36 * w, 0.16 * w, 0.15 * w)
        for q in (0.02, 0.08, 0.14):
            s.blob(x + (dx + q) * w, y - 0.34 * w, w * 0.025, colour="red")
