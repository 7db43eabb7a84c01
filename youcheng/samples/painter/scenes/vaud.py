"""Vaud: the lake, vineyards, cows, chalets, snow."""

from __future__ import annotations

import math
from collections.abc import Callable

from youcheng.samples.painter.geometry import swell
from youcheng.samples.painter.motifs import animals, boats, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def vineyard(s: Sheet) -> None:
    """Terraces of vines go down to the lake."""
    heaven.sky(s, 300)
    heaven.mountains(s, [(480, 180), (660, 110), (830, 160)], 300)
    s.band(300, 480, "water")
    for _ in range(10):
        x, y = s.chance.uniform(400, 980), s.chance.uniform(320, 400)
        s.line([(x, y), (x + 60, y + 2)], "foam", 4)
    boats.sail_boat(s, s.chance.uniform(720, 860), 380, 110, "yellow", "red")
    for i in range(6):
        y = 290 + i * 72

        slope = _slope(y)
        s.band(slope, _slope(y + 110), "grass" if i % 2 else "meadow")
        step = 46 - 12 * s.hand.detail
        for j in range(int(1000 / step)):
            x = j * step + s.chance.uniform(-4, 4)
            at = slope(x / 1000) + 36
            if at < 760:
                s.blob(x, at, 13 + i * 2, 16 + i * 2, s.chance.choice(("tree", "leaf")))
                s.blob(x + 3, at + 7, 5 + i, 6 + i, "purple", steady=True)
    buildings.house(s, 90, 330, 130, 80, "#F1DDB5", "#B5532F")
    person(s, 330, 660, 170, "red", skin=0, hat="yellow")
    person(s, 210, 620, 140, "blue", skin=1, style="long", skirt=True)


def _slope(level: float) -> Callable[[float], float]:
    """A terrace that falls from left to right."""
    return lambda t: level + 210 * float(max(t, 0) ** 1.25)


def cow(s: Sheet) -> None:
    """A great cow looks at us."""
    heaven.sky(s, 400)
    heaven.sun(s, 880, 110, 54)
    heaven.mountains(s, [(150, 170), (430, 110), (750, 220)], 430)
    s.band(swell(420, -50, 4, 2.4), 950, "grass")
    for x in (80, 170, 900):
        plants.fir(s, x, 450, s.chance.uniform(100, 150))
    buildings.chalet(s, 640, 470, 120)
    animals.cow(s, s.chance.uniform(400, 460), 760, 620)
    for _ in range(26):
        plants.flower(
            s,
            s.chance.uniform(0, 1000),
            s.chance.uniform(640, 820),
            14,
            s.chance.choice(("white", "yellow", "pink", "purple")),
            stem=24,
            petals=5,
        )


def steamer(s: Sheet) -> None:
    """A white steamer and swans on the lake."""
    heaven.sky(s, 280)
    heaven.cloud(s, 220, 100, 46)
    heaven.mountains(s, [(130, 170), (350, 110), (560, 180), (800, 90)], 300)
    s.band(290, 760, "water")
    heaven.waves(s, 320, 680, 24)
    boats.steamer(s, s.chance.uniform(200, 340), 430, 520)
    for x, y, k in ((130, 590, 1.2), (320, 640, 0.9), (850, 610, 1)):
        s.fill(
            [
                (x - 70 * k, y),
                (x - 50 * k, y - 40 * k),
                (x + 40 * k, y - 34 * k),
                (x + 60 * k, y),
                (x, y + 24 * k),
            ],
            "white",
            curve=True,
        )
        s.line(
            [
                (x + 46 * k, y - 16 * k),
                (x + 70 * k, y - 70 * k),
                (x + 44 * k, y - 104 * k),
                (x + 70 * k, y - 116 * k),
            ],
            "white",
            17 * k,
        )
        s.fill(
            [(x + 74 * k, y - 124 * k), (x + 106 * k, y - 110 * k), (x + 76 * k, y - 106 * k)],
            "orange",
        )
        s.blob(x + 68 * k, y - 119 * k, 4 * k, colour="dark", steady=True)
    for x in (90, 470, 700):
        heaven.bird(s, x, s.chance.uniform(60, 200), 30, "dark")


def sledges(s: Sheet) -> None:
    """Children sledge down between chalets."""
    heaven.sky(s, 360, "#A9C8E4")
    heaven.mountains(s, [(200, 120), (520, 60), (820, 150)], 380)
    s.band(lambda t: 330 + 230 * t, 900, "#F6F9FA")
    s.band(swell(560, 120, 3), 900, "#E4EEF4")
    buildings.chalet(s, 70, 400, 190)
    buildings.chalet(s, 330, 440, 130)
    for x, y in ((620, 520), (700, 560), (930, 600), (40, 560)):
        plants.fir(s, x, y, s.chance.uniform(140, 220), snow=True)
    for x, y, c in ((240, 540, "red"), (480, 640, "blue"), (740, 730, "yellow")):
        s.line([(x - 80, y - 10), (x + 70, y + 34), (x + 100, y + 20)], "brown", 10)
        s.line([(x - 76, y - 36), (x + 66, y + 6)], "wood", 14)
        person(s, x - 30, y - 10, 135, c, skin=s.chance.randrange(3), legs=False, arms=(UP, UP))
        person(
            s,
            x + 30,
            y + 12,
            120,
            s.chance.choice(("green", "purple", "orange")),
            skin=s.chance.randrange(3),
            legs=False,
            arms=(OUT, UP),
            style="plaits",
        )
    for _ in range(50):
        s.blob(
            s.chance.uniform(0, 1000),
            s.chance.uniform(0, 760),
            s.chance.uniform(2.5, 6),
            colour="white",
            steady=True,
        )


def alpine_horn(s: Sheet) -> None:
    """A long horn is blown, and flowers come out."""
    heaven.sky(s, 620)
    heaven.mountains(s, [(120, 330), (340, 200), (620, 300)], 640)
    s.band(swell(640, -30, 5), 1100, "grass")
    s.fill(
        [
            (190, 610),
            (210, 590),
            (480, 830),
            (600, 840),
            (640, 780),
            (700, 800),
            (680, 900),
            (600, 930),
            (460, 880),
        ],
        "wood",
        curve=True,
    )
    person(s, 160, 850, 330, "red", skin=0, hair=2, arms=(OUT, OUT), hat="dark")
    for i in range(9):
        a = -2.6 + i * 0.24
        q = s.chance.uniform(150, 400)
        plants.flower(
            s,
            660 + q * math.cos(a),
            780 + q * math.sin(a) * 1.1,
            s.chance.uniform(26, 46),
            s.chance.choice(("red", "yellow", "pink", "purple", "white", "orange")),
        )
    for x in (60, 330, 480):
        plants.flower(s, x, 930, 26, "white", stem=40)
    buildings.chalet(s, 560, 650, 110)


SCENES = {
    "vineyard": Scene(vineyard, 1000, 700),
    "cow": Scene(cow, 1000, 830),
    "steamer": Scene(steamer, 1000, 690),
    "sledges": Scene(sledges, 1000, 780),
    "alpine horn": Scene(alpine_horn, 780, 1000),
}
