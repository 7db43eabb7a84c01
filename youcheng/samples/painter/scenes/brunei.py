"""Brunei: the water village, the mosque, the rainforest."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import swell
from youcheng.samples.painter.motifs import animals, boats, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def water_village(s: Sheet) -> None:
    """Coloured houses on stilts before the golden dome."""
    x: float
    heaven.sky(s, 340, low="warm")
    s.blob(720, 170, 70, colour="yellow")
    s.band(swell(320, -30, 6, 1), 420, "hill")
    buildings.mosque(s, 110, 390, 230)
    s.band(380, 850, "water")
    heaven.waves(s, 400, 740, 24)
    colours = ["red", "blue", "yellow", "green", "pink"]
    s.chance.shuffle(colours)
    for i, (x, y, w) in enumerate(
        ((380, 480, 140), (560, 505, 165), (780, 480, 170), (110, 600, 190))
    ):
        buildings.stilt_house(s, x, y, w, colours[i], ("roof", "brown")[i % 2])
    x = s.chance.uniform(420, 540)
    for i, c in enumerate(("yellow", "white", "green")):
        boats.crew(s, x + 110 + i * 75, 672, 24, c, skin=2)
    boats.hull(s, x, 655, 360, "red", 0.17)
    plants.palm(s, 940, 420, 250)
    plants.palm(s, 50, 430, 200, -0.08)


def golden_dome(s: Sheet) -> None:
    """Fireworks over the dome, and their light on the river."""
    x: float
    heaven.stars(s, 30, 400)
    for x, y, r, pair in (
        (190, 140, 110, ("yellow", "orange")),
        (800, 130, 125, ("pink", "white")),
        (490, 90, 80, ("#7FD0C8", "white")),
        (670, 250, 60, ("yellow", "red")),
    ):
        x += s.chance.uniform(-30, 30)
        for i in range(22):
            a = 2 * math.pi * i / 22
            s.line(
                [
                    (x + r * 0.2 * math.cos(a), y + r * 0.2 * math.sin(a)),
                    (x + r * math.cos(a), y + r * math.sin(a)),
                ],
                pair[i % 2],
                4.5,
            )
            s.blob(
                x + r * 1.1 * math.cos(a),
                y + r * 1.1 * math.sin(a),
                5,
                colour=pair[i % 2],
                steady=True,
            )
    s.glow(500, 400, 220, "gold", 0.35)
    buildings.mosque(s, 310, 480, 380)
    s.band(475, 760, "blue")
    for _ in range(int(40 + 30 * s.hand.detail)):
        at, depth = s.chance.gauss(500, 190), s.chance.uniform(492, 650)
        s.line(
            [(at - 30, depth), (at + 30, depth)],
            s.chance.choice(("gold", "white", "pink", "#7FD0C8")),
            6,
        )
    for i, x in enumerate((80, 170, 830, 920)):
        person(s, x, 690, 150, ("red", "yellow", "green", "purple")[i], skin=2, arms=(UP, UP))


def proboscis_monkey(s: Sheet) -> None:
    """A family of monkeys with great noses in the mangroves."""
    x: float
    heaven.sky(s, 700, "#CBE8C8")
    for _ in range(26):
        s.blob(
            s.chance.uniform(0, 780),
            s.chance.uniform(0, 330),
            s.chance.uniform(50, 90),
            s.chance.uniform(30, 60),
            s.chance.choice(("tree", "leaf", "meadow")),
            rot=s.chance.uniform(0, 3),
        )
    s.band(820, 1100, "water")
    for x in (120, 640):
        s.fill([(x - 40, 860), (x - 26, -30), (x + 26, -30), (x + 40, 860)], "trunk")
        for side in (-1, 1):
            for q in (60, 110):
                s.line([(x, 760), (x + side * q, 820), (x + side * (q + 14), 900)], "trunk", 13)
    for y0, y1 in ((470, 520), (740, 710)):
        s.line([(-20, y0), (260, y1 + 10), (520, y0 + 10), (800, y1)], "trunk", 24)
    animals.monkey(s, 370, 500, 300)
    animals.monkey(s, 190, 740, 190)
    animals.monkey(s, 530, 740, 220)
    for _ in range(14):
        x, y = s.chance.uniform(20, 760), s.chance.uniform(330, 900)
        s.fill(
            [(x, y), (x + 30, y - 18), (x + 64, y), (x + 30, y + 16)],
            s.chance.choice(("leaf", "tree")),
            curve=True,
        )
    heaven.waves(s, 850, 980, 12)


def hornbill(s: Sheet) -> None:
    """A hornbill among giant leaves and flowers."""
    s.band(-90, 900, "tree")
    for i in range(22):
        x, y = s.chance.uniform(0, 1000), s.chance.uniform(0, 860)
        turn, k = s.chance.uniform(0, 3.1), s.chance.uniform(90, 150)
        s.blob(x, y, k, k * 0.36, ("leaf", "meadow", "green", "grass")[i % 4], rot=turn)
        s.line(
            [
                (x - k * math.cos(turn), y - k * math.sin(turn)),
                (x + k * math.cos(turn), y + k * math.sin(turn)),
            ],
            "foam",
            3,
        )
    s.line([(-40, 640), (300, 600), (700, 640), (1040, 590)], "trunk", 34)
    x, y = s.chance.uniform(400, 470), 430
    s.fill(
        [(x - 40, y + 110), (x - 110, y + 380), (x - 50, y + 390), (x + 30, y + 140)],
        "white",
        curve=True,
    )
    s.blob(x, y + 40, 120, 150, "dark", rot=0.35)
    s.blob(x + 70, y + 120, 60, 70, "white", rot=0.3)
    s.blob(x + 70, y - 120, 86, colour="dark")
    s.fill(
        [
            (x + 120, y - 150),
            (x + 300, y - 110),
            (x + 360, y - 10),
            (x + 260, y - 70),
            (x + 120, y - 80),
        ],
        "yellow",
        curve=True,
    )
    s.fill(
        [
            (x + 90, y - 180),
            (x + 130, y - 250),
            (x + 260, y - 240),
            (x + 310, y - 190),
            (x + 220, y - 170),
            (x + 130, y - 145),
        ],
        "orange",
        curve=True,
    )
    s.blob(x + 88, y - 126, 22, colour="white")
    s.blob(x + 92, y - 126, 11, colour="red", steady=True)
    for dx in (-20, 30):
        s.line([(x + dx, y + 180), (x + dx + 6, y + 208)], "yellow", 13)
    for fx, fy, c in (
        (110, 150, "red"),
        (870, 700, "pink"),
        (160, 760, "yellow"),
        (880, 120, "orange"),
    ):
        plants.flower(s, fx, fy, 74, c, petals=5)


def sepak_takraw(s: Sheet) -> None:
    """Three friends kick a rattan ball under the palms."""
    x: float
    heaven.sky(s, 420)
    heaven.cloud(s, 330, 120, 50)
    s.band(swell(400, -16, 8), 480, "water")
    s.band(450, 800, "warm")
    plants.palm(s, 90, 520, 400)
    plants.palm(s, 900, 500, 330, -0.15)
    s.line([(500, 330), (500, 620)], "dark", 7)
    s.fill([(380, 340), (620, 340), (620, 420), (380, 420)], "white")
    for i in range(7):
        s.line([(390 + i * 36, 342), (390 + i * 36, 418)], "dark", 2.5, steady=True)
    for x, y, c, arms in (
        (250, 690, "red", (UP, OUT)),
        (700, 690, "blue", (OUT, UP)),
        (860, 660, "green", (UP, UP)),
        (120, 660, "yellow", (UP, UP)),
    ):
        person(s, x, y, s.chance.uniform(220, 260), c, skin=2 + int(x) % 2, arms=arms)
    x, y = s.chance.uniform(440, 560), 240
    s.blob(x, y, 50, colour="orange")
    for a in (0.3, 1.3, 2.3):
        s.line(
            [
                (x - 46 * math.cos(a), y - 46 * math.sin(a)),
                (x + 10, y + 10),
                (x + 46 * math.cos(a), y + 46 * math.sin(a)),
            ],
            "brown",
            5,
        )


SCENES = {
    "water village": Scene(water_village, 1000, 760),
    "golden dome": Scene(golden_dome, 1000, 690, night=True),
    "proboscis monkey": Scene(proboscis_monkey, 780, 1000),
    "hornbill": Scene(hornbill, 1000, 860),
    "sepak takraw": Scene(sepak_takraw, 1000, 740),
}
