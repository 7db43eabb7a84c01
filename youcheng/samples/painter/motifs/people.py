"""People, big-headed when young children draw them."""

from __future__ import annotations

from youcheng.samples.painter.geometry import Point, arc
from youcheng.samples.painter.palettes import HAIRS, SKINS
from youcheng.samples.painter.sheet import Sheet

Reach = tuple[float, float]
"""Where a hand is: out from the body, and up from the shoulder, as shares of the height."""

DOWN: Reach = (0.24, -0.2)
OUT: Reach = (0.34, 0.0)
UP: Reach = (0.28, 0.3)
WAVE: Reach = (0.2, 0.36)


def person(
    s: Sheet,
    x: float,
    y: float,
    k: float,
    shirt: str,
    *,
    skin: int | None = None,
    hair: int | None = None,
    arms: tuple[Reach, Reach] = (DOWN, DOWN),
    skirt: bool = False,
    style: str = "short",
    hat: str = "",
    legs: bool = True,
    trousers: str = "blue",
) -> tuple[Point, Point]:
    """A person who stands on (x, y), k units tall.

    Args:
        skin, hair: place in SKINS and HAIRS; by chance when None.
        style: hair "short", "long", "plaits", "bun" or "curls".
        hat: colour of a straw-hat shape, or "" for none.

    Returns:
        Where the left and the right hand are.
    """
    skin = s.chance.randrange(len(SKINS)) if skin is None else skin
    hair = s.chance.randrange(2 if skin > 2 else len(HAIRS)) if hair is None else hair
    tone, locks = SKINS[skin], HAIRS[hair]
    head = s.hand.head * k / 2
    neck = y - k + 2 * head * 0.95
    hip = y - (k * 0.3 if legs else 0)
    wide = k * (0.13 + 0.05 * s.hand.head)
    if legs:
        _legs(s, x, y, k, hip, trousers if not skirt else tone)
    hands = _arms(s, x, neck, k, tone, shirt, arms)
    flare = wide * (1.75 if skirt else 1.08)
    hem = hip + (k * 0.1 if skirt and legs else k * 0.03)
    s.fill(
        [(x - wide * 0.72, neck), (x + wide * 0.72, neck), (x + flare, hem), (x - flare, hem)],
        shirt,
    )
    if s.hand.detail > 0.4 and k > 110:
        at = neck + (hem - neck) * 0.62
        s.line([(x - wide, at), (x + wide, at)], "white", k * 0.025, steady=True)
    cy = neck - head * 0.9
    if style == "long":
        long = arc(x, cy, head * 1.15, head * 1.1, 3.14, 6.28)
        s.fill(
            [*long, (x + head * 1.2, neck + head * 0.6), (x - head * 1.2, neck + head * 0.6)], locks
        )
    if style == "plaits":
        for side in (-1, 1):
            s.line(
                [(x + side * head, cy), (x + side * head * 1.35, cy + head * 1.3)],
                locks,
                head * 0.36,
            )
            s.blob(x + side * head * 1.35, cy + head * 1.35, head * 0.2, colour="red")
    if style == "bun":
        s.blob(x, cy - head * 1.15, head * 0.45, colour=locks)
    s.blob(x, cy, head, head * 1.02, tone)
    _hair(s, x, cy, head, locks, style)
    face(s, x, cy, head)
    if hat:
        s.fill(
            [
                (x - head * 1.6, cy - head * 0.35),
                (x, cy - head * 1.7),
                (x + head * 1.6, cy - head * 0.35),
            ],
            hat,
        )
    return hands


def _legs(s: Sheet, x: float, y: float, k: float, hip: float, colour: str) -> None:
    for side in (-1, 1):
        foot = x + side * k * 0.1
        s.line([(x + side * k * 0.075, hip), (foot, y - k * 0.03)], colour, k * 0.085, steady=True)
        s.line([(foot, y - k * 0.01), (foot + side * k * 0.06, y)], "brown", k * 0.065, steady=True)


def _arms(
    s: Sheet, x: float, neck: float, k: float, tone: str, sleeve: str, arms: tuple[Reach, Reach]
) -> tuple[Point, Point]:
    hands: list[Point] = []
    for side, (out, up) in zip((-1, 1), arms, strict=True):
        shoulder = (x + side * k * 0.1, neck + k * 0.06)
        hand = (x + side * k * out, neck + k * 0.06 - up * k)
        middle = ((shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2)
        s.line([shoulder, hand], tone, k * 0.062, steady=True)
        s.line([shoulder, middle], sleeve, k * 0.085, steady=True)
        s.blob(*hand, k * 0.042, colour=tone, steady=True)
        if s.hand.gaps:
            for spread in (-0.5, 0.0, 0.5):
                end = (
                    hand[0] + side * k * 0.075 * (1 - abs(spread) * 0.4),
                    hand[1] + spread * k * 0.12,
                )
                s.line([hand, end], tone, k * 0.022, steady=True)
        hands.append(hand)
    return hands[0], hands[1]


def _hair(s: Sheet, x: float, cy: float, head: float, locks: str, style: str) -> None:
    if style == "curls":
        for i in range(7):
            q = arc(x, cy - head * 0.15, head * 0.95, head * 0.95, 3.3, 6.1, 7)[i]
            s.blob(*q, head * 0.34, colour=locks)
        return
    crown = arc(x, cy - head * 0.02, head * 1.06, head * 1.12, 3.1, 6.32, 9)
    fringe = [
        (x + head * 0.7, cy - head * 0.45),
        (x, cy - head * 0.62),
        (x - head * 0.7, cy - head * 0.4),
    ]
    s.fill([*crown, *fringe], locks)


def face(s: Sheet, x: float, y: float, r: float, *, cheeks: bool = True, smile: float = 1) -> None:
    """Eyes and a smile on a round of radius r; nothing where it would be too small to see."""
    if r < 9:
        return
    for side in (-1, 1):
        ex = x + side * r * 0.38
        if r > 26:
            s.blob(ex, y - r * 0.02, r * 0.17, r * 0.2, "#FFFFFF", steady=True)
        s.blob(ex, y, r * 0.1, r * 0.12, "#241A18", steady=True)
        if cheeks and r > 15:
            s.blob(x + side * r * 0.58, y + r * 0.36, r * 0.17, r * 0.13, "pink", steady=True)
    bend = r * 0.24 * smile
    s.line(
        [(x - r * 0.34, y + r * 0.4), (x, y + r * 0.4 + bend), (x + r * 0.34, y + r * 0.4)],
        "#A92E2A",
        max(2.2, r * 0.09),
        steady=True,
    )
    if s.hand.detail > 0.6 and r > 22:
        s.line([(x, y + r * 0.08), (x - r * 0.06, y + r * 0.22)], "brown", r * 0.05, steady=True)
