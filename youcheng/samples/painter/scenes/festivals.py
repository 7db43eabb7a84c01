"""Jiangsu: boats, lanterns, lions, blossoms, cranes."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import box, swell
from youcheng.samples.painter.motifs import animals, boats, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import OUT, UP, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def dragon_boats(s: Sheet) -> None:
    """Two dragon boats race under flags."""
    x: float
    heaven.sky(s, 210, "warm")
    s.blob(790, 130, 66, colour="red")
    s.band(swell(190, -40, 7), 280, "hill")
    buildings.pagoda(s, 150, 220, 160, 5)
    s.band(245, 700, "water")
    for i in range(7):
        for j in range(12):
            x, y = -30.0 + j * 92 + (i % 2) * 46, 275.0 + i * 46
            s.line([(x, y), (x + 22, y - 16), (x + 44, y)], ("foam", "deep", "far")[(i + j) % 3], 4)
    boats.dragon_boat(s, s.chance.uniform(150, 300), 320, 560, "red", ("yellow", "white"))
    boats.dragon_boat(s, s.chance.uniform(50, 150), 460, 740, "green", ("red", "white", "blue"))
    for i in range(18):
        x, y = 20.0 + i * 56, 24 + 22 * math.sin(i * 0.6)
        s.fill([(x, y), (x + 38, y), (x + 19, y + 40)], ("red", "yellow", "green", "blue")[i % 4])


def lanterns(s: Sheet) -> None:
    """Red lanterns over the river, lotus lights on the water."""
    x: float
    heaven.moon(s, 590, 150, 66)
    for x, w in ((-40, 200), (560, 260)):
        buildings.river_house(s, x, 610, w, 160, lit=True)
    buildings.arch_bridge(s, 130, 600, 625, 120, water="night")
    s.band(620, 1100, "blue")
    heaven.waves(s, 640, 980, 20, "far")
    for x, y, k in (
        (100, 210, 56),
        (270, 130, 46),
        (205, 370, 62),
        (440, 280, 52),
        (390, 480, 42),
        (600, 400, 58),
        (700, 270, 42),
    ):
        x += s.chance.uniform(-20, 20)
        lantern(s, x, y + s.chance.uniform(-20, 20), k)
    for x, y in (
        (120, 740),
        (280, 830),
        (440, 760),
        (600, 850),
        (190, 930),
        (500, 950),
        (690, 760),
    ):
        s.glow(x, y, 52, "orange", 0.5)
        for a in (-0.9, -0.45, 0, 0.45, 0.9):
            s.fill(
                [
                    (x, y + 10),
                    (x + 46 * math.sin(a) - 12, y - 26 * math.cos(a)),
                    (x + 58 * math.sin(a), y - 42 * math.cos(a)),
                    (x + 46 * math.sin(a) + 12, y - 24 * math.cos(a)),
                ],
                "pink",
            )
        s.blob(x, y - 10, 9, 14, "#FFF0B8")
    for x, c in ((60, "yellow"), (160, "pink")):
        person(s, x, 985, 170, c, skin=0, skirt=True, style="bun")


def lantern(s: Sheet, x: float, y: float, k: float) -> None:
    """A hanging lantern of radius k."""
    s.line([(x, -20), (x, y - k)], "wood", 3, steady=True)
    s.glow(x, y, k * 1.3, "orange", 0.45)
    s.blob(x, y, k, k * 0.86, s.chance.choice(("red", "red", "orange")))
    for q in (-0.5, 0, 0.5):
        s.line(
            [(x + q * k * 0.7, y - k * 0.8), (x + q * k * 1.25, y), (x + q * k * 0.7, y + k * 0.8)],
            "gold",
            3.5,
        )
    for yy in (-0.9, 0.9):
        s.fill(
            [
                (x - k * 0.36, y + yy * k - 7),
                (x + k * 0.36, y + yy * k - 7),
                (x + k * 0.36, y + yy * k + 7),
                (x - k * 0.36, y + yy * k + 7),
            ],
            "gold",
        )
    for q in (-0.16, 0, 0.16):
        s.line([(x + q * k, y + k), (x + q * k, y + k * 1.6)], "gold", 4, steady=True)


def lion_dance(s: Sheet) -> None:
    """A lion with children's legs underneath."""
    s.band(-90, 620, "warm")
    s.band(610, 900, "earth")
    for i in range(7):
        s.line([(80 + i * 140, -10), (80 + i * 140, 60)], "wood", 3, steady=True)
        s.blob(80 + i * 140, 90, 34, 30, "red")
    x, y = 360, 380
    for lx in (430, 510, 640, 720):
        s.line([(lx, 560), (lx + s.chance.uniform(-20, 20), 690)], "yellow", 34)
        s.blob(lx + 4, 700, 32, 16, "red")
    s.fill(
        [
            (x + 40, 340),
            (560, 300),
            (760, 330),
            (850, 420),
            (830, 570),
            (700, 590),
            (500, 600),
            (x, 560),
        ],
        "red",
        curve=True,
    )
    for i in range(7):
        for j in range(3):
            s.blob(
                500 + i * 48 + (j % 2) * 22,
                400 + j * 62,
                20,
                colour=("yellow", "green", "orange")[(i + j) % 3],
            )
    s.line([(840, 420), (910, 330), (960, 360)], "yellow", 30)
    for i in range(16):
        a = 2 * math.pi * i / 16
        s.blob(
            x - 70 + 165 * math.cos(a), y + 160 * math.sin(a), 48, colour=("white", "orange")[i % 2]
        )
    s.blob(x - 70, y, 170, 162, "red")
    for side in (-1, 1):
        ex = x - 70 + side * 72
        s.blob(ex, y - 50, 46, 50, "white")
        s.blob(ex + 6, y - 44, 24, 28, "dark")
        s.line([(ex - 60, y - 100), (ex, y - 130), (ex + 60, y - 104)], "gold", 20)
    s.blob(x - 70, y + 20, 42, 32, "pink")
    s.fill(
        [
            (x - 180, y + 62),
            (x - 70, y + 86),
            (x + 40, y + 62),
            (x + 16, y + 130),
            (x - 70, y + 150),
            (x - 156, y + 130),
        ],
        "dark",
        curve=True,
    )
    for i in range(5):
        s.fill(box(x - 140 + i * 30, y + 98, 24, 22), "white")
    s.blob(x - 70, y - 140, 26, colour="blue")
    person(s, 90, 720, 230, "green", skin=0, arms=(UP, OUT))
    s.blob(60, 640, 66, 48, "red")


