"""Ornaments that repeat or mirror: cut paper, embroidery, a mandala."""

from __future__ import annotations

import math

from youcheng.samples.painter.geometry import Point, arc, ellipse
from youcheng.samples.painter.motifs import plants
from youcheng.samples.painter.scenes.scene import Scene
from youcheng.samples.painter.sheet import Sheet


def _mirrored(points: list[Point]) -> list[Point]:
    """The points on the other side of the middle of a sheet of 1,000 units."""
    return [(1000 - x, y) for x, y in points]


def window_flower(s: Sheet) -> None:
    """A round paper cut for the window: two fish, a lotus and a border of petals."""
    for i in range(20):
        a = 2 * math.pi * i / 20
        s.blob(500 + 425 * math.cos(a), 500 + 425 * math.sin(a), 62, 44, "red", rot=a)
        s.blob(500 + 440 * math.cos(a), 500 + 440 * math.sin(a), 22, 13, "white", rot=a)
    s.blob(500, 500, 410, colour="red")
    s.blob(500, 500, 370, colour="white")
    fish: list[Point] = [
        (480, 640),
        (340, 690),
        (230, 600),
        (220, 470),
        (290, 350),
        (380, 330),
        (400, 400),
    ]
    fish += [(340, 440), (330, 530), (390, 600)]
    for half in (fish, _mirrored(fish)):
        s.fill(half, "red", curve=True)
    for side in (-1, 1):
        s.blob(500 + side * 148, 390, 19, colour="white")
        s.blob(500 + side * 148, 390, 8, colour="red", steady=True)
        for i in range(6):
            a = 2.1 + i * 0.27
            x, y = 500 - side * 190 * math.cos(a) * 1.15, 470 + 170 * math.sin(a)
            s.line(arc(x, y, 22, 22, a - 1.6, a + 0.6, 6), "white", 8)
        s.fill(
            [
                (500 + side * 20, 640),
                (500 + side * 60, 740),
                (500 + side * 130, 760),
                (500 + side * 80, 670),
            ],
            "red",
            curve=True,
        )
    for turn in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x, y = 500 + 120 * math.sin(turn), 330 - 90 * math.cos(turn)
        s.blob(x, y, 34, 82, "red", rot=turn)
        s.line([(500 + 60 * math.sin(turn), 330 - 50 * math.cos(turn)), (x, y)], "white", 7)
    s.fill([(430, 390), (500, 330), (570, 390), (500, 430)], "red", curve=True)
    s.line([(500, 430), (500, 560)], "red", 18)
    for side in (-1, 1):
        s.fill(
            [(500, 520), (500 + side * 70, 470), (500 + side * 96, 500), (500 + side * 50, 545)],
            "red",
            curve=True,
        )


def _cow(s: Sheet, x: float, y: float, k: float, side: int) -> None:
    """A cow in profile, k units long, that walks to a side."""
    for dx in (-0.3, -0.18, 0.2, 0.32):
        s.line([(x + dx * k, y - 0.3 * k), (x + dx * k, y)], "dark", k * 0.07, steady=True)
    s.blob(x, y - 0.38 * k, 0.42 * k, 0.17 * k, "dark")
    hx = x + side * 0.5 * k
    s.blob(hx, y - 0.52 * k, 0.14 * k, 0.1 * k, "dark", rot=0.5 * side)
    s.line([(hx - side * 0.04 * k, y - 0.6 * k), (hx + side * 0.02 * k, y - 0.74 * k)], "dark", 7)
    s.line([(x - side * 0.4 * k, y - 0.44 * k), (x - side * 0.52 * k, y - 0.2 * k)], "dark", 6)
    s.blob(x - side * 0.05 * k, y - 0.4 * k, 0.11 * k, 0.08 * k, "white")
    s.blob(hx - side * 0.12 * k, y - 0.3 * k, 0.05 * k, colour="dark")


