"""Mogilev Region: storks, flax, forest, the Dnieper."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import box, swell
from youcheng.samples.painter.motifs import animals, boats, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def flax_field(s: Sheet) -> None:
    """A stork walks through blue flowers."""
    heaven.sky(s, 290, "warm")
    heaven.sun(s, 140, 110, 56, "orange")
    s.band(swell(210, -30, 6), 340, "hill")
    for i in range(11):
        plants.fir(s, 30 + i * 95 + s.chance.uniform(-20, 20), 320, s.chance.uniform(90, 150))
    s.band(310, 850, "#B9D2A0")
    for i in range(int(70 + 50 * s.hand.detail)):
        y = 350 + 400 * ((i + 1) / 120) ** 0.9
        r = 8 + (y - 340) / 28
        plants.flower(
            s,
            s.chance.uniform(0, 1000),
            y,
            r,
            s.chance.choice(("blue", "blue", "#6F8FD6", "purple")),
            stem=r * 1.6,
            petals=5,
        )
    animals.stork(s, s.chance.uniform(420, 640), 560, 330)


def winter_forest(s: Sheet) -> None:
    """A wooden house, a snowman and a child in the snow."""
    heaven.sky(s, 520, "#9DBAD6")
    s.blob(810, 140, 54, colour="#FBEFD0")
    for layer, (y, count, high, colour) in enumerate(
        ((440, 12, 190, "#7F9FB5"), (520, 9, 270, "#4F7A82"), (590, 7, 340, "tree"))
    ):
        for i in range(count):
            x = (i + 0.5 + s.chance.uniform(-0.2, 0.2)) * 1000 / count
            if layer < 2 or not 320 < x < 680:
                plants.fir(s, x, y, high * s.chance.uniform(0.8, 1.1), colour, snow=True)
        s.band(
            swell(y - 14, 16, 6, i),
            900,
            ("#D5E1EA", "#E4ECF1", "#F6F9FA")[layer],
        )
    buildings.house(s, 400, 640, 210, 120, "wood", "red", lit=True)
    for x, y, r in ((760, 680, 62), (760, 590, 44), (760, 525, 32)):
        s.blob(x, y, r, colour="white")
    s.fill(box(735, 505, 50, 44), "red")
    s.fill([(762, 524), (806, 534), (762, 536)], "orange")
    for q in ((749, 516), (772, 516), (760, 580), (760, 606)):
        s.blob(*q, 5, colour="dark", steady=True)
    person(s, 250, 730, 200, "red", skin=0, hair=4, arms=(OUT, UP))
    for _ in range(90):
        s.blob(
            s.chance.uniform(0, 1000),
            s.chance.uniform(0, 760),
            s.chance.uniform(2.5, 6),
            colour="white",
            steady=True,
        )


def stork_nest(s: Sheet) -> None:
    """Storks on a pole above the roofs of a village."""
    heaven.sky(s, 700)
    heaven.cloud(s, 160, 150, 58)
    heaven.cloud(s, 620, 260, 48)
    s.band(swell(720, -30, 4), 1100, "grass")
    buildings.house(s, 40, 830, 220, 150, "yellow", "brown")
    buildings.house(s, 500, 850, 230, 160, "blue", "red")
    s.line([(390, 930), (392, 360)], "wood", 24)
    for _ in range(24):
        a = s.chance.uniform(-0.4, 0.4)
        x, y = 390 + s.chance.uniform(-120, 120), 345 + s.chance.uniform(-16, 26)
        s.line([(x - 60 * math.cos(a), y - 40 * a), (x + 60 * math.cos(a), y + 40 * a)], "brown", 7)
    animals.stork(s, 350, 340, 290)
    for dx in (0, 56, 105):
        s.blob(430 + dx * 0.8, 308, 25, colour="white")
        s.fill([(446 + dx * 0.8, 292), (436 + dx * 0.8, 256), (424 + dx * 0.8, 292)], "orange")
        s.blob(430 + dx * 0.8, 302, 4, colour="dark", steady=True)
    for i in range(14):
        x = 20 + i * 58
        s.fill([(x, 960), (x, 890), (x + 16, 870), (x + 32, 890), (x + 32, 960)], "white")
    for x in (60, 160, 300, 480, 600, 720):
        plants.flower(
            s,
            x,
            900 - s.chance.uniform(0, 40),
            34,
            s.chance.choice(("yellow", "red", "pink", "purple")),
            stem=80,
        )


def dnieper(s: Sheet) -> None:
    """Grandfather and grandchild fish from a boat."""
    heaven.sky(s, 250, low="warm")
    s.band(swell(230, -50, 4.2, 0.6), 340, "hill")
    for i in range(9):
        plants.tree(
            s,
            40 + i * 118 + s.chance.uniform(-20, 20),
            280 - 20 * math.sin(i),
            s.chance.uniform(80, 130),
            s.chance.choice(("tree", "leaf")),
        )
    buildings.house(s, 650, 270, 80, 55, "wood", "red")
    s.band(300, 800, "water")
    heaven.waves(s, 330, 640, 22)
    left, _ = person(
        s, 400, 520, 220, "green", skin=0, hair=0, legs=False, arms=(OUT, OUT), hat="wood"
    )
    _, b = person(s, 590, 520, 165, "red", skin=0, hair=4, legs=False, arms=(OUT, UP))
    boats.hull(s, 270, 490, 450, "brown", 0.17)
    for (x, y), far in ((left, -1), (b, 1)):
        s.line([(x, y), (x + far * 150, y - 130)], "wood", 6)
        s.line([(x + far * 150, y - 130), (x + far * 175, 600)], "dark", 2.5, steady=True)
        s.blob(x + far * 175, 602, 10, 13, "red")
    for x, y, c in ((180, 660, "orange"), (480, 650, "far"), (800, 670, "yellow")):
        animals.fish(s, x, y, s.chance.uniform(90, 130), c)
    for i in range(7):
        x = 900 + i * 16
        s.line([(x, 720), (x - 6, 500 - 14 * (i % 3))], "leaf", 6)
        s.blob(x - 6, 490 - 14 * (i % 3), 9, 34, "brown")


def hedgehog_wood(s: Sheet) -> None:
    """Hedgehogs carry apples among giant mushrooms."""
    heaven.sky(s, 500, "warm")
    for x in (60, 190, 330, 690, 820, 950):
        s.fill(
            [(x - 26, 560), (x - 18, -40), (x + 18, -40), (x + 26, 560)],
            "white" if x % 20 == 10 else "trunk",
        )
        for j in range(9):
            y = 30 + j * 60 + s.chance.uniform(-12, 12)
            s.line([(x - 14, y), (x + s.chance.uniform(-4, 12), y + 4)], "dark", 6)
    s.band(swell(520, -24, 7), 900, "meadow")
    for x, y, k, c in ((490, 620, 330, "red"), (780, 690, 190, "orange"), (200, 690, 170, "brown")):
        s.fill(
            [
                (x - k * 0.14, y),
                (x - k * 0.1, y - k * 0.5),
                (x + k * 0.1, y - k * 0.5),
                (x + k * 0.14, y),
            ],
            "wall",
        )
        s.fill(
            [
                (x - k * 0.5, y - k * 0.45),
                (x - k * 0.36, y - k * 0.85),
                (x, y - k),
                (x + k * 0.36, y - k * 0.85),
                (x + k * 0.5, y - k * 0.45),
                (x, y - k * 0.38),
            ],
            c,
            curve=True,
        )
        for dx, dy in ((-0.28, -0.62), (0, -0.82), (0.26, -0.6), (0.02, -0.55)):
            s.blob(x + dx * k, y + dy * k, k * 0.065, k * 0.05, "white")
    for x, y, k in ((280, 720, 240), (590, 730, 160), (780, 740, 120)):
        animals.hedgehog(s, x, y, k)
        s.blob(x - k * 0.08, y - k * 0.5, k * 0.12, colour="red")
        s.line([(x - k * 0.08, y - k * 0.6), (x - k * 0.04, y - k * 0.7)], "brown", 4)
    for _ in range(26):
        s.blob(
            s.chance.uniform(0, 1000),
            s.chance.uniform(560, 780),
            14,
            7,
            s.chance.choice(("yellow", "orange", "red")),
            rot=s.chance.uniform(0, 3),
        )


def wreath(s: Sheet) -> None:
    """A girl with a wreath of cornflowers and wheat, seen close."""
    s.band(-90, 1100, "sky")
    s.band(swell(700, -20, 8), 1100, "gold")
    for _ in range(50):
        x = s.chance.uniform(0, 780)
        s.line(
            [(x, 1010), (x + s.chance.uniform(-14, 14), s.chance.uniform(640, 760))], "yellow", 6
        )
    hair = s.chance.choice(("#D9B45C", "#8A5A2E", "#C9853A"))
    s.fill(
        [(200, 420), (230, 230), (390, 160), (550, 230), (580, 420), (600, 800), (180, 800)],
        hair,
        curve=True,
    )
    s.fill(
        [(170, 1010), (210, 800), (330, 730), (450, 730), (570, 800), (610, 1010)],
        "white",
        curve=True,
    )
    for i in range(9):
        for j in (0, 1):
            s.fill(
                [
                    (250 + i * 34, 870 + j * 40),
                    (267 + i * 34, 850 + j * 40),
                    (284 + i * 34, 870 + j * 40),
                    (267 + i * 34, 890 + j * 40),
                ],
                "red",
            )
    s.fill([(340, 640), (440, 640), (450, 770), (330, 770)], "#EDBE93")
    s.blob(390, 470, 165, 200, "#F3CDA8")
    for side in (-1, 1):
        x = 390 + side * 68
        s.blob(x, 450, 34, 24, "#FFFFFF", steady=True)
        s.blob(x, 450, 18, 20, "blue", steady=True)
        s.blob(x, 450, 8, colour="dark", steady=True)
        s.line([(x - 36, 404), (x, 392), (x + 36, 404)], "brown", 7)
        s.blob(390 + side * 105, 540, 34, 26, "pink", steady=True)
    s.line([(390, 470), (376, 535), (400, 542)], "#B97A56", 6)
    s.fill([(335, 592), (390, 600), (445, 592), (390, 628)], "red", curve=True)
    s.fill(
        [
            (225, 400),
            (262, 300),
            (390, 262),
            (520, 300),
            (556, 400),
            (470, 330),
            (390, 318),
            (300, 335),
        ],
        hair,
        curve=True,
    )
    for i in range(11):
        a = math.pi + math.pi * i / 10
        x, y = 390 + 195 * math.cos(a), 350 + 150 * math.sin(a)
        for q in (-0.4, 0.3):
            s.blob(x + 30 * math.cos(a + q), y + 30 * math.sin(a + q), 26, 11, "leaf", rot=a + q)
        plants.flower(
            s,
            x,
            y,
            40 if i % 2 else 30,
            "blue" if i % 3 else "red",
            petals=7,
            heart="purple" if i % 3 else "yellow",
        )


SCENES = {
    "flax field": Scene(flax_field, 1000, 740),
    "winter forest": Scene(winter_forest, 1000, 780),
    "stork nest": Scene(stork_nest, 780, 1000),
    "dnieper": Scene(dnieper, 1000, 720),
    "hedgehog wood": Scene(hedgehog_wood, 1000, 800),
    "wreath": Scene(wreath, 780, 1000),
}
