"""Animals."""

from __future__ import annotations

from youcheng.samples.painter.motifs.people import face
from youcheng.samples.painter.sheet import Sheet


def stork(s: Sheet, x: float, y: float, k: float, *, legs: bool = True) -> None:
    """A white stork, k units tall, that looks right; (x, y) is under its body."""
    by = y - (0.42 * k if legs else 0.16 * k)
    if legs:
        for dx in (-0.04, 0.06):
            s.line([(x + dx * k, by), (x + dx * k + 2, y)], "red", k * 0.028)
    s.blob(x, by, 0.24 * k, 0.13 * k, "white", rot=-0.2)
    s.fill(
        [(x - 0.05 * k, by - 0.06 * k), (x - 0.36 * k, by + 0.12 * k), (x - 0.1 * k, by + 0.1 * k)],
        "dark",
    )
    s.line(
        [
            (x + 0.18 * k, by - 0.06 * k),
            (x + 0.27 * k, by - 0.26 * k),
            (x + 0.24 * k, by - 0.42 * k),
        ],
        "white",
        k * 0.085,
    )
    s.blob(x + 0.26 * k, by - 0.45 * k, 0.08 * k, colour="white")
    s.fill(
        [
            (x + 0.32 * k, by - 0.48 * k),
            (x + 0.58 * k, by - 0.38 * k),
            (x + 0.31 * k, by - 0.42 * k),
        ],
        "red",
    )
    s.blob(x + 0.28 * k, by - 0.46 * k, 0.018 * k, colour="dark", steady=True)


def fish(s: Sheet, x: float, y: float, k: float, colour: str) -> None:
    """A fish, k units long, that looks right."""
    s.fill([(x - 0.3 * k, y), (x - 0.55 * k, y - 0.2 * k), (x - 0.52 * k, y + 0.2 * k)], colour)
    s.blob(x, y, 0.38 * k, 0.2 * k, colour)
    s.blob(x + 0.2 * k, y - 0.04 * k, 0.045 * k, colour="white", steady=True)
    s.blob(x + 0.21 * k, y - 0.04 * k, 0.025 * k, colour="dark", steady=True)


def small_bird(s: Sheet, x: float, y: float, k: float, colour: str, side: int = 1) -> None:
    """A sitting bird, k units long, that looks to a side (1 right, -1 left)."""
    s.fill(
        [
            (x - side * 0.25 * k, y),
            (x - side * 0.62 * k, y + 0.24 * k),
            (x - side * 0.2 * k, y + 0.15 * k),
        ],
        colour,
    )
    s.blob(x, y, 0.34 * k, 0.22 * k, colour, rot=-0.35 * side)
    s.blob(x + side * 0.27 * k, y - 0.2 * k, 0.17 * k, colour=colour)
    s.fill(
        [
            (x + side * 0.41 * k, y - 0.25 * k),
            (x + side * 0.58 * k, y - 0.18 * k),
            (x + side * 0.41 * k, y - 0.13 * k),
        ],
        "orange",
    )
    s.blob(x + side * 0.3 * k, y - 0.23 * k, 0.035 * k, colour="white", steady=True)


