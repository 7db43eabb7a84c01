"""The end of a session of the staff: announced on the page, put off, and acted upon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.served_office import office_of
from tests.browser.timed_site import TimedSite
from tests.browser.visits import Visit, open_visits
from tests.ports import free_port
from tests.services.accounts import PASSWORD, Colleague, hire
from youcheng.domain.staff import IDLE, LONGEST, Session
from youcheng.services.ports import Services
from youcheng.services.session_ends import put_off_session_end
from youcheng.services.signing_in import view_sessions
from youcheng.web.staff_sessions import cookie_name

pytestmark = pytest.mark.in_turn("how a session of the staff begins or ends")

ROUND: Final = 15_000
"""Milliseconds after which a page looks again whether the end is near."""


@dataclass(frozen=True)
class Signed:
    """Somebody at the desk.

    Attributes:
        visit: their browser.
        site: where they work.
        token: of their session.
    """

    visit: Visit
    site: TimedSite
    token: str

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def services(self) -> Services:
        """Those of the site, by its clock."""
        return replace(self.site.services, clock=lambda: self.site.now)

    @property
    def session(self) -> Session:
        """As the store has it."""
        return view_sessions(self.services, session=self.token).this

    def come_near(self, *pages: Page, **left: int) -> None:
        """Let it be so long before the end of the session for the site. Its pages, or these, sleep
        meanwhile for as long as makes them ask."""
        self.site.move_clock(self.session.ends_at - timedelta(**left))
        for page in pages or (self.page,):
            sleep(page, IDLE)


Enter = Callable[..., Signed]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TimedSite]:
    with TimedSite(tmp_path_factory.mktemp("warned"), free_port()).running() as place:
        yield place


@pytest.fixture
def colleague(site: TimedSite, tmp_path: Path) -> Iterator[Colleague]:
    with office_of(site, tmp_path) as office:
        office.now = site.now
        yield hire(office, f"{token_hex(6)}@example.org")


@pytest.fixture
def enter(site: TimedSite, chromium: Browser, colleague: Colleague) -> Iterator[Enter]:
    """Bring the colleague to the desk; nothing may go wrong in the browsers."""
    with open_visits(site.address, chromium) as opened:

        def begin(address: str = "/desk?lang=en", **given: Any) -> Signed:
            visit = opened(**given)
            visit.context.clock.install()
            visit.sign_in(address, colleague.email, PASSWORD)
            expect(visit.page.locator(".deskroot h1")).to_be_visible(timeout=60_000)
            held = {one.get("name"): one.get("value", "") for one in visit.context.cookies()}
            return Signed(visit, site, held[cookie_name()])

        yield begin
        site.line.mend()


def sleep(page: Page, span: timedelta) -> None:
    """Let time pass for a page as while its device sleeps: what was due is done once."""
    page.clock.fast_forward(int(span.total_seconds() * 1000))


def box(page: Page) -> Locator:
    return page.get_by_role("alertdialog")


def expect_sign_in(page: Page) -> None:
    page.wait_for_url("**/staff/sign-in?**", wait_until="domcontentloaded", timeout=60_000)
    expect(page.get_by_role("status")).to_be_visible()


def test_the_end_is_announced_and_put_off_without_losing_what_is_typed(enter: Enter) -> None:
    signed = enter()
    page = signed.page
    search = page.locator("[data-search]")
    search.fill("half a word")
    with page.expect_response("**/staff/session") as asked:
        signed.come_near(minutes=6)
    assert asked.value.json()["open"]
    expect(box(page)).to_have_count(0)
    signed.come_near(minutes=3, seconds=30)
    expect(box(page)).to_be_visible()
    expect(box(page)).to_contain_text("You will be signed out in 3 minutes.")
    expect(box(page)).to_contain_text("typed and not sent is lost")
    expect(box(page).get_by_role("button", name="Stay signed in")).to_be_focused()
    signed.come_near(seconds=30)
    expect(box(page)).to_contain_text("You will be signed out in less than a minute.")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_count(0)
    assert signed.session.ends_at - signed.site.now > timedelta(minutes=29)
    expect(search).to_be_focused()
    expect(search).to_have_value("half a word")
    signed.come_near(minutes=3, seconds=30)
    expect(box(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_count(0)
    assert signed.session.ends_at - signed.site.now > timedelta(minutes=29)
    expect(search).to_have_value("half a word")


def test_what_is_done_in_one_tab_puts_the_end_off_for_the_other(enter: Enter) -> None:
    signed = enter()
    here, there = signed.page, signed.visit.context.new_page()
    there.clock.install()
    there.goto(f"{signed.site.address}/desk?part=log&lang=en")
    expect(there.locator(".deskroot h1")).to_be_visible(timeout=60_000)
    signed.come_near(here, there, minutes=4)
    for tab in (here, there):
        expect(box(tab)).to_be_visible()
    box(there).get_by_role("button", name="Stay signed in").click()
    expect(box(there)).to_have_count(0)
    here.clock.fast_forward(ROUND)
    expect(box(here)).to_have_count(0)
    # A tab in which nothing is done announces nothing while another is worked in.
    signed.come_near(there, minutes=10)
    there.reload()
    expect(there.locator(".deskroot h1")).to_be_visible(timeout=60_000)
    with here.expect_response("**/staff/session") as asked:
        sleep(here, IDLE)
    assert asked.value.json()["warns_in"] > 0
    expect(box(here)).to_have_count(0)


def test_a_session_in_which_nothing_is_done_ends_at_the_sign_in_page_and_goes_on_from_there(
    enter: Enter, colleague: Colleague
) -> None:
    signed = enter("/desk?part=log&lang=zh", width=390, dark=True)
    page, visit = signed.page, signed.visit
    signed.come_near(minutes=4)
    expect(box(page)).to_be_visible()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    signed.come_near(seconds=0)
    expect_sign_in(page)
    page.locator("#email").fill(colleague.email)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    visit.wait_for_app()
    expect(page.locator(".deskroot h1")).to_be_visible(timeout=60_000)
    assert page.url == f"{signed.site.address}/desk?part=log&lang=zh"
    expect(box(page)).to_have_count(0)


def test_a_device_that_slept_past_the_end_comes_back_to_the_sign_in_page(enter: Enter) -> None:
    signed = enter()
    signed.site.move_clock(signed.session.ends_at + timedelta(hours=3))
    sleep(signed.page, timedelta(hours=3))
    expect_sign_in(signed.page)
    expect(signed.page.get_by_text("Your session has ended")).to_be_visible()


def test_while_the_line_is_broken_nothing_is_put_off_and_the_page_says_so(enter: Enter) -> None:
    signed = enter()
    page = signed.page
    signed.come_near(minutes=4)
    expect(box(page)).to_be_visible()
    signed.visit.expected += ["ERR_", "WebSocket", "Failed to", "Cannot send"]
    signed.site.line.cut()
    box(page).get_by_role("button", name="Stay signed in").click()
    expect(box(page).get_by_role("alert")).to_have_text("Check your connection and try again.")
    signed.come_near(seconds=0)
    expect(box(page)).to_contain_text("There is no connection.")
    expect(box(page)).not_to_contain_text("minute")
    signed.site.line.mend()
    page.clock.fast_forward(ROUND)
    expect_sign_in(page)


def test_the_end_after_eight_hours_is_announced_and_cannot_be_put_off(enter: Enter) -> None:
    signed = enter()
    page, site = signed.page, signed.site
    while signed.session.ends_at < signed.session.started_at + LONGEST:
        site.move_clock(site.now + timedelta(minutes=20))
        put_off_session_end(signed.services, session=signed.token)
    signed.come_near(minutes=3, seconds=30)
    expect(box(page)).to_contain_text("You will be signed out in 3 minutes.")
    expect(box(page)).to_contain_text("cannot be prolonged")
    expect(box(page).get_by_role("button")).to_have_text(["Close", "Sign out"])
    expect(box(page).locator("h2")).to_be_focused()
    assert signed.visit.barriers() == []
    page.keyboard.press("Escape")
    expect(box(page)).to_have_count(0)
    line = page.locator(".se-line")
    expect(line).to_have_text("You will be signed out in 3 minutes.")
    assert signed.visit.barriers() == []
    signed.come_near(minutes=1, seconds=30)
    expect(line).to_have_text("You will be signed out in 1 minute.")
    expect(box(page)).to_have_count(0)
    signed.come_near(seconds=0)
    expect_sign_in(page)
