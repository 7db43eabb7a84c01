"""What joins the children of six countries."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import arc, box, swell
from youcheng.samples.painter.motifs import animals, buildings, heaven, plants
from youcheng.samples.painter.motifs.people import DOWN, OUT, UP, WAVE, person
from youcheng.samples.painter.scenes.kathmandu import diamond_kite
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet

BRIGHT = ("red", "orange", "yellow", "green", "blue", "purple", "pink")


def rainbow_bridge(s: Sheet) -> None:
    """Children walk over a rainbow to each other."""
    heaven.sky(s, 480)
    s.band(lambda t: 470 - 80 * math.sin(t * 3.1 + 0.2) ** 2, 560, "hill")
    heaven.rainbow(s, 500, 545, 400, 27)
    s.band(530, 850, "water")
    heaven.waves(s, 560, 700, 18)
    heaven.sun(s, 880, 120, 58)
    heaven.cloud(s, 160, 130, 48)
    for i, x in enumerate((250, 380, 500, 620, 750)):
        t = (x - 500) / 400
        y = 545 - 400 * 0.86 * math.sqrt(1 - t * t) + 10
        person(
            s,
            x,
            y,
            150,
            s.chance.choice(BRIGHT),
            skin=(0, 4, 2, 1, 5)[i],
            arms=(OUT, OUT),
            skirt=i % 2 == 1,
            style=("short", "curls", "plaits", "long", "bun")[i],
        )


def round_the_world(s: Sheet) -> None:
    """Children stand round the globe."""
    s.band(-90, 1100, "warm")
    s.blob(500, 560, 270, colour="water")
    for points in (
        [
            (370, 400),
            (470, 370),
            (520, 440),
            (450, 510),
            (430, 620),
            (390, 680),
            (340, 580),
            (310, 480),
        ],
        [(560, 390), (690, 420), (740, 530), (670, 590), (590, 540), (540, 470)],
        [(590, 670), (680, 660), (690, 730), (610, 750)],
    ):
        s.fill(points, "green", curve=True)
    spots = ((180, 520, 4), (300, 330, 0), (500, 265, 2), (700, 330, 5), (820, 520, 1))
    for i, (x, y, skin) in enumerate(spots):
        person(
            s,
            x,
            y + 30,
            240,
            BRIGHT[(i + s.chance.randrange(7)) % 7],
            skin=skin,
            arms=(OUT, OUT),
            skirt=i % 2 == 0,
            style=("long", "short", "plaits", "curls", "bun")[i],
        )
    for i in range(9):
        plants.flower(s, 60 + i * 110, 930 + 20 * (i % 2), 36, BRIGHT[i % 7], stem=50)
    for x, y in ((90, 110), (910, 120), (300, 80), (690, 90)):
        heaven.star(s, x, y, 38)


def moon_boat(s: Sheet) -> None:
    """Two friends fish for stars from the moon."""
    heaven.stars(s, 70, 640)
    for _ in range(4):
        heaven.star(
            s, s.chance.uniform(60, 720), s.chance.uniform(40, 330), s.chance.uniform(14, 28)
        )
    s.fill(
        [
            *arc(380, 430, 280, 250, 0.12, math.pi - 0.12, 18),
            *reversed(arc(380, 400, 262, 120, 0.05, math.pi - 0.05, 18)),
        ],
        "#F9D86A",
    )
    _, hand = person(s, 300, 530, 210, "red", skin=0, arms=(DOWN, OUT))
    person(s, 460, 530, 200, "green", skin=5, arms=(OUT, WAVE), skirt=True, style="curls")
    s.line([hand, (560, 360), (640, 300)], "wood", 6)
    s.line([(640, 300), (646, 560)], "white", 2.5, steady=True)
    heaven.star(s, 646, 590, 34)
    for i in range(4):
        y = 740 + i * 66
        s.band(
            swell(y, 20, 9, i * 1.3),
            swell(y + 100, 20, 9, i),
            ("#2F6DA8", "#3F86B8", "#28588F", "#1F4A7A")[i],
        )
    for x, y, c in ((130, 850, "orange"), (590, 900, "pink"), (360, 930, "yellow")):
        animals.fish(s, x, y, 120, c)


def kites(s: Sheet) -> None:
    """Four kites, four friends, one wind."""
    heaven.sky(s, 520)
    for x, y in ((170, 120), (560, 80), (880, 190)):
        heaven.cloud(s, x, y, s.chance.uniform(36, 52))
    s.band(swell(560, -70, 3), 900, "grass")
    plants.tufts(s, 640, 760, 22)
    spots = ((250, 250, 230), (450, 170, 430), (680, 290, 630), (830, 130, 800))
    for i, (x, y, gx) in enumerate(spots):
        gy = 660 - 70 * math.sin(gx / 1000 * 3)
        a, b = BRIGHT[(2 * i) % 7], BRIGHT[(2 * i + 3) % 7]
        _, hand = person(
            s,
            gx,
            gy,
            180,
            a,
            skin=(0, 5, 2, 1)[i],
            arms=(DOWN, WAVE),
            skirt=i % 2 == 1,
            style=("short", "curls", "short", "plaits")[i],
        )
        s.line([(x, y + 40), ((x + hand[0]) / 2 + 30, (y + hand[1]) / 2), hand], "brown", 3)
        if i == 1:
            s.fill(
                [
                    (x, y - 64),
                    (x + 34, y - 16),
                    (x + 120, y - 56),
                    (x + 88, y + 16),
                    (x + 32, y + 24),
                    (x + 56, y + 96),
                    (x, y + 48),
                    (x - 56, y + 96),
                    (x - 32, y + 24),
                    (x - 88, y + 16),
                    (x - 120, y - 56),
                    (x - 34, y - 16),
                ],
                a,
            )
            for dx in (-64, 0, 64):
                s.blob(x + dx, y - 12 - (26 if dx == 0 else 0), 15, colour=b)
        else:
            diamond_kite(s, x, y, 62, a, b)


def aeroplane(s: Sheet) -> None:
    """A flight from the towers to the mountains."""
    heaven.sky(s, 540)
    heaven.sun(s, 90, 90, 46)
    heaven.mountains(s, [(680, 370), (820, 270), (950, 340)], 560)
    s.band(lambda t: 520 + 40 * t, 800, "grass")
    for x, h, c in (
        (30, 190, "orange"),
        (95, 260, "blue"),
        (160, 170, "yellow"),
        (225, 230, "purple"),
    ):
        s.fill(box(x, 560, 54, h), c)
        for j in range(int(h / 36)):
            for q in (8, 30):
                s.fill(box(x + q, 546 - j * 34, 14, 17), "#FBE9A8")
    buildings.pagoda(s, 740, 590, 150, 3)
    for x, y, r in ((190, 160, 40), (830, 120, 44), (410, 420, 34)):
        heaven.cloud(s, x, y, r)
    x, y = 480, 240
    s.fill([(x - 175, y + 42), (x - 235, y - 60), (x - 190, y - 54), (x - 120, y + 14)], "red")
    s.fill([(x + 30, y - 28), (x - 20, y - 112), (x + 14, y - 112), (x + 92, y - 38)], "blue")
    s.fill(
        [
            (x - 192, y + 42),
            (x - 128, y),
            (x + 142, y - 54),
            (x + 214, y - 42),
            (x + 228, y - 14),
            (x + 156, y + 20),
            (x - 86, y + 65),
        ],
        "white",
        curve=True,
    )
    s.fill([(x - 28, y + 28), (x - 122, y + 164), (x - 62, y + 158), (x + 78, y + 10)], "blue")
    for i in range(7):
        wx, wy = x - 92 + i * 38, y + 16 - i * 9
        s.blob(wx, wy, 15, colour=("#F3CDA8", "#7D4D30", "#D09A68")[i % 3])
        for side in (-1, 1):
            s.blob(wx + side * 5, wy - 2, 2, colour="dark", steady=True)
    for px, c in ((330, "red"), (420, "green"), (500, "yellow")):
        person(s, px, 660, 130, c, arms=(UP, WAVE))


def two_windows(s: Sheet) -> None:
    """Two friends telephone with tins and string: here it is day, there it is night."""
    x: float
    s.band(-90, 850, "wall")
    for left, ground in ((70, "sky"), (570, "#24345C")):
        s.fill([(left - 26, 560), (left - 26, 90), (left + 386, 90), (left + 386, 560)], "wood")
        s.fill([(left, 540), (left, 115), (left + 360, 115), (left + 360, 540)], ground)
    heaven.sun(s, 150, 200, 42)
    heaven.moon(s, 860, 190, 44)
    for x, y in ((620, 170), (700, 240), (780, 150), (900, 300)):
        heaven.star(s, x, y, 17)
    s.fill([(70, 540), (70, 450), (250, 400), (430, 470), (430, 540)], "grass")
    s.fill([(570, 540), (690, 380), (760, 450), (850, 350), (930, 540)], "far")
    _, a = person(
        s,
        250,
        560,
        320,
        s.chance.choice(("red", "yellow")),
        skin=0,
        legs=False,
        arms=(DOWN, (0.3, 0.12)),
        style="plaits",
    )
    b, _ = person(
        s,
        750,
        560,
        320,
        s.chance.choice(("green", "orange")),
        skin=s.chance.choice((2, 5)),
        legs=False,
        arms=((0.3, 0.12), DOWN),
    )
    for left in (44, 544):
        s.fill([(left, 590), (left, 545), (left + 412, 545), (left + 412, 590)], "brown")
    for tin_x, tin_y in (a, b):
        s.fill(box(tin_x - 26, tin_y + 24, 52, 48), "grey")
    s.line([a, (500, a[1] + 130), b], "red", 6)
    for i in range(8):
        plants.flower(s, 60 + i * 126, 640 + 12 * (i % 2), 30, BRIGHT[i % 7], stem=70)


SCENES = {
    "rainbow bridge": Scene(rainbow_bridge, 1000, 730),
    "round the world": Scene(round_the_world, 1000, 1000),
    "moon boat": Scene(moon_boat, 770, 1000, night=True),
    "kites": Scene(kites, 1000, 760),
    "aeroplane": Scene(aeroplane, 1000, 680),
    "two windows": Scene(two_windows, 1000, 760),
}
