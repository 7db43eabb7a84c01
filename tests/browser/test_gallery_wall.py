"""The gallery's wall in a browser: pages, searches and filters come in place, and Back works."""

from __future__ import annotations

import re
from itertools import product

import pytest
from playwright.sync_api import Route, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.gallery_visits import open_work, works_of
from tests.browser.visits import WIDTHS, Visits, let_through
from tests.conftest import sample
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES

CASES = list(product((one.code for one in LANGUAGES), WIDTHS))


def test_a_broken_line_keeps_the_wall_and_offers_another_try(
    come: Visits, museum: BreakableSite
) -> None:
    visit = come()
    visit.expected += ["ERR_", "WebSocket", "failed"]
    visit.enter("/gallery?lang=en")
    link = visit.page.locator(".wall li a").nth(1)
    link.scroll_into_view_if_needed()
    museum.line.cut()
    link.click()
    expect(visit.page.locator("dialog[open] h1")).to_contain_text("Check your connection")
    museum.line.mend()
    visit.page.locator("dialog .message a.btn").click()
    expect(visit.page.locator("dialog[open] [data-work]")).to_be_visible()


def test_a_page_is_turned_without_the_app_and_back_leads_to_where_one_was(
    come: Visits, museum: BreakableSite
) -> None:
    codes = [one.code for one in works_of(museum)]
    sent: list[object] = []
    visit = come()
    visit.page.on("websocket", lambda one: one.on("framesent", lambda data: sent.append(data)))
    visit.enter("/gallery?lang=en")
    links = visit.page.locator("#root .wall li a")
    frames, following = len(sent), visit.page.locator("#root a[rel=next]")
    following.focus()
    place = visit.ask("window.scrollY")
    assert place > 1000
    following.press("Enter")
    expect(links.first).to_have_attribute("href", re.compile(codes[24]))
    expect(links.first).to_be_focused()
    expect(visit.page.locator("#root ul.wall")).to_be_in_viewport()
    assert "after=" in visit.page.url
    visit.page.go_back()
    expect(links.first).to_have_attribute("href", re.compile(codes[0]))
    visit.wait_until(lambda: abs(visit.ask("window.scrollY") - place) < 50)
    visit.page.go_forward()
    expect(links.first).to_have_attribute("href", re.compile(codes[24]))
    assert len(sent) == frames, "the app ran its page for it"
    visit.page.reload()
    visit.wait_for_app()
    expect(links.first).to_have_attribute("href", re.compile(codes[24]))
    visit.page.locator(".langs summary").click()
    visit.page.locator(".langs a[hreflang=fr]").click()
    expect(visit.page.locator("#root h1")).to_contain_text("enfants")
    expect(links.first).to_have_attribute("href", re.compile(codes[24]))


def test_back_is_heard_before_the_app_by_scripts_that_came_after_it(come: Visits) -> None:
    sent: list[object] = []
    visit = come()
    visit.page.on("websocket", lambda one: one.on("framesent", lambda data: sent.append(data)))
    visit.enter("/?lang=en")
    visit.page.locator("#top nav a[href^='/gallery']").first.click()
    # The home page, which stays until the app has run the new one, has a wall too.
    links = visit.page.locator("#root [data-wall] ul.wall li a")
    expect(links.first).to_be_visible()
    visit.settle()
    frames, first = len(sent), str(links.first.get_attribute("href"))
    visit.page.locator("#root a[rel=next]").click()
    expect(links.first).not_to_have_attribute("href", first)
    visit.page.go_back()
    expect(links.first).to_have_attribute("href", first)
    links.first.click()
    expect(visit.page.locator("dialog[open]")).to_be_visible()
    visit.page.go_back()
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    assert len(sent) == frames, "the app ran its page for it"


