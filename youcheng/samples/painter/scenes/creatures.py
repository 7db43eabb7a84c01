"""One animal that fills the sheet."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, swell
from youcheng.samples.painter.motifs import animals, heaven, plants
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def cat(s: Sheet) -> None:
    """A cat as big as the window it sits in."""
    s.band(-90, 1100, "sky")
    heaven.sun(s, 120, 120, 56)
    s.band(830, 1100, "wood")
    fur, stripe = s.chance.choice((("orange", "brown"), ("grey", "dark"), ("yellow", "orange")))
    s.line([(610, 830), (730, 760), (700, 620), (760, 540)], fur, 62)
    s.fill([(190, 860), (200, 640), (390, 540), (580, 640), (600, 860)], fur, curve=True)
    for side in (-1, 1):
        s.fill([(390 + side * 70, 290), (390 + side * 200, 110), (390 + side * 230, 360)], fur)
        s.fill([(390 + side * 110, 290), (390 + side * 188, 170), (390 + side * 205, 320)], "pink")
    s.blob(390, 430, 240, 210, fur)
    for dx in (-60, 0, 60):
        s.line([(390 + dx, 232), (390 + dx * 0.8, 305)], stripe, 20)
    for side in (-1, 1):
        for y in (420, 470):
            s.line([(390 + side * 225, y), (390 + side * 160, y + 6)], stripe, 17)
        s.blob(390 + side * 95, 400, 54, 58, "white")
        s.blob(390 + side * 95, 404, 36, 42, "green")
        s.blob(390 + side * 95, 404, 12, 36, "dark", steady=True)
        for y in (-14, 8, 30):
            s.line([(390 + side * 60, 505), (390 + side * 300, 500 + y * 2)], "dark", 4)
        s.blob(390 + side * 90, 870, 70, 42, fur)
    s.fill([(362, 478), (418, 478), (390, 508)], "pink")
    s.line([(330, 530), (362, 556), (390, 512), (418, 556), (450, 530)], "dark", 8)
    animals.fish(s, 390, 760, 190, "blue")


def monal(s: Sheet) -> None:
    """The nine-coloured pheasant of the mountains."""
    heaven.sky(s, 480)
    heaven.mountains(s, [(150, 250), (420, 150), (800, 220)], 520)
    s.band(swell(560, -30, 6), 900, "grass")
    s.fill([(270, 500), (100, 560), (60, 640), (180, 640), (330, 590)], "orange", curve=True)
    s.blob(440, 520, 220, 140, "blue", rot=-0.25)
    for j, colour in enumerate(("green", "purple", "yellow")):
        for i in range(6 - j):
            s.blob(320 + i * 46 + j * 24, 560 - i * 16 - j * 46, 30, 24, colour)
    s.fill(
        [(560, 480), (600, 330), (650, 260), (720, 280), (720, 360), (660, 520)], "red", curve=True
    )
    s.fill([(590, 400), (640, 270), (720, 270), (725, 345), (650, 400)], "green", curve=True)
    s.fill([(740, 300), (820, 340), (735, 345)], "gold")
    s.blob(690, 300, 34, 26, "blue")
    s.blob(695, 300, 15, colour="white", steady=True)
    s.blob(698, 300, 8, colour="dark", steady=True)
    for i, colour in enumerate(("green", "blue", "purple", "green")):
        s.line([(680, 262), (650 + i * 24, 190 - 8 * (i % 2))], "dark", 5)
        s.blob(650 + i * 24, 180 - 8 * (i % 2), 13, 18, colour)
    for x in (400, 490):
        s.line([(x, 640), (x + 6, 730)], "brown", 14)
        s.line([(x - 24, 742), (x + 6, 728), (x + 44, 742)], "brown", 9)
    for _ in range(16):
        place = s.chance.uniform(0, 1000), s.chance.uniform(660, 790)
        plants.flower(s, *place, 17, s.chance.choice(("pink", "white", "yellow", "red")), stem=22)


def turtle(s: Sheet) -> None:
    """A sea turtle swims under the moon with its young."""
    s.band(-90, 900, "deep")
    for i in range(4):
        s.band(swell(60 + i * 180, 24, 14, i), swell(130 + i * 180, 24, 14, i + 0.8), "water")
    for q, far in ((-2.4, 250), (-0.75, 270), (0.8, 190), (2.35, 190)):
        x, y = 480 + 180 * math.cos(q), 400 + 130 * math.sin(q)
        ex, ey = x + far * math.cos(q), y + far * 0.8 * math.sin(q)
        s.fill(
            [(x - 40 * math.sin(q), y + 40 * math.cos(q)), (ex, ey - 20), (ex + 24, ey + 24),
             (x + 46 * math.sin(q), y - 46 * math.cos(q))],
            "leaf", curve=True,
        )  # fmt: skip
    s.blob(760, 390, 92, 74, "leaf")
    for side in (-1, 1):
        s.blob(790, 390 + side * 34, 17, colour="white")
        s.blob(795, 390 + side * 34, 9, colour="dark", steady=True)
    s.line(arc(800, 390, 34, 26, -0.7, 0.7, 6), "dark", 6)
    s.blob(480, 400, 245, 195, "brown")
    cells = ((480, 400), (370, 330), (370, 470), (590, 330), (590, 470), (480, 270), (480, 530))
    for i, (x, y) in enumerate((*cells, (290, 400), (670, 400))):
        s.blob(x, y, 56, 50, ("gold", "orange", "yellow")[i % 3])
        s.blob(x, y, 22, 20, "green")
    for x, y in ((150, 640), (300, 690), (820, 660)):
        for q in (-2.4, -0.8, 0.8, 2.4):
            s.blob(x + 44 * math.cos(q), y + 36 * math.sin(q), 22, 12, "leaf", rot=q)
        s.blob(x + 52, y, 20, 17, "leaf")
        s.blob(x, y, 44, 36, "gold")
        s.blob(x, y, 20, 16, "brown")
    for x, y, c in (
        (130, 150, "yellow"),
        (860, 140, "pink"),
        (900, 240, "orange"),
        (90, 260, "white"),
    ):
        animals.fish(s, x, y, 100, c)


SCENES = {
    "cat": Scene(cat, 780, 1000),
    "monal": Scene(monal, 1000, 800),
    "turtle": Scene(turtle, 1000, 780),
}
