"""The exhibition in a browser: it goes on by itself, waits when asked, and asks for no motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.gallery_visits import act, expect_work
from tests.browser.visits import Visit, Visits

pytestmark = pytest.mark.in_turn("many at once or records that are away")

STANDS = 10_000
"""Milliseconds that a picture of an exhibition stays."""


def begin_exhibition(visit: Visit) -> str:
    """Begin one with works from Nepal, on a clock of the test's; return the code of the first."""
    visit.enter("/gallery?lang=en&country=NP")
    visit.context.clock.install()
    visit.page.locator("[data-do=exhibit]:visible").click()
    shown = visit.page.locator("dialog [data-work]")
    expect(shown).to_be_visible()
    wait_for_picture(visit)
    return str(shown.get_attribute("data-work"))


def wait_for_picture(visit: Visit) -> None:
    visit.wait_until(lambda: visit.ask("document.querySelector('dialog .stage img').complete"))


def test_an_exhibition_goes_on_by_itself_and_stops_when_asked(come: Visits) -> None:
    visit = come(still=False)
    codes = [begin_exhibition(visit)]
    expect(visit.page.locator("dialog figcaption b")).to_be_visible()
    visit.page.clock.run_for(STANDS + 500)
    expect(visit.page.locator(f'dialog [data-work="{codes[0]}"]')).to_have_count(0)
    codes.append(str(visit.page.locator("dialog [data-work]").get_attribute("data-work")))
    act(visit, "pause").click()
    expect(act(visit, "pause")).to_have_attribute("aria-pressed", "true")
    visit.page.clock.run_for(STANDS * 3)
    expect_work(visit, codes[1])
    visit.page.keyboard.press("ArrowLeft")
    expect_work(visit, codes[0])
    assert visit.barriers() == []
    act(visit, "close").click()
    expect(visit.page.locator("dialog.exhibit")).to_have_count(0)
    expect_work(visit, codes[0])


def test_a_picture_that_cannot_be_fetched_does_not_stop_an_exhibition(come: Visits) -> None:
    visit = come(still=False)
    visit.expected.append("ERR_FAILED")
    codes = [begin_exhibition(visit)]
    held: list[Route] = []
    visit.page.route("**/img/**", lambda route: held.append(route))
    visit.page.clock.run_for(STANDS + 500)
    expect(visit.page.locator(f'dialog [data-work="{codes[0]}"]')).to_have_count(0)
    codes.append(str(visit.page.locator("dialog [data-work]").get_attribute("data-work")))
    expect(act(visit, "pause")).to_be_focused()
    for route in held:
        route.abort()
    wait_for_picture(visit)
    visit.page.clock.run_for(STANDS + 500)
    expect(visit.page.locator(f'dialog [data-work="{codes[1]}"]')).to_have_count(0)


def test_who_wants_no_motion_turns_the_pictures_alone(come: Visits) -> None:
    visit = come(still=True)
    code = begin_exhibition(visit)
    expect(act(visit, "pause")).to_have_attribute("aria-pressed", "true")
    visit.page.clock.run_for(STANDS * 5)
    expect_work(visit, code)
    visit.page.keyboard.press("ArrowRight")
    expect(visit.page.locator(f'dialog [data-work="{code}"]')).to_have_count(0)
