"""Days that anybody remembers: by bicycle, with the family, to the stars."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import ellipse, swell
from youcheng.samples.painter.motifs import buildings, heaven, plants
from youcheng.samples.painter.motifs.people import DOWN, OUT, UP, WAVE, person
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def bicycles(s: Sheet) -> None:
    """A family on bicycles along the dyke."""
    heaven.sky(s, 330)
    heaven.sun(s, 130, 110, 54)
    for x in (420, 760):
        heaven.cloud(s, x, 110, s.chance.uniform(34, 50))
    s.band(swell(330, -20, 6), 480, "hill")
    for i in range(7):
        plants.tree(s, 60 + i * 150, 400, s.chance.uniform(130, 180), ("tree", "leaf")[i % 2])
    s.band(390, 600, "yellow")
    for _ in range(60):
        place = s.chance.uniform(0, 1000), s.chance.uniform(410, 520)
        s.blob(*place, 9, colour=s.chance.choice(("yellow", "gold", "leaf")), steady=True)
    s.band(535, 900, "earth")
    s.band(680, 900, "water")
    for i, (x, k, c) in enumerate(
        ((190, 1.15, "blue"), (470, 1.0, "red"), (700, 0.75, "green"), (880, 0.6, "pink"))
    ):
        y, r = 650.0, 58 * k
        for wx in (x - 78 * k, x + 78 * k):
            s.line([*ellipse(wx, y - r, r, r, count=16), (wx + r, y - r)], "dark", 7 * k)
            for a in (0.3, 1.35, 2.4):
                u, v = r * math.cos(a), r * math.sin(a)
                s.line([(wx - u, y - r - v), (wx + u, y - r + v)], "grey", 2.5, steady=True)
        seat, bar = (x - 30 * k, y - 130 * k), (x + 62 * k, y - 150 * k)
        s.line([(x - 78 * k, y - r), seat, (x, y - r), (x - 78 * k, y - r)], c, 8 * k, curve=False)
        s.line([(x, y - r), bar, (x + 78 * k, y - r)], c, 8 * k, curve=False)
        s.line([seat, (x + 30 * k, y - 84 * k), (x + 8 * k, y - 40 * k)], "blue", 20 * k)
        style = ("short", "long", "short", "plaits")[i]
        person(
            s, x - 20 * k, y - 118 * k, 190 * k, c, skin=0, legs=False, arms=(OUT, OUT), style=style
        )


def family(s: Sheet) -> None:
    """Everybody in front of the house, from the tallest to the cat."""
    heaven.sky(s, 430)
    heaven.sun(s, 880, 110, 56)
    plants.palm(s, 110, 560, 430)
    buildings.stilt_house(s, 330, 560, 380, s.chance.choice(("yellow", "blue", "pink")), "red")
    s.band(swell(550, 12, 7), 900, "grass")
    ages = (
        (130, 330, "green"),
        (290, 310, "pink"),
        (450, 240, "yellow"),
        (590, 280, "purple"),
        (720, 190, "red"),
        (830, 140, "orange"),
    )
    for i, (x, k, c) in enumerate(ages):
        style = ("short", "long", "plaits", "bun", "short", "curls")[i]
        person(s, x, 720, k, c, skin=2, arms=(OUT, OUT), skirt=i in (1, 2, 3), style=style)
    s.blob(930, 690, 44, 30, "orange")
    s.blob(965, 650, 27, colour="orange")
    for dx in (-17, 15):
        s.fill([(965 + dx - 10, 634), (965 + dx, 606), (965 + dx + 10, 634)], "orange")
        s.blob(965 + dx * 0.6, 648, 4, colour="dark", steady=True)
    s.line([(890, 690), (868, 650), (880, 620)], "orange", 11)
    for x in (40, 210, 370, 520, 660):
        plants.flower(s, x, 745, 17, s.chance.choice(("red", "white", "pink")), stem=20)


def rocket(s: Sheet) -> None:
    """A rocket with a face in every window."""
    heaven.stars(s, 60, 1000)
    heaven.moon(s, 620, 160, 78)
    s.blob(600, 150, 15, colour="wood")
    s.blob(650, 190, 21, colour="wood")
    s.blob(130, 260, 72, colour="orange")
    s.line([(20, 290), (130, 262), (245, 226)], "yellow", 13)
    for _ in range(5):
        heaven.star(
            s, s.chance.uniform(60, 700), s.chance.uniform(60, 820), s.chance.uniform(14, 26)
        )
    for dx, c in ((-46, "orange"), (46, "orange"), (0, "yellow")):
        s.fill([(390 + dx - 40, 770), (390 + dx * 1.4, 950), (390 + dx + 40, 770)], c, curve=True)
    for side in (-1, 1):
        s.fill([(390 + side * 110, 560), (390 + side * 230, 790), (390 + side * 90, 740)], "red")
    s.fill(
        [(390, 150), (500, 330), (515, 600), (470, 770), (310, 770), (265, 600), (280, 330)],
        "white",
        curve=True,
    )
    s.fill([(390, 140), (470, 275), (310, 275)], "red", curve=True)
    for y, skin in ((370, "#F3CDA8"), (510, "#7D4D30"), (650, "#D09A68")):
        s.blob(390, y, 66, colour="blue")
        s.blob(390, y + 4, 46, colour=skin)
        s.fill(
            [(344, y - 4), (360, y - 42), (420, y - 42), (436, y - 4), (390, y - 24)],
            "dark",
            curve=True,
        )
        for side in (-1, 1):
            s.blob(390 + side * 17, y + 4, 8, colour="#FFFFFF", steady=True)
            s.blob(390 + side * 17, y + 5, 4.5, colour="#241A18", steady=True)
        s.line([(372, y + 24), (390, y + 33), (408, y + 24)], "#A92E2A", 5)
    s.band(940, 1100, "green")
    for x, c in ((90, "yellow"), (690, "pink")):
        person(s, x, 985, 150, c, arms=(UP, WAVE) if x < 300 else (UP, DOWN), style="plaits")


SCENES = {
    "bicycles": Scene(bicycles, 1000, 740),
    "family": Scene(family, 1000, 770),
    "rocket": Scene(rocket, 780, 1000, night=True),
}