def poya(s: Sheet) -> None:
    """The herd goes up to the alp: a black paper cut whose halves mirror each other."""
    s.fill([(30, 700), (30, 30), (970, 30), (970, 700)], "dark")
    s.fill([(52, 678), (52, 52), (948, 52), (948, 678)], "white")
    for x in (160, 840):
        s.line([(x, 690), (x, 170)], "dark", 26)
        for q, y in ((110, 140), (80, 220), (120, 290), (70, 90)):
            for side in (-1, 1):
                s.blob(x + side * q * 0.5, y, 56, 40, "dark")
    s.fill(
        [(500, 80), (610, 250), (580, 240), (540, 210), (500, 170), (460, 210), (390, 250)], "dark"
    )
    s.fill([(400, 400), (400, 300), (500, 220), (600, 300), (600, 400)], "dark")
    s.fill([(372, 316), (500, 196), (628, 316)], "dark")
    for x in (440, 530):
        s.fill([(x, 370), (x, 330), (x + 34, 330), (x + 34, 370)], "white")
    for y, dip in ((410, 26), (560, 26)):
        s.fill(
            [(60, y + dip), (300, y), (500, y + dip * 0.4), (700, y), (940, y + dip), (940, y + 44),
             (700, y + 24), (500, y + 34), (300, y + 24), (60, y + 44)],
            "dark", curve=True,
        )  # fmt: skip
    for x, k in ((300, 150), (420, 110)):
        _cow(s, x, 410, k * 0.8, 1)
        _cow(s, 1000 - x, 410, k * 0.8, -1)
    for x in (280, 430):
        _cow(s, x, 562, 140, 1)
        _cow(s, 1000 - x, 562, 140, -1)
    for i in range(5):
        for x in (120 + i * 80, 880 - i * 80):
            plants.flower(s, x, 632, 26, "dark", stem=44, heart="white")


def embroidery(s: Sheet) -> None:
    """A cloth with cross-stitched birds, trees and diamonds, square by square."""
    s.band(-90, 1100, "white", wave=1)
    rows = (
        "..x....x....x....x..",
        ".x.x..x.x..x.x..x.x.",
        "x...xx...xx...xx...x",
        ".x.x..x.x..x.x..x.x.",
        "..x....x....x....x..",
        "....................",
        "....x..........x....",
        "...xx..........xx...",
        "xxxx....xxxx....xxxx",
        ".xxxxx.xx..xx.xxxxx.",
        "..xxxx.x.xx.x.xxxx..",
        "...xx..xx..xx..xx...",
        "...x....xxxx....x...",
        "..xx.....xx.....xx..",
        "....................",
        "xx..xx..xxxx..xx..xx",
        ".xx..xxxx..xxxx..xx.",
        "..xxxx..xxxx..xxxx..",
        ".xx..xxxx..xxxx..xx.",
        "xx..xx..xxxx..xx..xx",
        "....................",
        "x.x.x.x.x.x.x.x.x.x.",
        ".x.x.x.x.x.x.x.x.x.x",
    )
    cell = 34.0
    for j, row in enumerate(rows):
        for i, mark in enumerate(row):
            if mark == "x":
                x, y = 66 + i * cell, 92 + j * cell
                colour = "dark" if j in (2, 10, 17) else "red"
                for q in (-1, 1):
                    s.line([(x - 14, y - q * 14), (x + 14, y + q * 14)], colour, 9, steady=True)
    for i in range(38):
        x = 22 + i * 20
        s.line([(x, 900), (x + s.chance.uniform(-5, 5), 970)], "red", 6, steady=True)


def mandala(s: Sheet) -> None:
    """Rings of petals round a lotus, in a square with four gates."""
    s.band(-90, 1100, "red")
    s.fill([(70, 930), (70, 70), (930, 70), (930, 930)], "gold")
    s.fill([(95, 905), (95, 95), (905, 95), (905, 905)], "blue")
    for i in range(4):
        a = math.pi / 2 * i
        x, y = 500 + 415 * math.cos(a), 500 + 415 * math.sin(a)
        s.blob(x, y, 90, colour="gold")
        s.blob(x, y, 62, colour="green")
        s.blob(x, y, 30, colour="red")
        b = a + math.pi / 4
        plants.flower(s, 500 + 500 * math.cos(b), 500 + 500 * math.sin(b), 62, "white", petals=8)
    rings = ((380, 24, "gold", "orange"), (300, 20, "white", "pink"), (225, 16, "green", "yellow"))
    for radius, count, ground, petal in rings:
        s.blob(500, 500, radius, colour=ground)
        s.line(ellipse(500, 500, radius - 4, radius - 4, count=40), "dark", 4)
        for i in range(count):
            a = 2 * math.pi * i / count
            q = radius - 38
            s.blob(500 + q * math.cos(a), 500 + q * math.sin(a), 32, 19, petal, rot=a)
            s.blob(500 + (q + 14) * math.cos(a), 500 + (q + 14) * math.sin(a), 7, colour="red")
    s.blob(500, 500, 145, colour="red")
    for layer, (q, colour) in enumerate(((96, "pink"), (58, "white"))):
        for i in range(8):
            a = 2 * math.pi * (i + layer / 2) / 8
            s.blob(500 + q * math.cos(a), 500 + q * math.sin(a), 46, 27, colour, rot=a)
    s.blob(500, 500, 40, colour="yellow")


SCENES = {
    "window flower": Scene(window_flower, 1000, 1000),
    "poya": Scene(poya, 1000, 730),
    "embroidery": Scene(embroidery, 790, 1000),
    "mandala": Scene(mandala, 1000, 1000),
}