def cow(s: Sheet, x: float, y: float, k: float) -> None:
    """A spotted cow with a bell, k units long, that looks at us; (x, y) is under its middle."""
    by = y - 0.42 * k
    for dx in (-0.27, -0.15, 0.14, 0.26):
        s.line([(x + dx * k, by + 0.1 * k), (x + dx * k, y - 0.05 * k)], "white", k * 0.075)
        s.line([(x + dx * k, y - 0.04 * k), (x + dx * k, y)], "dark", k * 0.075)
    s.line(
        [(x - 0.4 * k, by - 0.08 * k), (x - 0.5 * k, by + 0.1 * k), (x - 0.47 * k, by + 0.24 * k)],
        "brown",
        k * 0.025,
    )
    s.blob(x, by, 0.42 * k, 0.24 * k, "white")
    for dx, dy, rx, ry in (
        (-0.22, -0.07, 0.12, 0.09),
        (0.08, 0.05, 0.13, 0.08),
        (0.2, -0.13, 0.08, 0.06),
    ):
        s.blob(x + dx * k, by + dy * k, rx * k, ry * k, "brown")
    hx, hy = x + 0.48 * k, by - 0.22 * k
    for side in (-1, 1):
        s.fill(
            [
                (hx + side * 0.12 * k, hy - 0.08 * k),
                (hx + side * 0.28 * k, hy - 0.12 * k),
                (hx + side * 0.14 * k, hy),
            ],
            "brown",
        )
        s.line(
            [(hx + side * 0.08 * k, hy - 0.13 * k), (hx + side * 0.12 * k, hy - 0.22 * k)],
            "gold",
            k * 0.024,
        )
    s.blob(hx, hy, 0.16 * k, 0.15 * k, "white")
    s.blob(hx - 0.08 * k, hy - 0.06 * k, 0.07 * k, 0.07 * k, "brown")
    s.blob(hx, hy + 0.1 * k, 0.14 * k, 0.08 * k, "pink")
    for side in (-1, 1):
        s.blob(hx + side * 0.05 * k, hy + 0.09 * k, 0.014 * k, 0.02 * k, "dark", steady=True)
        s.blob(hx + side * 0.06 * k, hy - 0.03 * k, 0.032 * k, 0.038 * k, "#FFFFFF", steady=True)
        s.blob(hx + side * 0.06 * k, hy - 0.025 * k, 0.018 * k, 0.022 * k, "#241A18", steady=True)
    s.line(
        [
            (hx - 0.13 * k, hy + 0.16 * k),
            (hx - 0.05 * k, hy + 0.25 * k),
            (hx + 0.06 * k, hy + 0.22 * k),
        ],
        "red",
        k * 0.03,
    )
    s.fill(
        [
            (hx - 0.08 * k, hy + 0.25 * k),
            (hx + 0.02 * k, hy + 0.25 * k),
            (hx + 0.05 * k, hy + 0.38 * k),
            (hx - 0.11 * k, hy + 0.38 * k),
        ],
        "gold",
    )


def hedgehog(s: Sheet, x: float, y: float, k: float) -> None:
    """A hedgehog, k units long, that looks right."""
    for i in range(13):
        dx = -0.45 + 0.062 * i
        high = 0.42 * (1 - (dx / 0.55) ** 2) ** 0.5 + 0.06
        s.line(
            [(x + dx * 0.7 * k, y - 0.12 * k), (x + dx * k * 1.05 - 6, y - high * k)],
            "brown",
            k * 0.035,
        )
    s.fill(
        [
            (x - 0.44 * k, y),
            (x - 0.42 * k, y - 0.2 * k),
            (x - 0.1 * k, y - 0.38 * k),
            (x + 0.22 * k, y - 0.26 * k),
            (x + 0.24 * k, y),
        ],
        "brown",
        curve=True,
    )
    s.fill(
        [
            (x + 0.12 * k, y),
            (x + 0.16 * k, y - 0.24 * k),
            (x + 0.36 * k, y - 0.16 * k),
            (x + 0.5 * k, y - 0.06 * k),
            (x + 0.4 * k, y),
        ],
        "#E8C9A0",
        curve=True,
    )
    s.blob(x + 0.5 * k, y - 0.07 * k, 0.035 * k, colour="dark")
    s.blob(x + 0.3 * k, y - 0.14 * k, 0.025 * k, colour="dark", steady=True)


def monkey(s: Sheet, x: float, y: float, k: float) -> None:
    """A proboscis monkey that sits on a branch at (x, y), k units tall, with its great nose."""
    s.line(
        [(x + 0.1 * k, y), (x + 0.2 * k, y + 0.3 * k), (x + 0.08 * k, y + 0.55 * k)],
        "#E6D3B0",
        k * 0.05,
    )
    for side in (-1, 1):
        s.line(
            [(x + side * 0.14 * k, y - 0.08 * k), (x + side * 0.26 * k, y - 0.02 * k)],
            "#C9B79A",
            k * 0.11,
        )
    s.blob(x, y - 0.3 * k, 0.23 * k, 0.3 * k, "#C2703A")
    s.blob(x, y - 0.22 * k, 0.16 * k, 0.2 * k, "#EBD3A8")
    for side in (-1, 1):
        s.line(
            [
                (x + side * 0.18 * k, y - 0.46 * k),
                (x + side * 0.32 * k, y - 0.3 * k),
                (x + side * 0.2 * k, y - 0.14 * k),
            ],
            "#C2703A",
            k * 0.07,
        )
    s.blob(x, y - 0.76 * k, 0.22 * k, 0.23 * k, "#B85F2C")
    s.blob(x, y - 0.72 * k, 0.16 * k, 0.17 * k, "#EFBD92")
    face(s, x, y - 0.76 * k, 0.15 * k, cheeks=False)
    s.blob(x, y - 0.66 * k, 0.055 * k, 0.12 * k, "#E39A70")
