"""Kathmandu: flags, temples, the stupa, kites over the roofs."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, box, swell
from youcheng.samples.painter.motifs import buildings, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet

FLAGS = ("blue", "white", "red", "green", "yellow")
"""The order of prayer flags."""


def flags(s: Sheet, x0: float, y0: float, x1: float, y1: float, sag: float, count: int) -> None:
    """A string of prayer flags between two points."""
    points = [
        (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * math.sin(math.pi * t))
        for t in (i / count for i in range(count + 1))
    ]
    s.line(points, "brown", 3.5, steady=True)
    wide = abs(x1 - x0) / count * 0.84
    for i, (x, y) in enumerate(points[:-1]):
        s.fill(
            [
                (x + 3, y + 2),
                (x + wide, y + 5),
                (x + wide - 3, y + wide * 1.1),
                (x + wide / 2, y + wide),
                (x + 2, y + wide * 1.1),
            ],
            FLAGS[i % 5],
        )


def prayer_flags(s: Sheet) -> None:
    """Flags before the mountains."""
    heaven.sky(s, 620)
    heaven.mountains(s, [(90, 400), (340, 210), (510, 320), (690, 430)], 640)
    s.band(swell(640, -45, 5, 1), 800, "hill")
    s.band(swell(730, -30, 4, 3), 1100, "grass")
    buildings.pagoda(s, 230, 860, 260, 3)
    for x in (450, 550, 650):
        buildings.house(s, x, 850, 72, 60, "earth", "brown")
    flags(s, -40, 100, 820, 150, 110, 14)
    flags(s, -40, 270, 820, 420, 90, 14)
    flags(s, -40, 520, 820, 480, 90, 14)
    person(s, 400, 970, 150, "red", skin=2, arms=(UP, UP), style="plaits", skirt=True)


def temple(s: Sheet) -> None:
    """A temple in the rays of the sun."""
    s.band(-90, 780, "warm")
    for i in range(24):
        a = math.pi + math.pi * i / 23
        s.line(
            [
                (390 + 190 * math.cos(a), 500 + 190 * math.sin(a)),
                (390 + 640 * math.cos(a), 500 + 640 * math.sin(a)),
            ],
            "orange",
            8,
            steady=True,
        )
    s.blob(390, 490, 180, colour="gold")
    heaven.mountains(s, [(110, 480), (280, 400), (560, 430), (700, 500)], 680)
    s.band(700, 1100, "earth")
    buildings.pagoda(s, 390, 850, 520, 3)
    for i in range(4):
        s.fill(
            box(390 - 220 - i * 20, 870 + i * 26, 440 + i * 40, 26), "brown" if i % 2 else "stone"
        )
    for x in (90, 690):
        s.fill(
            [
                (x - 40, 900),
                (x - 44, 810),
                (x - 20, 760),
                (x + 20, 760),
                (x + 44, 810),
                (x + 40, 900),
            ],
            "stone",
            curve=True,
        )
        s.blob(x, 760, 34, colour="stone")
        for side in (-1, 1):
            s.blob(x + side * 13, 752, 5, colour="dark", steady=True)
    for x in (210, 580):
        person(s, x, 980, 130, "red", skin=2)
    for x in (200, 300, 530, 600):
        heaven.bird(s, x, s.chance.uniform(120, 330), 26)


def stupa(s: Sheet) -> None:
    """The white stupa with eyes, pigeons and flags."""
    x: float
    heaven.sky(s, 560)
    s.band(540, 900, "earth")
    s.fill(box(120, 640, 760, 80), "wall")
    s.fill(box(200, 565, 600, 50), "white")
    s.fill([*arc(500, 525, 270, 230, math.pi, 2 * math.pi, 16)], "white")
    s.line(arc(500, 500, 240, 190, math.pi + 0.3, 2 * math.pi - 0.3, 9), "gold", 12)
    s.fill(box(430, 310, 140, 110), "gold")
    for side in (-1, 1):
        x = 500 + side * 34
        s.fill([(x - 26, 252), (x, 236), (x + 26, 252), (x, 264)], "white", curve=True)
        s.blob(x, 251, 10, colour="blue", steady=True)
        s.line([(x - 28, 232), (x, 220), (x + 28, 230)], "red", 7)
    s.line([(500, 262), (490, 280), (506, 292), (498, 300)], "red", 5)
    for i in range(8):
        w = 110 - i * 12
        s.fill(box(500 - w / 2, 202 - i * 19, w, 17), "gold" if i % 2 else "orange")
    s.fill([(484, 52), (500, 8), (516, 52)], "gold")
    for x in (-40, 1040):
        flags(s, min(x, 500), 60 if x > 0 else 460, max(x, 500), 460 if x > 0 else 60, 60, 10)
    for i in range(11):
        s.fill(box(150 + i * 66, 632, 40, 46), ("red", "yellow", "green", "blue")[i % 4])
    for i, x in enumerate((110, 250, 760, 900)):
        person(
            s,
            x,
            790,
            s.chance.uniform(150, 190),
            ("red", "pink", "green", "yellow")[i],
            skin=2,
            style=("long", "short")[i % 2],
            skirt=i % 2 == 0,
        )
    for _ in range(9):
        heaven.bird(s, s.chance.uniform(40, 960), s.chance.uniform(60, 360), 22)
    for _ in range(8):
        x = s.chance.uniform(300, 700)
        s.blob(x, 745 + s.chance.uniform(0, 40), 17, 10, "grey")


def roof_kites(s: Sheet) -> None:
    """Kites fight above the roofs of the city."""
    h: float
    x: float
    heaven.sky(s, 560)
    heaven.mountains(s, [(200, 420), (420, 350), (640, 410)], 560)
    roofs: list[tuple[float, float]] = []
    for x, h, c in (
        (-20, 330, "red"),
        (120, 240, "earth"),
        (260, 380, "pink"),
        (410, 270, "yellow"),
        (540, 350, "earth"),
        (680, 260, "orange"),
    ):
        h += s.chance.uniform(-30, 30)
        s.fill(box(x, 1010, 136, h), c)
        for j in range(3):
            for q in (20, 82):
                s.fill(box(x + q, 960 - j * 90, 34, 50), "brown")
                s.fill(
                    box(x + q + 6, 955 - j * 90, 22, 40), "yellow" if (j + q) % 3 == 0 else "sky"
                )
        roofs.append((x + 68, 1010 - h))
    for i in (0, 2, 4):
        x, y = roofs[i]
        _, hand = person(s, x, y, 135, ("blue", "green", "red")[i // 2], skin=2, arms=(OUT, UP))
        kx, ky = 130 + i * 130 + s.chance.uniform(-40, 60), 130 + s.chance.uniform(-40, 120)
        s.line([hand, ((hand[0] + kx) / 2 + 30, (hand[1] + ky) / 2 + 40), (kx, ky)], "dark", 2.5)
        diamond_kite(
            s, kx, ky, 86, ("red", "yellow", "purple")[i // 2], ("yellow", "blue", "pink")[i // 2]
        )
    diamond_kite(s, 640, 220, 60, "green", "orange")
    diamond_kite(s, 300, 330, 46, "red", "white")
    s.line([(300, 700), (420, 690), (540, 720)], "dark", 3)
    for i, c in enumerate(("red", "white", "blue", "yellow")):
        s.fill(
            [(330 + i * 46, 697), (366 + i * 46, 699), (362 + i * 46, 750), (334 + i * 46, 748)], c
        )


def diamond_kite(s: Sheet, x: float, y: float, k: float, a: str, b: str) -> None:
    """A paper kite of half-width k in two colours, with a tail."""
    s.fill([(x, y - k * 1.1), (x + k, y), (x, y)], a)
    s.fill([(x, y - k * 1.1), (x - k, y), (x, y)], b)
    s.fill([(x, y + k * 1.2), (x + k, y), (x, y)], b)
    s.fill([(x, y + k * 1.2), (x - k, y), (x, y)], a)
    tail = [
        (x, y + k * 1.2),
        (x + k * 0.3, y + k * 1.6),
        (x - k * 0.1, y + k * 2),
        (x + k * 0.3, y + k * 2.4),
    ]
    s.line(tail, a, 4)
    for q in tail[1:]:
        for side in (-1, 1):
            s.fill(
                [
                    (q[0] + side * k * 0.2, q[1] - k * 0.1),
                    q,
                    (q[0] + side * k * 0.2, q[1] + k * 0.1),
                ],
                b,
            )


def rhododendrons(s: Sheet) -> None:
    """A walk through red trees below the snow."""
    heaven.sky(s, 320)
    heaven.mountains(s, [(140, 170), (380, 60), (610, 140), (860, 90)], 380)
    s.band(swell(360, -40, 5), 800, "hill")
    s.band(swell(480, 40, 4), 800, "meadow")
    s.fill(
        [
            (420, 800),
            (480, 640),
            (420, 540),
            (520, 440),
            (545, 440),
            (480, 540),
            (570, 640),
            (600, 800),
        ],
        "earth",
        curve=True,
    )
    for x, y, k in ((120, 560, 330), (300, 470, 220), (700, 480, 230), (880, 600, 380)):
        plants.tree(s, x, y, k)
        for _ in range(int(k / 14)):
            a, q = s.chance.uniform(0, 6.3), math.sqrt(s.chance.random())
            s.blob(
                x + 0.34 * k * q * math.cos(a),
                y - 0.68 * k + 0.28 * k * q * math.sin(a),
                k * 0.045,
                colour=s.chance.choice(("red", "pink", "red")),
            )
    for x, y, k, c in ((500, 700, 170, "blue"), (570, 720, 150, "yellow"), (450, 640, 120, "red")):
        person(s, x, y, k, c, skin=2, style="plaits" if c == "yellow" else "short")
        s.fill(box(x + k * 0.1, y - k * 0.3, k * 0.16, k * 0.26), "orange")


SCENES = {
    "prayer flags": Scene(prayer_flags, 780, 1000),
    "temple": Scene(temple, 780, 1000),
    "stupa": Scene(stupa, 1000, 820),
    "roof kites": Scene(roof_kites, 800, 1000),
    "rhododendrons": Scene(rhododendrons, 1000, 740),
}
