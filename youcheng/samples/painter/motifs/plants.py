"""Trees, flowers, grass."""

from __future__ import annotations

import math

from youcheng.samples.painter.sheet import Sheet


def tree(s: Sheet, x: float, y: float, k: float, colour: str = "tree") -> None:
    """A tree with a round crown, k units tall."""
    s.fill(
        [
            (x - 0.07 * k, y),
            (x - 0.04 * k, y - 0.5 * k),
            (x + 0.04 * k, y - 0.5 * k),
            (x + 0.07 * k, y),
        ],
        "trunk",
    )
    if s.hand.gaps:
        s.blob(x, y - 0.7 * k, 0.32 * k, 0.3 * k, colour)
        return
    for dx, dy, q in ((-0.2, -0.58, 0.2), (0.2, -0.6, 0.2), (0, -0.8, 0.24), (0, -0.6, 0.22)):
        s.blob(x + dx * k, y + dy * k, q * k, colour=colour)


def fir(
    s: Sheet, x: float, y: float, k: float, colour: str = "tree", *, snow: bool = False
) -> None:
    """A fir, k units tall."""
    s.line([(x, y), (x, y - 0.2 * k)], "trunk", k * 0.07)
    for i in range(3):
        top, wide = y - k + k * 0.24 * i, k * (0.16 + 0.08 * i)
        s.fill([(x, top), (x + wide, top + k * 0.42), (x - wide, top + k * 0.42)], colour)
        if snow:
            s.fill(
                [
                    (x, top),
                    (x + wide * 0.5, top + k * 0.2),
                    (x + wide * 0.1, top + k * 0.15),
                    (x - wide * 0.5, top + k * 0.21),
                ],
                "snow",
            )


def palm(s: Sheet, x: float, y: float, k: float, lean: float = 0.12, colour: str = "tree") -> None:
    """A coconut palm that leans by a share of its height."""
    tx, ty = x + lean * k, y - 0.8 * k
    s.fill(
        [
            (x - 0.035 * k, y),
            (x + lean * 0.4 * k - 0.028 * k, y - 0.45 * k),
            (tx - 0.02 * k, ty),
            (tx + 0.02 * k, ty),
            (x + lean * 0.4 * k + 0.03 * k, y - 0.45 * k),
            (x + 0.045 * k, y),
        ],
        "trunk",
        curve=True,
    )
    for a in (-3.4, -2.9, -2.3, -1.75, -1.2, -0.6, -0.1, 0.35):
        far = 0.36 * k * s.chance.uniform(0.85, 1.1)
        ex, ey = tx + far * math.cos(a), ty + far * math.sin(a) * 0.75 + 0.1 * k
        mx, my = tx + far * 0.55 * math.cos(a), ty + far * 0.6 * math.sin(a) - 0.04 * k
        s.fill([(tx, ty), (mx, my - 0.05 * k), (ex, ey), (mx, my + 0.045 * k)], colour, curve=True)
    for dx in (-0.03, 0.03):
        s.blob(tx + dx * k, ty + 0.04 * k, 0.028 * k, colour="brown")


def willow(s: Sheet, x: float, y: float, k: float) -> None:
    """Hanging branches from (x, y), up to k units long."""
    for _ in range(8):
        at, long = x + s.chance.uniform(-0.3, 0.3) * k, k * s.chance.uniform(0.5, 1)
        s.line(
            [(at, y), (at - 8, y + long / 2), (at + s.chance.uniform(-10, 6), y + long)], "leaf", 3
        )
        for j in range(int(5 + 6 * s.hand.detail)):
            yy = y + long * (j + 1) / 12
            side = s.chance.choice((-1, 1))
            s.line(
                [(at - 5, yy), (at - 5 + side * 14, yy + 16)], "leaf", 5, curve=False, steady=True
            )


def flower(
    s: Sheet, x: float, y: float, r: float, colour: str, *, stem: float = 0, petals: int = 6,
    heart: str = "yellow",
) -> None:  # fmt: skip
    """A flower with petals round a heart, on a stem of a length."""
    if stem:
        s.line([(x, y), (x + s.chance.uniform(-5, 5), y + stem)], "meadow", max(3.0, r * 0.2))
        if s.hand.detail > 0.3 and stem > 40:
            s.blob(x + r * 0.5, y + stem * 0.6, r * 0.5, r * 0.2, "leaf", rot=-0.6)
    turn = s.chance.uniform(0, 1)
    for i in range(petals):
        a = turn + 2 * math.pi * i / petals
        s.blob(x + r * 0.62 * math.cos(a), y + r * 0.62 * math.sin(a), r * 0.42, colour=colour)
    s.blob(x, y, r * 0.34, colour=heart)


def blossom(s: Sheet, x: float, y: float, r: float, colour: str = "red") -> None:
    """A plum blossom: five round petals, and stamens for who looks closely."""
    turn = s.chance.uniform(0, 6)
    for i in range(5):
        a = turn + 2 * math.pi * i / 5
        s.blob(x + r * 0.6 * math.cos(a), y + r * 0.6 * math.sin(a), r * 0.5, colour=colour)
    s.blob(x, y, r * 0.22, colour="yellow", steady=True)


def tufts(s: Sheet, top: float, bottom: float, count: int, colour: str = "meadow") -> None:
    """Blades of grass between two heights."""
    for _ in range(count):
        x, y = s.chance.uniform(0, s.width), s.chance.uniform(top, bottom)
        for dx in (-6, 0, 6):
            s.line([(x, y), (x + dx, y - 20)], colour, 3.5, steady=True)


def bamboo(s: Sheet, x: float, y: float, k: float) -> None:
    """A cane of bamboo, k units tall, with leaves."""
    lean = s.chance.uniform(-0.05, 0.05) * k
    for i in range(6):
        a, b = i / 6, (i + 0.93) / 6
        s.line(
            [(x + lean * a, y - k * a), (x + lean * b, y - k * b)], "leaf", k * 0.028, steady=True
        )
    for i in range(2, 7):
        for side in (-1, 1):
            px, py = x + lean * i / 6, y - k * i / 6
            for turn in (0.05, 0.1):
                s.fill(
                    [
                        (px, py),
                        (px + side * k * 0.06, py - k * 0.01),
                        (px + side * k * 0.14, py + k * turn),
                        (px + side * k * 0.05, py + k * 0.03),
                    ],
                    "tree",
                    curve=True,
                )
