"""Pointe-Noire: the ocean, pirogues, the market, drums, the mango tree."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, box, swell
from youcheng.samples.painter.motifs import animals, boats, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def pirogues(s: Sheet) -> None:
    """Fishermen come home when the sun goes down."""
    for i, colour in enumerate(("red", "#E0663C", "orange", "#F6B04C", "yellow")):
        s.band(swell(-40 + i * 62, 9, 6, i), 340, colour)
    s.blob(500, 285, 90, colour="#FFF0B8")
    s.band(300, 760, "water")
    for i in range(11):
        y, w = 315 + i * 26, 48 + i * 7
        s.line([(500 - w + s.chance.uniform(-20, 20), y), (500 + w, y + 2)], "#F9C25C", 7)
    heaven.waves(s, 320, 600, 26, "deep")
    for x, y, w, c in ((110, 400, 260, "red"), (620, 430, 300, "green"), (280, 530, 330, "gold")):
        boats.pirogue(s, x + s.chance.uniform(-30, 30), y, w, c, ("yellow", "white", "red"))
    for _ in range(6):
        heaven.bird(s, s.chance.uniform(100, 900), s.chance.uniform(50, 170), 26)


def mango_tree(s: Sheet) -> None:
    """Birds, mangoes and children at one tree."""
    heaven.sky(s, 740, "warm")
    s.band(swell(740, -20, 5), 1100, "earth")
    s.fill(
        [
            (340, 840),
            (365, 600),
            (310, 470),
            (345, 450),
            (395, 560),
            (440, 440),
            (480, 460),
            (435, 600),
            (465, 840),
        ],
        "trunk",
        curve=True,
    )
    for dx, dy, q in (
        (-210, -70, 125),
        (-100, -180, 140),
        (50, -225, 150),
        (190, -165, 135),
        (240, -40, 115),
        (0, -90, 155),
        (120, -40, 125),
        (-130, -20, 110),
    ):
        s.blob(400 + dx, 400 + dy, q, q * 0.85, s.chance.choice(("tree", "leaf", "meadow")))
    for _ in range(int(20 + 50 * s.hand.detail)):
        a, r = s.chance.uniform(0, 6.3), math.sqrt(s.chance.random())
        s.blob(
            410 + 310 * r * math.cos(a),
            310 + 190 * r * math.sin(a),
            18,
            8,
            s.chance.choice(("tree", "grass")),
            rot=a,
        )
    for _ in range(18):
        a, r = s.chance.uniform(0, 6.3), math.sqrt(s.chance.random())
        s.blob(
            410 + 290 * r * math.cos(a),
            320 + 180 * r * math.sin(a),
            16,
            21,
            s.chance.choice(("orange", "yellow", "red")),
        )
    for x, y, c in ((250, 210, "red"), (560, 240, "blue"), (440, 140, "yellow")):
        animals.small_bird(s, x, y, 90, c, s.chance.choice((1, -1)))
    for i, x in enumerate((120, 240, 560, 680)):
        person(
            s,
            x,
            930 + s.chance.uniform(-14, 30),
            s.chance.uniform(170, 210),
            ("blue", "pink", "yellow", "green")[i],
            skin=4 + i % 2,
            arms=((OUT, OUT), (UP, UP))[i % 2],
            skirt=i % 2 == 1,
            style=("curls", "bun")[i % 2],
        )


def market(s: Sheet) -> None:
    """Fruit, cloth and baskets under coloured umbrellas."""
    s.band(-90, 330, "warm")
    s.band(320, 900, "earth")
    for i, x in enumerate((120, 400, 690, 930)):
        c = ("red", "blue", "green", "orange")[i]
        y = 230 + 26 * (i % 2)
        s.line([(x, y - 70), (x, 560)], "brown", 9)
        s.fill([*arc(x, y, 150, 96, math.pi, 2 * math.pi, 12)], c)
        for q in (-0.5, 0.5):
            s.fill([(x, y - 94), (x + q * 90 - 26, y), (x + q * 90 + 26, y)], "white")
        s.fill(box(x - 115, 560, 230, 92), "wood")
        heap = ("orange", "red", "yellow", "green", "purple")
        for r in range(3):
            for j in range(6 - r):
                s.blob(x - 88 + r * 17 + j * 35, 456 - r * 24, 19, colour=heap[(i + r) % 5])
    for i, (x, y, k) in enumerate(((250, 690, 300), (540, 720, 330), (820, 690, 290))):
        c = ("purple", "yellow", "pink")[i]
        person(
            s,
            x,
            y,
            k,
            c,
            skin=4 + i % 2,
            skirt=True,
            style="bun",
            arms=((OUT, UP), (UP, UP), (UP, OUT))[i],
        )
        top = y - k * 1.05
        s.fill(
            [
                (x - k * 0.26, top - k * 0.08),
                (x + k * 0.26, top - k * 0.08),
                (x + k * 0.18, top + k * 0.08),
                (x - k * 0.18, top + k * 0.08),
            ],
            "brown",
        )
        for j in range(4):
            s.blob(
                x - k * 0.16 + j * k * 0.105,
                top - k * 0.12,
                k * 0.07,
                colour=("orange", "red", "yellow", "green")[(i + j) % 4],
            )
        for j in range(4):
            s.blob(
                x + (j - 1.5) * k * 0.09,
                y - k * 0.3,
                k * 0.03,
                colour=("white", "red", "green")[j % 3],
            )


def drums(s: Sheet) -> None:
    """Drums at night round a fire."""
    heaven.stars(s, 50, 380)
    heaven.moon(s, 830, 120, 58)
    s.band(swell(520, -18, 7), 900, "brown")
    plants.palm(s, 70, 540, 400)
    plants.palm(s, 930, 540, 340, -0.14)
    s.glow(500, 560, 260, "orange", 0.6)
    for i in range(7):
        a = -0.6 + i * 0.2
        s.fill(
            [
                (500 + 26 * (i - 3) - 24, 620),
                (500 + 120 * a, 430 + 30 * abs(i - 3)),
                (500 + 26 * (i - 3) + 24, 620),
            ],
            ("red", "orange", "yellow")[i % 3],
            curve=True,
        )
    for q in (-1, 1):
        s.line([(500 - q * 90, 640), (500 + q * 90, 610)], "trunk", 20)
    for i, (x, y) in enumerate(((190, 690), (340, 740), (660, 740), (810, 690))):
        c = ("yellow", "red", "green", "blue")[i]
        person(s, x, y - 30, 250, c, skin=4 + i % 2, arms=((0.3, -0.1), (0.26, 0.2)), style="curls")
        s.fill([(x - 62, y - 90), (x + 62, y - 90), (x + 40, y + 40), (x - 40, y + 40)], "wood")
        s.blob(x, y - 90, 64, 20, "wall")
        for j in range(5):
            s.fill(
                [(x - 50 + j * 21, y - 40), (x - 40 + j * 21, y - 62), (x - 30 + j * 21, y - 40)],
                ("red", "yellow", "green")[j % 3],
            )


def beach_football(s: Sheet) -> None:
    """Football on the beach."""
    x: float
    heaven.sky(s, 250)
    heaven.sun(s, 130, 110, 58)
    s.band(240, 400, "water")
    heaven.waves(s, 270, 380, 16)
    s.band(swell(390, -14, 7), 900, "warm")
    plants.palm(s, 930, 440, 360, -0.12)
    boats.pirogue(s, 560, 320, 190, "red", ("yellow", "blue"))
    for x in (90, 300):
        s.line([(x, 480), (x, 330)], "white", 9)
    s.line([(90, 330), (300, 330)], "white", 9)
    for i in range(6):
        s.line([(100 + i * 38, 334), (100 + i * 38, 478)], "white", 2.5, steady=True)
    for i, (x, y) in enumerate(((200, 520), (420, 640), (640, 590), (810, 700), (530, 500))):
        k = 130 + (y - 480) * 0.5
        person(
            s,
            x + s.chance.uniform(-20, 20),
            y,
            k,
            ("yellow", "red", "green", "red", "green")[i],
            skin=4 + i % 2,
            arms=((UP, UP), (OUT, UP), (UP, OUT))[i % 3],
            style="curls",
            trousers="white",
        )
    x = s.chance.uniform(500, 560)
    s.blob(x, 690, 34, colour="white")
    for a in range(5):
        s.blob(x + 19 * math.cos(a * 1.26), 690 + 19 * math.sin(a * 1.26), 8, colour="dark")


def whale(s: Sheet) -> None:
    """A whale greets a boat."""
    heaven.sky(s, 300, low="warm")
    s.band(290, 900, "water")
    for y in (340, 450, 560, 680):
        s.band(
            swell(y, 16, 18, y),
            swell(y + 44, 16, 18, y),
            "deep" if y % 20 else "foam",
        )
    s.fill(
        [
            (120, 520),
            (200, 350),
            (420, 280),
            (640, 360),
            (760, 480),
            (860, 400),
            (900, 290),
            (960, 340),
            (940, 450),
            (830, 600),
            (560, 660),
            (260, 640),
        ],
        "blue",
        curve=True,
    )
    s.fill(
        [(130, 540), (300, 560), (560, 590), (700, 570), (560, 655), (260, 638)], "foam", curve=True
    )
    for i in range(5):
        s.line([(200 + i * 80, 572 + i * 6), (230 + i * 80, 625)], "far", 4)
    s.blob(270, 450, 32, colour="white")
    s.blob(276, 454, 16, colour="dark", steady=True)
    s.line([(140, 530), (220, 556), (300, 530)], "dark", 8)
    for side in (-1, 0, 1):
        s.line(
            [(420, 280), (420 + side * 40, 190), (420 + side * 110, 150), (420 + side * 140, 200)],
            "foam",
            13,
        )
    boats.pirogue(s, 560, 690, 330, "red", ("yellow", "green", "white"))


SCENES = {
    "pirogues": Scene(pirogues, 1000, 640),
    "mango tree": Scene(mango_tree, 800, 1000),
    "market": Scene(market, 1000, 760),
    "drums": Scene(drums, 1000, 780, night=True),
    "beach football": Scene(beach_football, 1000, 740),
    "whale": Scene(whale, 1000, 780),
}
