"""Boats of rivers, lakes and the sea."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import box
from youcheng.samples.painter.palettes import SKINS
from youcheng.samples.painter.sheet import Sheet


def hull(s: Sheet, x: float, y: float, w: float, colour: str, high: float = 0.16) -> None:
    """A curved hull whose left end is (x, y)."""
    h = w * high
    s.fill(
        [
            (x, y - h * 0.5),
            (x + w * 0.2, y),
            (x + w * 0.8, y),
            (x + w, y - h * 0.6),
            (x + w * 0.84, y + h),
            (x + w * 0.16, y + h),
        ],
        colour,
        curve=True,
    )


def crew(s: Sheet, x: float, y: float, r: float, shirt: str, *, skin: int | None = None) -> None:
    """Someone behind a gunwale at (x, y), from the chest up; r is the radius of the head."""
    tone = SKINS[s.chance.randrange(len(SKINS)) if skin is None else skin]
    s.fill(
        [
            (x - r * 1.1, y),
            (x - r * 0.8, y - r * 2.1),
            (x + r * 0.8, y - r * 2.1),
            (x + r * 1.1, y),
        ],
        shirt,
    )
    s.blob(x, y - r * 2.9, r, colour=tone)
    s.fill(
        [
            (x - r, y - r * 2.95),
            (x - r * 0.8, y - r * 3.8),
            (x + r * 0.8, y - r * 3.8),
            (x + r, y - r * 2.95),
            (x, y - r * 3.35),
        ],
        "#2A211C",
        curve=True,
    )
    if r > 9:
        for dx in (-0.38, 0.38):
            s.blob(x + dx * r, y - r * 2.75, r * 0.2, colour="#FFFFFF", steady=True)
            s.blob(x + dx * r, y - r * 2.75, r * 0.1, colour="#241A18", steady=True)


def dragon_boat(s: Sheet, x: float, y: float, w: float, body: str, shirts: tuple[str, ...]) -> None:
    """A dragon boat with its crew; x is the tail, the head looks right."""
    h = w * 0.075
    count = 6 if s.hand.detail < 0.5 else 8
    seats = [x + w * (0.17 + 0.6 * i / (count - 1)) for i in range(count)]
    for i, cx in enumerate(seats):
        crew(s, cx, y + h * 0.1, h * 0.42, shirts[i % len(shirts)])
    s.fill(
        [
            (x + w * 0.06, y - h * 0.2),
            (x + w * 0.5, y + h * 0.12),
            (x + w * 0.9, y - h * 0.35),
            (x + w * 0.93, y - h),
            (x + w * 0.99, y - h * 0.9),
            (x + w * 0.955, y + h * 0.25),
            (x + w * 0.8, y + h * 0.85),
            (x + w * 0.25, y + h * 0.85),
            (x + w * 0.03, y + h * 0.3),
            (x - w * 0.02, y - h * 1.5),
            (x + w * 0.03, y - h * 1.2),
        ],
        body,
        curve=True,
    )
    for i in range(11):
        s.blob(x + w * (0.14 + 0.072 * i), y + h * 0.45, h * 0.2, h * 0.16, "yellow")
    _dragon_head(s, x + w * 0.97, y - h * 1.25, h, body)
    s.fill(
        [
            (x, y - h * 1.2),
            (x - w * 0.05, y - h * 2.1),
            (x, y - h * 1.75),
            (x + w * 0.03, y - h * 2.3),
            (x + w * 0.035, y - h * 1.2),
        ],
        "yellow",
        curve=True,
    )
    for cx in seats:
        s.line(
            [(cx + h * 0.2, y - h * 0.45), (cx - h * 0.75, y + h * 1.5)],
            "brown",
            max(3.5, h * 0.12),
        )
        s.blob(cx - h * 0.85, y + h * 1.65, h * 0.16, h * 0.34, "wood", rot=0.45)


def _dragon_head(s: Sheet, x: float, y: float, h: float, body: str) -> None:
    for a in (-2.5, -2.1, -1.75, 2.6, 2.95):
        s.fill(
            [
                (x - h * 0.2, y - h * 0.3),
                (x + h * 1.3 * math.cos(a), y + h * 1.3 * math.sin(a)),
                (x - h * 0.4, y + h * 0.05),
            ],
            "yellow",
        )
    s.blob(x, y, h * 0.72, h * 0.55, body, rot=-0.25)
    s.fill(
        [
            (x + h * 0.3, y - h * 0.28),
            (x + h * 1.25, y - h * 0.42),
            (x + h * 1.2, y - h * 0.02),
            (x + h * 0.4, y + h * 0.02),
        ],
        body,
    )
    s.fill(
        [
            (x + h * 0.3, y + h * 0.12),
            (x + h * 1.05, y + h * 0.28),
            (x + h * 0.9, y + h * 0.5),
            (x + h * 0.2, y + h * 0.4),
        ],
        body,
    )
    s.fill(
        [
            (x + h * 0.45, y),
            (x + h * 1.1, y + h * 0.02),
            (x + h, y + h * 0.26),
            (x + h * 0.4, y + h * 0.14),
        ],
        "white",
    )
    s.blob(x + h * 0.12, y - h * 0.22, h * 0.2, colour="white")
    s.blob(x + h * 0.16, y - h * 0.22, h * 0.09, colour="dark", steady=True)


def sail_boat(s: Sheet, x: float, y: float, k: float, sail: str, jib: str = "white") -> None:
    """A boat with two sails, k units tall, whose mast stands at x."""
    s.fill(
        [
            (x - 0.5 * k, y),
            (x + 0.5 * k, y),
            (x + 0.32 * k, y + 0.2 * k),
            (x - 0.34 * k, y + 0.2 * k),
        ],
        "brown",
    )
    s.fill([(x + 4, y - 6), (x + 4, y - 0.9 * k), (x + 0.5 * k, y - 0.12 * k)], sail)
    s.fill([(x - 5, y - 6), (x - 5, y - 0.72 * k), (x - 0.38 * k, y - 0.12 * k)], jib)
    s.line([(x, y), (x, y - 0.98 * k)], "brown", 4)


def pirogue(s: Sheet, x: float, y: float, w: float, colour: str, shirts: tuple[str, ...]) -> None:
    """A long fishing boat of the Congolese coast with its people; its left end is (x, y)."""
    for i, shirt in enumerate(shirts):
        crew(
            s,
            x + w * (0.28 + 0.46 * i / max(1, len(shirts) - 1)),
            y + w * 0.03,
            w * 0.052,
            shirt,
            skin=4 + i % 2,
        )
    hull(s, x, y, w, colour, 0.13)
    s.line(
        [(x + w * 0.1, y + w * 0.04), (x + w / 2, y + w * 0.07), (x + w * 0.9, y + w * 0.03)],
        "white",
        6,
    )
    s.line([(x + w * 0.36, y - w * 0.16), (x + w * 0.18, y + w * 0.24)], "brown", 6)


def steamer(s: Sheet, x: float, y: float, w: float) -> None:
    """A white paddle steamer; its left end is (x, y)."""
    s.fill(box(x + w * 0.2, y - w * 0.02, w * 0.56, w * 0.12), "white")
    s.fill(box(x + w * 0.28, y - w * 0.13, w * 0.4, w * 0.09), "white")
    for i in range(6):
        s.blob(x + w * (0.26 + 0.085 * i), y - w * 0.075, w * 0.02, colour="blue")
    s.fill(box(x + w * 0.44, y - w * 0.21, w * 0.08, w * 0.18), "red")
    s.fill(
        [
            (x, y - w * 0.05),
            (x + w, y - w * 0.05),
            (x + w * 0.92, y + w * 0.08),
            (x + w * 0.08, y + w * 0.08),
        ],
        "white",
    )
    s.line([(x + w * 0.03, y), (x + w * 0.96, y)], "red", w * 0.02)
    s.blob(x + w * 0.48, y + w * 0.03, w * 0.1, colour="red")
    for i in range(4):
        s.blob(
            x + w * (0.42 - 0.09 * i),
            y - w * (0.46 + 0.05 * i),
            w * (0.04 + 0.015 * i),
            w * 0.04,
            "grey",
        )
