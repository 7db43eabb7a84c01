"""A real Chromium that loads a page over a line of a given speed and counts what it sees."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import QUIET_FLAGS

SHORTEST: Final = 16.0
"""Milliseconds of the shortest event that a browser tells of."""
_PATIENCE: Final = 480_000
_FLAGS: Final = (
    # A visitor's window has long been open: what a new one loads for itself is not measured.
    *QUIET_FLAGS,
    "--disable-gpu",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
_PAINTED: Final = "bench: the first content is painted"
_WATCH: Final = """
((painted) => {
  const seen = window.benchSeen = { lcp: 0, shift: 0, heading: 0, interaction: 0 };
  new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) console.debug(painted);
  }).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId) seen.interaction = Math.max(seen.interaction, entry.duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  const look = () => {
    const heading = document.querySelector("h1");
    if (heading && heading.checkVisibility({ visibilityProperty: true })) {
      seen.heading = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
})(%s);
"""
_WATCH_PICTURES: Final = """
((selector, numbers) => {
  const seen = window.benchPictures = {};
  const begun = new Set();
  const isWhole = (one) => one.complete && one.naturalWidth && one.clientHeight > 1
    && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const note = async (number, pictures) => {
    begun.add(number);
    try {
      await Promise.all(pictures.map((one) => one.decode()));
    } catch {
      begun.delete(number); // taken away meanwhile
      return;
    }
    requestAnimationFrame(() => requestAnimationFrame(() => seen[number] = performance.now()));
  };
  const look = () => {
    const pictures = [...document.querySelectorAll(selector)];
    for (const number of numbers) {
      const first = pictures.slice(0, number);
      if (!begun.has(number) && first.length === number && first.every(isWhole)) {
        note(number, first);
      }
    }
    if (numbers.some((number) => !(number in seen))) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})(%s, %s);
"""
"""How long until the first pictures are whole, decoded and painted."""
_READ: Final = """
({ ...window.benchSeen,
   pictures: window.benchPictures || {},
   fcp: performance.getEntriesByName("first-contentful-paint")[0].startTime })
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: bits a second in both directions, and milliseconds until a first answer."""

    name: str
    bits: int
    latency: int


SLOW: Final = Line("400 kbit/s, 300 ms", 400_000, 300)
USUAL: Final = Line("10 Mbit/s, 40 ms", 10_000_000, 40)


@dataclass(frozen=True, slots=True)
class Load:
    """One page load, from the first request until the app stands.

    Attributes:
        first_paint: first contentful paint, in ms.
        largest_paint: largest contentful paint, in ms.
        heading: when the page's heading was first on the screen, in ms.
        shift: cumulative layout shift, that after the visitor's act included.
        interaction: the longest time in ms from an input of the visitor's act to the next paint
            (interaction to next paint); `SHORTEST` where no input took longer, 0 without an act.
        bytes: bytes over HTTP, headers included, as they travelled.
        picture_bytes: those of pictures among them.
        pictures: when so many pictures from the first on were painted, in ms, by their number.
        socket_bytes: bytes of the messages over websockets.
    """

    first_paint: float
    largest_paint: float
    heading: float
    shift: float
    bytes: int
    socket_bytes: int
    picture_bytes: int
    pictures: Mapping[int, float]
    interaction: float = 0.0


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window.

    Raises:
        RuntimeError: there is no command of that name.
    """
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("the command chromium is missing: run `make packages`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in CSS pixels, and how many pixels each of them is wide."""

    width: int
    height: int
    density: float = 1.0


DESK: Final = Screen(1280, 800)


def profile(
    browser: Browser, screen: Screen = DESK, *, pictures: str = "", numbers: Sequence[int] = ()
) -> BrowserContext:
    """A visitor who was never here: no cache, no cookies.

    Args:
        browser: a Chromium.
        screen: of the visitor.
        pictures: selector of the pictures that are watched.
        numbers: of how many from the first on it is noted when they are painted.
    """
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.density,
        is_mobile=screen.density > 1,
        locale="en",
    )
    context.add_init_script(_WATCH % json.dumps(_PAINTED))
    if pictures:
        context.add_init_script(_WATCH_PICTURES % (json.dumps(pictures), json.dumps([*numbers])))
    return context


def load(
    context: BrowserContext,
    address: str,
    line: Line | None,
    *,
    quiet: int = 2000,
    in_app: bool = True,
    act: Callable[[Page], None] | None = None,
) -> Load:
    """Load a page and wait until its app stands and nothing more comes; then act on it, if so.

    Args:
        context: the visitor's profile; its cache decides what travels.
        address: of the page.
        line: the line's speed; None for that of loopback.
        quiet: milliseconds without a new byte after which the page counts as loaded.
        in_app: False for a page without the app.
        act: what the visitor then does, by real inputs.
    """
    page = context.new_page()
    client = context.new_cdp_session(page)
    counted = {"bytes": 0, "pictures": 0, "socket": 0, "on its way": 0}
    drawn: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        if event["type"] == "Image":
            drawn.add(event["requestId"])

    def received(event: dict[str, Any]) -> None:
        # A picture that takes its time on a slow line is no silence.
        counted["on its way"] += int(event["dataLength"])

    def finished(event: dict[str, Any]) -> None:
        counted["bytes"] += int(event["encodedDataLength"])
        if event["requestId"] in drawn:
            counted["pictures"] += int(event["encodedDataLength"])

    def framed(event: dict[str, Any]) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        # Binary frames are told in base64.
        counted["socket"] += len(data) * 3 // 4 if frame["opcode"] == 2 else len(data)

    client.on("Network.responseReceived", answered)
    client.on("Network.dataReceived", received)
    client.on("Network.loadingFinished", finished)
    client.on("Network.webSocketFrameReceived", framed)
    client.on("Network.webSocketFrameSent", framed)
    client.send("Network.enable")
    if line:
        client.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency,
                "downloadThroughput": line.bits / 8,
                "uploadThroughput": line.bits / 8,
            },
        )
    # To look for an element, Playwright runs a large script of its own in the page, and goes on at
    # every frame: not before the first paint, which would have to wait for it.
    with page.expect_console_message(lambda said: said.text == _PAINTED, timeout=_PATIENCE):
        page.goto(address, wait_until="commit", timeout=_PATIENCE)
    app = ".stApp[data-test-script-state=notRunning] " if in_app else ""
    page.locator(f"{app}h1").first.wait_for(timeout=_PATIENCE)
    if in_app and page.locator("#content").count():
        page.locator("html[data-app=on]").wait_for(state="attached", timeout=_PATIENCE)
    before = None
    while counted != before:
        before = dict(counted)
        page.wait_for_timeout(quiet)
    loaded = dict(counted)
    seen = page.evaluate(_READ)
    if act:
        act(page)
        page.wait_for_timeout(quiet)
        after = page.evaluate(_READ)
        seen |= {
            "shift": after["shift"],
            "interaction": max(SHORTEST, after["interaction"]),
        }
    page.close()
    return Load(
        first_paint=seen["fcp"],
        largest_paint=seen["lcp"],
        heading=seen["heading"],
        shift=seen["shift"],
        bytes=loaded["bytes"],
        socket_bytes=loaded["socket"],
        picture_bytes=loaded["pictures"],
        pictures={int(number): at for number, at in seen["pictures"].items()},
        interaction=seen["interaction"],
    )
