"""What anybody may think up, anywhere."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import ellipse, swell
from youcheng.samples.painter.motifs import animals, boats, heaven, plants
from youcheng.samples.painter.scenes.friendship import BRIGHT
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def big_fish(s: Sheet) -> None:
    """A great fish of many small papers."""
    s.band(-90, 850, "water")
    for i in range(4):
        y = 130 + i * 160
        s.band(
            swell(y, 24, 12, i * 1.4),
            850,
            ("#238C99", "#1B7A8C", "#14586A", "#0F4757")[i],
        )
    x, y = 480, 370
    s.fill([(x - 220, y), (x - 380, y - 140), (x - 340, y), (x - 390, y + 150)], "red", curve=True)
    s.fill([(x - 50, y - 150), (x + 30, y - 250), (x + 140, y - 140)], "yellow", curve=True)
    s.fill([(x - 30, y + 150), (x + 10, y + 235), (x + 100, y + 140)], "yellow", curve=True)
    s.fill(
        [
            (x - 275, y),
            (x - 180, y - 120),
            (x, y - 172),
            (x + 180, y - 128),
            (x + 285, y - 8),
            (x + 195, y + 120),
            (x, y + 168),
            (x - 180, y + 120),
        ],
        "orange",
        curve=True,
    )
    scales = ("wall", "red", "yellow", "green", "white", "pink", "blue")
    for j in range(6):
        for i in range(8):
            sx, sy = x - 205 + i * 45 + (j % 2) * 22, y - 110 + j * 44
            if ((sx - x) / 245) ** 2 + ((sy - y) / 145) ** 2 < 0.92 and sx < x + 130:
                s.blob(sx, sy, 25, colour=scales[(i * 2 + j) % 7])
    s.blob(x + 205, y - 36, 37, colour="white")
    s.blob(x + 212, y - 34, 18, colour="dark", steady=True)
    s.line([(x + 272, y + 34), (x + 225, y + 58), (x + 192, y + 48)], "red", 9)
    for bx, by, r in ((820, 260, 24), (860, 190, 17), (835, 120, 30)):
        s.blob(bx, by, r, colour="foam")
    for bx, h, c in (
        (60, 330, "leaf"),
        (120, 240, "green"),
        (890, 300, "leaf"),
        (950, 220, "red"),
        (830, 190, "green"),
    ):
        s.line([(bx + 24 * math.sin(k * 1.1), 740 - h * k / 8) for k in range(9)], c, 24)
    for fx, fy, c in (
        (150, 170, "yellow"),
        (230, 240, "white"),
        (110, 270, "pink"),
        (700, 620, "yellow"),
    ):
        animals.fish(s, fx, fy, 90, c)


def mister_sun(s: Sheet) -> None:
    """The sun laughs at everybody."""
    s.band(-90, 1100, "sky")
    for i in range(20):
        a = 2 * math.pi * i / 20
        far = s.chance.uniform(380, 430) if i % 2 else s.chance.uniform(330, 370)
        s.fill(
            [
                (500 + 250 * math.cos(a - 0.11), 470 + 250 * math.sin(a - 0.11)),
                (500 + far * math.cos(a), 470 + far * math.sin(a)),
                (500 + 250 * math.cos(a + 0.11), 470 + 250 * math.sin(a + 0.11)),
            ],
            ("orange", "red")[i % 2],
        )
    s.blob(500, 470, 245, colour="sun")
    for side in (-1, 1):
        x = 500 + side * 92
        s.blob(500 + side * 135, 540, 50, 42, "pink")
        s.blob(x, 420, 42, 50, "white")
        s.blob(x + 6, 428, 23, 28, "dark", steady=True)
        s.blob(x + 13, 415, 8, colour="#FFFFFF", steady=True)
        s.line([(x - 46, 348), (x, 328), (x + 46, 346)], "brown", 12)
    s.line([(492, 460), (478, 510), (508, 516)], "orange", 11)
    s.fill(
        [(395, 555), (450, 622), (500, 637), (550, 622), (605, 555), (500, 583)],
        "#A92E2A",
        curve=True,
    )
    s.band(swell(890, 22, 14), 1100, "grass")
    for i in range(8):
        plants.flower(s, 60 + i * 125, 850 + s.chance.uniform(-20, 30), 42, BRIGHT[i % 7], stem=90)
    heaven.cloud(s, 130, 110, 46)
    heaven.cloud(s, 880, 100, 40)


def two_rivers(s: Sheet) -> None:
    """Waves of patterns with boats and fish."""
    colours = ["deep", "water", "far", "sky", "yellow", "orange", "green", "foam", "red"]
    s.chance.shuffle(colours)
    for i in range(9):
        y, high = -60.0 + i * 72, 28.0 + 7 * (i % 3)
        wave = swell(y, high, 5.5, i * 0.9)
        s.band(wave, swell(y + 130, high, 5.5, i * 0.9), colours[i], wave=2)
        for row in range(2):
            points = [(1000 * q / 16, wave(q / 16) + 22 + row * 24) for q in range(-1, 18)]
            if (i + row) % 2:
                s.line(points, "white" if row else "dark", 4)
            else:
                for px, py in points:
                    for q in (0, 31):
                        s.blob(px + q, py, 6, colour="white", steady=True)
    for x, depth, k, sail in (
        (260, 190, 125, "red"),
        (660, 280, 150, "yellow"),
        (840, 130, 100, "blue"),
    ):
        boats.sail_boat(s, x, depth, k, sail)
    for i in range(6):
        animals.fish(
            s, 110 + i * 155, 420 + 40 * math.sin(i * 1.3), 80, ("red", "orange", "white")[i % 3]
        )


def hand_flower(s: Sheet) -> None:
    """Painted hands make a flower."""
    s.band(-90, 1100, "white")
    s.line([(500, 990), (490, 800), (500, 620)], "leaf", 30)
    for side in (-1, 1):
        s.fill(
            [(500, 860), (500 + side * 140, 760), (500 + side * 220, 800), (500 + side * 120, 880)],
            "leaf",
            curve=True,
        )
    count = 7
    for i in range(count):
        a = -math.pi / 2 + 2 * math.pi * i / count
        _hand(s, 500 + 215 * math.cos(a), 400 + 215 * math.sin(a), a, BRIGHT[i])
    s.blob(500, 400, 105, colour="yellow")
    for side in (-1, 1):
        s.blob(500 + side * 36, 385, 11, 15, "dark", steady=True)
    s.line([(455, 430), (500, 465), (545, 430)], "red", 10)


def _hand(s: Sheet, x: float, y: float, turn: float, colour: str) -> None:
    """The print of a hand whose fingers point to an angle."""
    for spread, far, thick in (
        (-0.95, 84, 19),
        (-0.36, 132, 18),
        (-0.06, 142, 19),
        (0.24, 134, 18),
        (0.55, 110, 16),
    ):
        a = turn + spread
        s.line(
            [
                (x + 34 * math.cos(a), y + 34 * math.sin(a)),
                (x + far * math.cos(a), y + far * math.sin(a)),
            ],
            colour,
            thick * 1.7,
        )
    s.blob(x, y, 66, 60, colour, rot=turn)


def one_table(s: Sheet) -> None:
    """A round table from above, with everybody's favourite dish."""
    s.band(-90, 1100, "earth")
    count = 8
    for i in range(count):
        a = 2 * math.pi * i / count + 0.2
        x, y = 500 + 405 * math.cos(a), 500 + 405 * math.sin(a)
        s.blob(x, y, 95, 70, BRIGHT[i % 7], rot=a + 1.57)
        s.blob(x, y, 58, colour=("#2A211C", "#5B3620", "#C99A4C", "#1B1716")[i % 4])
        for side in (-1, 1):
            q = a + side * 0.2
            s.line(
                [
                    (x + side * 50 * math.sin(a), y - side * 50 * math.cos(a)),
                    (500 + 280 * math.cos(q), 500 + 280 * math.sin(q)),
                ],
                ("#F3CDA8", "#7D4D30", "#D09A68")[i % 3],
                24,
            )
    s.blob(500, 500, 320, colour="white")
    s.line(ellipse(500, 500, 300, 300, count=30), "red", 8)
    for i in range(7):
        a = 2 * math.pi * i / 7
        r = 0 if i == 6 else 190
        x, y = 500 + r * math.cos(a), 500 + r * math.sin(a)
        s.blob(x, y, 80, colour=("blue", "green", "wall")[i % 3])
        s.blob(x, y, 60, colour=("yellow", "orange", "red", "leaf", "brown", "pink", "gold")[i])
        for _ in range(7):
            s.blob(
                x + s.chance.uniform(-34, 34),
                y + s.chance.uniform(-34, 34),
                11,
                colour=s.chance.choice(("red", "green", "white", "yellow", "orange")),
            )
        if i % 3 == 0:
            for _ in range(5):
                u, v = s.chance.uniform(-40, 40), s.chance.uniform(-40, 40)
                s.line([(x + u, y + v), (x - v, y + u), (x - u, y - v)], "wall", 6)


SCENES = {
    "big fish": Scene(big_fish, 1000, 720),
    "mister sun": Scene(mister_sun, 1000, 1000),
    "two rivers": Scene(two_rivers, 1000, 540),
    "hand flower": Scene(hand_flower, 1000, 1000),
    "one table": Scene(one_table, 1000, 1000),
}