def test_a_search_and_a_page_come_in_place_before_the_app(
    come: Visits, museum: BreakableSite
) -> None:
    wanted = works_of(museum)[0].words_in("en")[1].title
    visit = come(width=390)
    visit.without_app()
    visit.open("/gallery?lang=en")
    links = visit.page.locator(".wall li a")
    first = str(links.first.get_attribute("href"))
    visit.page.evaluate("window.mark = true")
    visit.page.locator("a[rel=next]").click()
    expect(links.first).not_to_have_attribute("href", first)
    visit.page.locator("details.further summary").click()
    visit.page.locator("#find-q").fill(wanted)
    visit.page.locator("#find-q").press("Enter")
    visit.page.wait_for_url("**q=**")
    expect(visit.page.locator("#find-q")).to_be_focused()
    expect(visit.page.locator("#find-q")).to_have_value(wanted)
    number = links.count()
    assert 0 < number < 24
    expect(visit.page.locator(".wallsaid")).to_contain_text(str(number))
    assert visit.ask("window.mark"), "the document was loaded anew"
    visit.page.locator(".langs summary").click()
    visit.page.locator(".langs a[hreflang=fr]").click()
    visit.page.wait_for_url("**lang=fr**")
    expect(visit.page.locator("#find-q")).to_have_value(wanted)


@pytest.mark.parametrize("comes_first", ["page", "app"])
def test_a_page_that_is_turned_while_the_app_comes_is_not_lost(
    come: Visits, museum: BreakableSite, comes_first: str
) -> None:
    codes = [one.code for one in works_of(museum)]
    visit = come()
    places: list[Route] = []
    pages: list[Route] = []
    visit.context.route(re.compile("bidi-components/.*wall"), lambda route: places.append(route))
    visit.context.route(re.compile("part=wall"), lambda route: pages.append(route))
    visit.open("/gallery?lang=en")
    visit.wait_until(lambda: bool(places))
    visit.page.locator("#content a[rel=next]").click()
    visit.wait_until(lambda: bool(pages))
    if comes_first == "page":
        let_through(pages)
        visit.page.wait_for_url("**after=**")
        let_through(places)
    else:
        let_through(places)
        visit.page.locator("#root [data-wall] li a").first.wait_for(state="attached")
        let_through(pages)
    visit.wait_for_app()
    links = visit.page.locator("#root .wall li a")
    expect(links.first).to_have_attribute("href", re.compile(codes[24]))
    expect(visit.page.locator("#root [data-wall]")).not_to_have_attribute("aria-busy", "true")
    assert "after=" in visit.page.url


def test_a_page_that_cannot_be_fetched_leaves_the_wall_and_offers_another_try(
    come: Visits, museum: BreakableSite
) -> None:
    visit = come()
    visit.expected += ["ERR_", "WebSocket", "failed"]
    visit.enter("/gallery?lang=en")
    links = visit.page.locator("#root .wall li a")
    first = str(links.first.get_attribute("href"))
    museum.line.cut()
    visit.page.locator("#root a[rel=next]").click()
    again = visit.page.locator("#root [role=alert] a")
    expect(again).to_be_focused()
    expect(links.first).to_have_attribute("href", first)
    assert "after=" not in visit.page.url
    museum.line.mend()
    again.click()
    expect(links.first).not_to_have_attribute("href", first)
    expect(visit.page.locator("[data-lost-note]:visible")).to_have_count(0)
    assert "after=" in visit.page.url


def test_a_filter_says_how_many_works_there_are_and_keeps_its_place(come: Visits) -> None:
    visit = come()
    visit.enter("/gallery?lang=en")
    link = visit.page.locator('#root .filters a[href*="country=CH"]').first
    number = re.search(r"\d+", link.locator("small").inner_text())
    assert number is not None
    link.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**country=CH**")
    visit.settle()
    expect(visit.page.locator(".wallsaid")).to_contain_text(number[0])
    expect(visit.page.locator("#root .wall li")).to_have_count(int(number[0]))
    expect(visit.page.locator('#root .filters a[href*="country=CH"]').first).to_be_focused()
    visit.page.go_back()
    expect(visit.page.locator("#root .wall li")).to_have_count(24)


@pytest.mark.parametrize(("code", "width"), sample(CASES, 1, "gallery"))
def test_the_gallery_has_no_barriers_and_does_not_shift(
    come: Visits, code: str, width: int
) -> None:
    visit = come(width=width, accept=code)
    visit.enter(f"/gallery?lang={code}")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    assert visit.layout_shift() <= 0.02
    open_work(visit)
    expect(visit.page.locator("dialog .artwork")).to_be_visible()
    assert visit.barriers() == []
    words = translator(code).gettext("Close")
    visit.page.locator("dialog").get_by_role("button", name=words, exact=True).click()
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    for path in ("/gallery/hall", "/gallery/selection", "/gallery/list"):
        visit.open(f"{path}?lang={code}")
        assert visit.barriers() == [], path
        assert visit.overflow() <= 0, path
