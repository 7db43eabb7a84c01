"""A visitor with a real browser, who notices everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
    WebError,
)

from tests.browser.profiles import Device, profiles_of
from tests.waiting import wait_for

WIDTHS: Final = {1280: 800, 390: 844}
"""Widths that every page is looked at in, with their heights, in CSS pixels."""

LOOKS: Final = ((1280, False), (390, True))
"""Width of a window, and whether its colours are dark: where one look of each is enough."""

_AXE: Final = Axe()
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
_ENTRY: Final = "**/static/js/index.*.js"
_WATCH: Final = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
window.youchengShifts = [];
window.youchengFonts = 0;
document.fonts.addEventListener("loadingdone", (event) => {
  // Those of the visitor's system, which stand in for them, are there before.
  const came = event.fontfaces.some((face) => face.family.includes("Youcheng"));
  window.youchengFonts ||= came ? performance.now() : 0;
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.youchengShifts.push({
      at: entry.startTime,
      value: entry.value,
      from: entry.sources.map((source) => source.node && (source.node.outerHTML
        || source.node.textContent || "").slice(0, 120)),
    });
  }
}).observe({ type: "layout-shift", buffered: true });
"""


class Visit:
    """One browser of one visitor: his cookies, his pages, and what went wrong in them.

    Attributes:
        page: the page in front of him.
        problems: one line for everything that went wrong.
        expected: parts of lines that the test wants to see and that are no problems.
        sockets: addresses of the websockets that were opened.
        is_altered: the test has had the profile itself in hand, so that no other visitor gets it.
    """

    def __init__(self, site: str, context: BrowserContext, page: Page) -> None:
        self.site = site
        self.page = page
        self.problems: list[str] = []
        self.expected: list[str] = []
        self.sockets: list[str] = []
        self.is_altered = False
        self._context = context
        self._heard = {
            "request": self._note_request,
            "requestfailed": self._note_failure,
            "response": self._note_response,
            "weberror": self._note_error,
            "console": self._note_line,
        }
        for event, hear in self._heard.items():
            context.on(event, hear)  # type: ignore[call-overload]
        page.on("websocket", lambda socket: self.sockets.append(socket.url))

    @property
    def context(self) -> BrowserContext:
        """The profile itself; nobody else gets it afterwards."""
        self.is_altered = True
        return self._context

    def leave(self) -> BrowserContext:
        """Stop watching; return the profile."""
        for event, hear in self._heard.items():
            self._context.remove_listener(event, hear)
        return self._context

    def _note(self, line: str) -> None:
        if not any(part in line for part in self.expected):
            self.problems.append(f"{self.page.url}: {line}")

    def _note_error(self, error: WebError) -> None:
        self._note(f"page error: {error.error}")

    def _note_line(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self._note(line.text)

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.site).netloc:
            self._note(f"request to another host: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # A request that a new page or a removed element cuts off is no failure of the site.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"request failed: {request.url}: {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}: {response.url}")

    def open(self, path: str) -> Response:
        """Go to an address of the site and wait for its document, not for the app."""
        answer = self.page.goto(self.site + path, wait_until="domcontentloaded")
        assert answer is not None
        return answer

    def enter(self, path: str) -> Response:
        """Go to an address of the site and wait until the app has taken over."""
        answer = self.open(path)
        self.wait_for_app()
        return answer

    def sign_in(self, path: str, email: str, password: str) -> None:
        """Go to an address of the staff by signing in, and wait until the app has taken over."""
        self.open(path)
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(password)
        self.page.locator("form button[type=submit]").click()
        self.wait_for_app()

    def wait_for_app(self) -> None:
        """Wait until the app has taken over from the first paint and has nothing left to do."""
        self.page.locator("html[data-app=on]").wait_for(state="attached", timeout=90_000)
        self.settle()

    def settle(self) -> None:
        """Wait until no script runs."""
        app = self.page.locator(".stApp[data-test-script-state=notRunning]")
        app.wait_for(state="attached", timeout=60_000)

    def wait_until(
        self, holds: Callable[[], bool], *, seconds: float = 30, pause: float = 0.1
    ) -> None:
        """Wait until something holds that the page does not show; the browser goes on meanwhile."""

        def sleep(length: float) -> None:
            self.page.wait_for_timeout(1000 * length)

        wait_for(holds, seconds=seconds, pause=pause, sleep=sleep)

    def without_app(self) -> None:
        """Keep the app from starting, so that the first paint stays."""
        self.page.route("**/assets/boot.*.js", _abort)
        self.expected.append("ERR_FAILED")

    @contextmanager
    def holding_app(self) -> Iterator[None]:
        """Keep the app from starting until the block ends."""
        held: list[Route] | None = []

        def hold(route: Route) -> None:
            if held is None:
                route.continue_()
            else:
                held.append(route)

        self.page.route(_ENTRY, hold)
        yield
        held, waiting = None, held
        let_through(waiting)

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.page.evaluate(expression)

    def layout_shift(self) -> float:
        """Layout shift up to now since the text's fonts came, so that of the app's start alone.

        What the arrival of the fonts moves depends on the fonts of the machine.
        """
        late = "window.youchengShifts.filter((one) => one.at > window.youchengFonts + 100)"
        return float(self.ask(f"{late}.reduce((sum, one) => sum + one.value, 0)"))

    def overflow(self) -> int:
        """Pixels by which the document is wider than the window."""
        return int(self.ask("document.documentElement.scrollWidth - window.innerWidth"))

    def barriers(self) -> list[str]:
        """Serious and critical findings of axe against WCAG 2.2 AA, a line for each."""
        found = _AXE.run(self.page, options={"runOnly": {"type": "tag", "values": _RULES}}).response
        assert found["passes"], "axe found nothing to look at"
        return [
            f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]} "
            f"{node['failureSummary'][:300]}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]


