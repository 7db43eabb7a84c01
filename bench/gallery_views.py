"""When a visitor sees the pictures of the gallery in a browser, and how much travels for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser

from bench.browser import SLOW, USUAL, Line, Load, Screen, load, profile
from bench.report import Row, at_least, ceiling, information
from bench.servers import Server
from youcheng.services.gallery import PAGE

TALL: Final = Screen(1280, 5000)
"""So high that on both pages all pictures are on the screen without scrolling."""
COMPUTER: Final = Screen(1280, 900)
TELEPHONE: Final = Screen(390, 844, 2)
FIRST: Final = 4
"""So many pictures count as the first works."""
SOON: Final = 5_000
_PICTURES: Final[Mapping[str, str]] = {
    "stock": "[data-testid=stImage] img",
    "ours": ".gallery .wall img",
}
_PATHS: Final[Mapping[str, str]] = {"stock": "/", "ours": "/gallery?lang=en"}


@dataclass(frozen=True, slots=True)
class View:
    """A first visit.

    Attributes:
        load: what the browser saw.
        cpu: milliseconds of processor time that the server needed for all of it.
    """

    load: Load
    cpu: float


def _look(
    browser: Browser, side: str, server: Server, line: Line | None, screen: Screen, number: int
) -> View:
    """Raises RuntimeError where so many pictures never were painted."""
    context = profile(browser, screen, pictures=_PICTURES[side], numbers=(FIRST, number))
    before = server.cpu_seconds()
    found = load(context, server.address + _PATHS[side], line)
    cpu = (server.cpu_seconds() - before) * 1000
    context.close()
    if number not in found.pictures:
        raise RuntimeError(f"{side}: {number} pictures never were painted: {found}")
    return View(found, cpu)


def measure_views(
    browser: Browser, servers: Mapping[str, Server], *, usual: int, slow: int
) -> list[Row]:
    """Rows for the first visit on a usual and on a slow line.

    Args:
        browser: a Chromium.
        servers: of both sides, "stock" and "ours".
        usual: rounds on the usual line.
        slow: rounds on the slow line; stock takes part in the first only.
    """
    views: dict[str, list[View]] = {side: [] for side in servers}
    late: dict[Screen, dict[str, list[Load]]] = {
        screen: {side: [] for side in servers} for screen in (TELEPHONE, COMPUTER)
    }
    for side, server in servers.items():  # what a server does once is not what is measured
        _look(browser, side, server, None, TALL, PAGE)
    for _ in range(usual):
        for side, server in servers.items():
            views[side].append(_look(browser, side, server, USUAL, TALL, PAGE))
    for turn in range(slow):
        for screen, sides in late.items():
            for side, server in servers.items():
                if turn == 0 or side == "ours":
                    sides[side].append(_look(browser, side, server, SLOW, screen, FIRST).load)
    rows = _usual(views["stock"], views["ours"])
    for screen, sides in late.items():
        if slow:
            rows.append(_late(screen, sides["stock"], sides["ours"]))
    return rows


def _usual(stock: Sequence[View], ours: Sequence[View]) -> list[Row]:
    usual, own = [one.load for one in stock], [one.load for one in ours]
    return [
        at_least(
            f"{PAGE} pictures on the screen at {USUAL.name}",
            [one.pictures[PAGE] for one in usual],
            [one.pictures[PAGE] for one in own],
            "ms",
            2.5,
            lower_is_better=True,
        ),
        at_least(
            f"bytes of the {PAGE} pictures",
            [one.picture_bytes / 1000 for one in usual],
            [one.picture_bytes / 1000 for one in own],
            "kB",
            5,
            lower_is_better=True,
        ),
        ceiling(
            "layout shift",
            [one.shift for one in own],
            "score",
            0.02,
            stock=[one.shift for one in usual],
        ),
        information(
            "processor time of the server for that visit",
            [one.cpu for one in stock],
            [one.cpu for one in ours],
            "ms",
        ),
    ]


def _late(screen: Screen, stock: Sequence[Load], ours: Sequence[Load]) -> Row:
    return ceiling(
        f"the first {FIRST} pictures, {screen.width} pixels wide, at {SLOW.name}",
        [one.pictures[FIRST] for one in ours],
        "ms",
        SOON,
        stock=[one.pictures[FIRST] for one in stock],
    )
