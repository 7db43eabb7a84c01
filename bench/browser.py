"""A real Chromium that loads a page over a line of a given speed and counts what it sees."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
_WATCH: Final = """
(() => {
  const seen = window.benchSeen = { lcp: 0, shift: 0, heading: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const heading = document.querySelector("h1");
    if (heading && heading.checkVisibility({ visibilityProperty: true })) {
      seen.heading = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
})();
"""
_READ: Final = """
({ ...window.benchSeen,
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
        shift: cumulative layout shift.
        bytes: bytes over HTTP, headers included, as they travelled.
        socket_bytes: bytes of the messages over websockets.
    """

    first_paint: float
    largest_paint: float
    heading: float
    shift: float
    bytes: int
    socket_bytes: int


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


def profile(browser: Browser) -> BrowserContext:
    """A visitor who was never here: no cache, no cookies."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    context.add_init_script(_WATCH)
    return context


def load(context: BrowserContext, address: str, line: Line | None, *, quiet: int = 2000) -> Load:
    """Load a page and wait until its app stands and nothing more comes.

    Args:
        context: the visitor's profile; its cache decides what travels.
        address: of the page.
        line: the line's speed; None for that of loopback.
        quiet: milliseconds without a new byte after which the page counts as loaded.
    """
    page = context.new_page()
    client = context.new_cdp_session(page)
    counted = {"bytes": 0, "socket": 0}

    def finished(event: dict[str, Any]) -> None:
        counted["bytes"] += int(event["encodedDataLength"])

    def framed(event: dict[str, Any]) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        # Binary frames are told in base64.
        counted["socket"] += len(data) * 3 // 4 if frame["opcode"] == 2 else len(data)

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
    page.goto(address, wait_until="commit", timeout=240_000)
    page.locator(".stApp[data-test-script-state=notRunning] h1").first.wait_for(timeout=240_000)
    if page.locator("#content").count():
        page.locator("html[data-app=on]").wait_for(state="attached", timeout=240_000)
    before = None
    while counted != before:
        before = dict(counted)
        page.wait_for_timeout(quiet)
    seen = page.evaluate(_READ)
    page.close()
    return Load(
        seen["fcp"], seen["lcp"], seen["heading"], seen["shift"], counted["bytes"],
        counted["socket"],
    )  # fmt: skip