def let_through(held: list[Route]) -> None:
    """Let go on what was held."""
    for one in held:
        one.continue_()


def _abort(route: Route) -> None:
    route.abort()


class Visits:
    """The visitors of one test.

    Args:
        site: address of the site, without a slash at the end.
        browser: runs the visitors' browsers.
        trusting: take a certificate for which nobody vouches.
    """

    def __init__(self, site: str, browser: Browser, *, trusting: bool = False) -> None:
        self.site = site
        self.browser = browser
        self.trusting = trusting
        self.opened: list[tuple[Visit, Device]] = []
        self._profiles = profiles_of(browser, _WATCH)

    def __call__(
        self,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        still: bool = True,
        accept: str = "en",
        headers: Mapping[str, str] | None = None,
        new: bool = False,
        prepare: Callable[[Visit], None] | None = None,
    ) -> Visit:
        """A new visitor, with a browser profile as of somebody who was never here.

        Args:
            width: width of the window in CSS pixels.
            dark: whether the device asks for dark colours.
            script: whether JavaScript is on.
            still: whether the device asks for less motion.
            accept: the languages that the browser asks for; its websockets name the first alone.
            headers: further headers of every request.
            new: also the cache shall be empty, because the test looks at what travels.
            prepare: called with the visitor before any page is opened.
        """
        device = Device(
            width=width,
            height=WIDTHS[width],
            dark=dark,
            script=script,
            still=still,
            accept=accept,
            headers=tuple(sorted((headers or {}).items())),
            trusting=self.trusting,
        )
        context, page = self._profiles.take(self.site, device, new=new)
        visit = Visit(self.site, context, page)
        self.opened.append((visit, device))
        if prepare:
            prepare(visit)
        return visit

    def close(self) -> None:
        """Close every page; profiles that nobody has altered go to later visitors."""
        for visit, device in self.opened:
            context = visit.leave()
            if visit.is_altered:
                context.close()
            else:
                self._profiles.give_back(self.site, device, context)

    def problems(self) -> list[str]:
        """Everything that went wrong in any of them."""
        return [line for visit, _ in self.opened for line in visit.problems]


@contextmanager
def open_visits(site: str, browser: Browser, *, trusting: bool = False) -> Iterator[Visits]:
    """Visitors, as `Visits` has them; at the end nothing may have gone wrong in their browsers."""
    opened = Visits(site, browser, trusting=trusting)
    try:
        yield opened
    finally:
        opened.close()
    problems = opened.problems()
    assert not problems, "\n".join(problems)
