"""Jiangsu: canals, gardens, bridges."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, box, ellipse, swell
from youcheng.samples.painter.motifs import boats, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def water_town(s: Sheet) -> None:
    """White houses, a round bridge, a boat with a red umbrella."""
    x: float
    heaven.sky(s, 300)
    s.band(swell(190, -50, 5, s.height), 420, "far")
    s.band(470, 800, "water")
    for x, w, h in ((-20, 130, 150), (105, 110, 190), (760, 120, 180), (870, 150, 140)):
        buildings.river_house(s, x, 480, w, h)
    buildings.arch_bridge(s, 240, 740, 490, 150)
    person(s, s.chance.uniform(430, 540), 318, 90, "red", hat="yellow", skin=0)
    heaven.waves(s, 500, 700, 18)
    x = s.chance.uniform(330, 520)
    boats.hull(s, x, 610, 250, "wood", 0.12)
    s.fill([(x + 50, 615), (x + 70, 560), (x + 150, 560), (x + 170, 615)], "brown")
    person(s, x + 205, 618, 120, "blue", arms=(UP, UP), skin=1)
    s.fill([*arc(x + 205, 505, 62, 48, math.pi, 2 * math.pi, 9)], "red")
    plants.willow(s, 930, -10, 260)
    plants.willow(s, 60, -10, 150)


def garden_gate(s: Sheet) -> None:
    """Through a moon gate one sees a rock, bamboo and a pond with carp."""
    s.band(-90, 880, "wall")
    s.fill(ellipse(500, 430, 300, 300, count=24), "sky", curve=True)
    s.fill(arc(500, 430, 297, 297, 0.35, math.pi - 0.35, 20), "water", curve=False)
    s.fill(
        [(330, 540), (360, 400), (400, 330), (430, 420), (470, 300), (520, 420), (540, 540)],
        "stone",
        curve=True,
    )
    for hole in ((400, 440), (465, 400), (480, 490)):
        s.blob(*hole, 20, 28, "grey")
    for x in (600, 640, 690):
        plants.bamboo(s, x, 560, s.chance.uniform(270, 360))
    for x, y, c in ((400, 620, "orange"), (520, 660, "red"), (590, 600, "white")):
        boats_fish(s, x, y, c)
    for x, y in ((450, 590), (640, 640), (340, 590)):
        s.blob(x, y, 36, 13, "leaf")
        plants.flower(s, x, y - 10, 17, "pink")
    s.line(
        ellipse(500, 430, 304, 304, count=40)[:40] + ellipse(500, 430, 304, 304, count=40)[:1],
        "roof",
        16,
        steady=True,
    )
    for i in range(12):
        x = -60 + i * 100
        s.fill([(x, 70), (x + 50, 20), (x + 100, 70), (x + 100, 95), (x, 95)], "roof")
    person(s, 130, 830, 280, "red", skin=0, style="plaits", skirt=True)
    person(s, 880, 830, 250, "blue", skin=1)


def boats_fish(s: Sheet, x: float, y: float, colour: str) -> None:
    """A carp seen from above."""
    s.fill([(x - 30, y), (x - 62, y - 18), (x - 56, y + 18)], colour)
    s.blob(x, y, 38, 15, colour)


def umbrella_bridge(s: Sheet) -> None:
    """Coloured umbrellas cross a bridge in the rain."""
    x: float
    heaven.sky(s, 560, "#A9C0CC")
    for x, h, w in ((20, 250, 120), (150, 330, 90), (520, 310, 110), (630, 240, 140)):
        s.fill(box(x, 560, w, h), "far")
        for j in range(4):
            s.fill(box(x + w * 0.3, 540 - j * 55, w * 0.16, 26), "yellow")
    s.band(600, 1100, "water")
    buildings.arch_bridge(s, -70, 850, 640, 170, holes=3, thick=60)
    colours = ["red", "yellow", "blue", "pink", "green", "orange"]
    s.chance.shuffle(colours)
    for i, colour in enumerate(colours):
        x = 70 + i * 128
        t = (x + 70) / 920
        y = 640 - 170 * math.sin(math.pi * t) ** 0.9 - 62
        k = s.chance.uniform(105, 150)
        person(s, x, y, k, ["dark", "brown", "purple"][i % 3], skin=i % 2, arms=(UP, UP))
        top = y - k * 0.86
        s.fill([*arc(x, top, k * 0.6, k * 0.5, math.pi, 2 * math.pi, 11)], colour)
        s.line([(x, top - k * 0.5), (x, top - k * 0.6)], "dark", 5)
        for j in range(4):
            yy = 690 + j * 66 + s.chance.uniform(-10, 10)
            s.line([(x - 34, yy), (x, yy - 5), (x + 34, yy)], colour, 13 - 2 * j)
    for _ in range(50):
        x, y = s.chance.uniform(0, 740), s.chance.uniform(0, 640)
        s.line([(x, y), (x - 8, y + 30)], "foam", 3, steady=True)


def yangtze_bridge(s: Sheet) -> None:
    """A train and cars on the great bridge, ships beneath."""
    x: float
    heaven.sky(s, 330, low="warm")
    heaven.sun(s, 840, 110, 55)
    s.band(swell(300, -26, 9), 420, "hill")
    s.band(400, 700, "water")
    heaven.waves(s, 430, 640, 20)
    for x in (210, 700):
        s.fill(box(x, 520, 54, 400), "stone")
        s.fill(box(x - 12, 130, 78, 28), "red")
        for i in range(7):
            for side in (-1, 1):
                s.line(
                    [(x + 27, 140), (x + 27 + side * (60 + i * 36), 262)], "dark", 3, steady=True
                )
    s.fill([(-90, 262), (1090, 262), (1090, 290), (-90, 290)], "red")
    s.fill([(-90, 345), (1090, 345), (1090, 368), (-90, 368)], "stone")
    for i in range(24):
        x = -80 + i * 48
        s.line([(x, 290), (x + 24, 345), (x + 48, 290)], "red", 6, curve=False, steady=True)
    start = s.chance.uniform(60, 300)
    for i in range(5):
        x = start + i * 106
        s.fill(
            [(x, 344), (x, 304), (x + 98, 304), (x + (120 if i == 4 else 98), 344)],
            "green" if i % 2 else "blue",
        )
        for q in (14, 42, 70):
            s.fill(box(x + q, 328, 17, 15), "yellow")
    for i, c in enumerate(("red", "yellow", "blue", "white", "green", "orange")):
        x = 20 + i * 165 + s.chance.uniform(-20, 20)
        s.fill(
            [(x, 258), (x + 4, 240), (x + 18, 226), (x + 48, 226), (x + 62, 242), (x + 68, 258)], c
        )
        for q in (14, 52):
            s.blob(x + q, 259, 8, colour="dark")
    for x, y, c in ((90, 520, "brown"), (560, 590, "green")):
        s.fill([(x, y), (x + 300, y), (x + 260, y + 52), (x + 40, y + 52)], c)
        s.fill(box(x + 190, y, 70, 56), "white")
        for j, load in enumerate(("orange", "blue", "yellow")):
            s.fill(box(x + 40 + j * 48, y, 42, 34), load)
    person(s, 900, 690, 180, "orange", skin=0, arms=(UP, UP), style="plaits")


def tea_garden(s: Sheet) -> None:
    """Rows of tea, baskets, straw hats."""
    heaven.sky(s, 260)
    heaven.mountains(s, [(160, 150), (430, 90), (760, 130)], 280, "hill", snow=False)
    for i in range(6):
        y = 270 + i * 82
        s.band(
            swell(y, 30, 4, i),
            swell(y + 110, 30, 4, i),
            "grass" if i % 2 else "meadow",
        )
        for j in range(16):
            t = j / 15
            s.blob(
                t * 1000,
                y + 34 + 30 * math.sin(t * 4 + i),
                38 + i * 3,
                22 + i * 3,
                "tree" if (i + j) % 3 else "leaf",
            )
        if i in (1, 3, 5):
            for x in (s.chance.uniform(120, 380), s.chance.uniform(560, 860)):
                k = 110 + i * 26
                person(
                    s,
                    x,
                    y + 70,
                    k,
                    s.chance.choice(("red", "pink", "blue", "yellow")),
                    skin=0,
                    hat="gold",
                    legs=False,
                )
                s.fill(
                    [
                        (x + k * 0.22, y + 70),
                        (x + k * 0.18, y + 70 - k * 0.24),
                        (x + k * 0.5, y + 70 - k * 0.24),
                        (x + k * 0.46, y + 70),
                    ],
                    "wood",
                )


SCENES = {
    "water town": Scene(water_town, 1000, 720),
    "garden gate": Scene(garden_gate, 1000, 860),
    "umbrella bridge": Scene(umbrella_bridge, 780, 1000),
    "yangtze bridge": Scene(yangtze_bridge, 1000, 680),
    "tea garden": Scene(tea_garden, 1000, 740),
}