def plum_blossom(s: Sheet) -> None:
    """Two birds on a flowering branch."""
    s.band(-90, 800, "warm")
    s.blob(740, 170, 88, colour="yellow")
    limbs = (
        ([(-40, 640), (140, 490), (255, 460), (400, 330), (585, 290), (780, 175)], 36),
        ([(255, 460), (365, 490), (495, 460), (655, 500)], 17),
        ([(400, 330), (430, 230), (525, 145), (555, 70)], 15),
        ([(140, 490), (155, 370), (125, 255), (170, 155)], 16),
        ([(585, 290), (695, 325), (815, 305), (910, 345)], 11),
        ([(780, 175), (850, 115), (945, 100)], 9),
    )
    for points, width in limbs:
        s.line(points, "trunk", width)
    colour = s.chance.choice(("red", "pink"))
    for points, _ in limbs:
        for x, y in points[1:]:
            for _ in range(s.chance.choice((1, 2, 3))):
                plants.blossom(
                    s,
                    x + s.chance.uniform(-30, 30),
                    y + s.chance.uniform(-30, 30),
                    s.chance.uniform(17, 28),
                    colour,
                )
    for _ in range(16):
        s.blob(s.chance.uniform(0, 1000), s.chance.uniform(100, 680), 7, 5, colour)
    animals.small_bird(s, 300, 395, 120, "blue")
    animals.small_bird(s, 410, 400, 110, "orange", -1)


def crane(s: Sheet) -> None:
    """A crane in the reeds before a red sun."""
    s.band(-90, 520, "warm")
    s.blob(430, 190, 105, colour="red")
    for i in range(2):
        s.band(swell(470 + i * 70, -45, 5, i * 2), 700, "far")
    s.band(690, 1100, "water")
    heaven.waves(s, 760, 980, 14)
    for x0 in (300, 350):
        s.line([(x0, 640), (x0 - 6, 750), (x0 + 24, 890)], "dark", 9)
        s.line([(x0 - 14, 902), (x0 + 24, 890), (x0 + 62, 900)], "dark", 6)
    s.fill(
        [(190, 590), (260, 510), (360, 520), (430, 590), (370, 660), (260, 660)],
        "white",
        curve=True,
    )
    for k in range(7):
        s.line(
            [(370 + k * 6, 590 + k * 7), (440 + k * 6, 640 + k * 9), (480 + k * 3, 700 + k * 10)],
            "dark",
            17,
        )
    s.line([(235, 560), (180, 450), (232, 350), (214, 270)], "dark", 27)
    s.blob(205, 250, 32, 26, "white")
    s.fill([(180, 250), (90, 286), (182, 268)], "dark")
    s.blob(210, 230, 22, 13, "red")
    s.blob(196, 250, 5, colour="dark", steady=True)
    for x0 in (540, 570, 490, 600):
        h = s.chance.uniform(400, 620)
        s.line([(x0, 1010), (x0 - 16, 1000 - h * 0.5), (x0 - 56, 1000 - h)], "leaf", 7)
        for j in range(3):
            yy = 1000 - h * (0.3 + 0.2 * j)
            s.line([(x0 - 20, yy), (x0 - 76, yy - 40), (x0 - 120, yy - 8)], "leaf", 9)
        s.blob(x0 - 64, 985 - h, 14, 38, "wood", rot=-0.3)


SCENES = {
    "dragon boats": Scene(dragon_boats, 1000, 580),
    "lanterns": Scene(lanterns, 780, 1000, night=True),
    "lion dance": Scene(lion_dance, 1000, 760),
    "plum blossom": Scene(plum_blossom, 1000, 700),
    "crane": Scene(crane, 640, 1000),
}
