"""The gallery in a browser: works open in place, the hall, the exhibition, the own selection."""

from __future__ import annotations

import re
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.visits import WIDTHS, Visit, Visits
from tests.conftest import sample
from tests.services.exhibiting import MODERATOR
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.gallery import Choice, Facet, Work
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.services.gallery import view_gallery
from youcheng.services.publishing import take_down_work

CASES = list(product((one.code for one in LANGUAGES), WIDTHS))
STANDS = 10_000
"""Milliseconds that a picture of an exhibition stays."""


def works_of(museum: BreakableSite, **facets: str) -> list[Work]:
    choice = Choice({Facet(name): value for name, value in facets.items()})
    return list(view_gallery(museum.services, choice=choice, limit=100).works)


def open_work(visit: Visit, number: int = 0) -> str:
    """Open a work of the wall in place; return its code."""
    link = visit.page.locator(".wall li a").nth(number)
    code = str(link.get_attribute("href")).split("/")[2].split("?")[0]
    link.click()
    expect_work(visit, code)
    return code


def expect_work(visit: Visit, code: str) -> None:
    expect(visit.page.locator(f'dialog[open] [data-work="{code}"]')).to_be_visible()


def hash_of(visit: Visit) -> dict[str, str]:
    found = parse_qs(urlsplit(visit.page.url).fragment)
    return {name: values[0] for name, values in found.items()}


def region_of(visit: Visit) -> list[int]:
    return [int(number) for number in hash_of(visit)["xywh"].split(",")]


def act(visit: Visit, name: str) -> Any:
    return visit.page.locator(f"dialog [data-do={name}]")


def wait_for_one(visit: Visit, held: list[Route]) -> None:
    """Wait until a request is held."""
    for _ in range(600):
        if held:
            return
        visit.page.wait_for_timeout(100)
    pytest.fail("nothing was asked for within a minute")


def let_through(held: list[Route]) -> None:
    """Let go on what was held."""
    for one in held:
        one.continue_()


def test_a_work_opens_in_place_and_the_back_button_closes_it(come: Visits) -> None:
    visit = come()
    visit.enter("/gallery?lang=en&country=CN")
    sockets = len(visit.sockets)
    title = visit.page.title()
    code = open_work(visit, 2)
    assert hash_of(visit) == {"work": code}
    assert visit.page.title() != title
    expect(visit.page.locator("dialog h1")).to_be_focused()
    assert visit.barriers() == []
    visit.page.go_back()
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    expect(visit.page.locator(f'.wall a[href^="/art/{code}"]')).to_be_focused()
    assert (hash_of(visit), visit.page.title()) == ({}, title)
    visit.page.go_forward()
    expect_work(visit, code)
    assert len(visit.sockets) == sockets, "a new session was started"
    visit.page.reload()
    expect_work(visit, code)
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    assert urlsplit(visit.page.url).query == "lang=en&country=CN"


def test_a_work_that_is_left_before_it_opens_stays_closed(come: Visits) -> None:
    visit = come()
    visit.enter("/gallery?lang=en")
    held: list[Route] = []
    visit.page.route("**/viewer.*.css", lambda route: held.append(route))
    visit.page.locator(".wall li a").first.click()
    wait_for_one(visit, held)
    visit.page.go_back()
    assert hash_of(visit) == {}
    let_through(held)
    sheets = "[...document.styleSheets].some((one) => (one.href || '').includes('/viewer.'))"
    visit.wait_until(lambda: visit.ask(sheets))
    visit.ask("new Promise((done) => setTimeout(done, 100))")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    open_work(visit)


def test_keys_lead_through_the_works_that_are_chosen(come: Visits, museum: BreakableSite) -> None:
    wanted = [one.code for one in works_of(museum, country="CN")]
    assert len(wanted) > 3
    visit = come()
    visit.enter("/gallery?lang=zh&country=CN")
    seen = [open_work(visit)]
    for code in wanted[1:]:
        visit.page.keyboard.press("ArrowRight")
        expect_work(visit, code)
        seen.append(hash_of(visit)["work"])
    assert seen == wanted
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("ArrowLeft")
    expect_work(visit, wanted[-2])
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(f'.wall a[href^="/art/{wanted[-2]}"]')).to_be_focused()


@pytest.mark.parametrize("in_place", sample([True, False], 1, "close look"))
def test_a_close_look_comes_back_at_the_same_place(come: Visits, in_place: bool) -> None:
    visit = come()
    visit.enter("/gallery?lang=en")
    code = open_work(visit)
    if not in_place:
        visit.open(f"/art/{code}?lang=en")
    frame = visit.page.locator("[data-zoom-picture]")
    visit.page.locator("[data-do=zoom]:visible").click()
    expect(frame).to_be_focused()
    expect(frame.locator("canvas")).to_be_visible()
    visit.wait_until(
        lambda: visit.ask("document.querySelector('[data-zoom-picture] canvas').width > 0")
    )
    for key in ("+", "+", "+", "ArrowRight", "ArrowDown"):
        visit.page.keyboard.press(key)
        visit.page.wait_for_timeout(300)
    visit.wait_until(lambda: visit.ask("location.hash.includes('xywh')"))
    assert visit.barriers() == []
    before = region_of(visit)
    visit.page.reload()
    expect(frame.locator("canvas")).to_be_visible()
    visit.page.wait_for_timeout(1500)
    visit.page.keyboard.press("-")
    visit.page.wait_for_timeout(600)
    visit.page.keyboard.press("+")
    visit.page.wait_for_timeout(600)
    after = region_of(visit)
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) <= 2
    visit.page.keyboard.press("Escape")
    expect(frame).to_be_hidden()
    expect(visit.page.locator("[data-do=zoom]:visible")).to_be_focused()
    assert "xywh" not in visit.page.url


def test_a_close_look_ends_with_its_work(come: Visits, museum: BreakableSite) -> None:
    wanted = [one.code for one in works_of(museum, country="CN")]
    visit = come()
    visit.enter("/gallery?lang=en&country=CN")
    open_work(visit)
    act(visit, "zoom").click()
    expect(visit.page.locator("[data-zoom-picture] canvas")).to_be_visible()
    visit.page.locator("dialog a[rel=next]").click()
    expect_work(visit, wanted[1])
    expect(visit.page.locator("dialog h1")).to_be_focused()
    assert hash_of(visit) == {"work": wanted[1]}
    visit.page.keyboard.press("ArrowRight")
    expect_work(visit, wanted[2])
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)


def test_without_a_script_a_work_is_a_page_with_its_picture(come: Visits) -> None:
    visit = come(script=False)
    visit.open("/gallery?lang=en")
    visit.page.locator(".wall li a").first.click()
    visit.page.wait_for_url("**/art/**")
    picture = visit.page.locator(".stage img")
    expect(picture).to_be_visible()
    assert len(str(picture.get_attribute("alt"))) > 10
    expect(visit.page.locator(".tools")).to_be_hidden()


def test_an_exhibition_goes_on_by_itself_and_stops_when_asked(come: Visits) -> None:
    visit = come(still=False)
    visit.enter("/gallery?lang=en&country=NP")
    visit.page.clock.install()
    visit.page.locator("[data-do=exhibit]:visible").click()
    first = visit.page.locator("dialog [data-work]")
    expect(first).to_be_visible()
    codes = [str(first.get_attribute("data-work"))]
    expect(visit.page.locator("dialog figcaption b")).to_be_visible()
    visit.wait_until(lambda: visit.ask("document.querySelector('dialog .stage img').complete"))
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
    visit.enter("/gallery?lang=en&country=NP")
    visit.page.clock.install()
    visit.page.locator("[data-do=exhibit]:visible").click()
    shown = visit.page.locator("dialog [data-work]")
    expect(shown).to_be_visible()
    codes = [str(shown.get_attribute("data-work"))]
    visit.wait_until(lambda: visit.ask("document.querySelector('dialog .stage img').complete"))
    held: list[Route] = []
    visit.page.route("**/img/**", lambda route: held.append(route))
    visit.page.clock.run_for(STANDS + 500)
    expect(visit.page.locator(f'dialog [data-work="{codes[0]}"]')).to_have_count(0)
    codes.append(str(shown.get_attribute("data-work")))
    expect(act(visit, "pause")).to_be_focused()
    for route in held:
        route.abort()
    visit.wait_until(lambda: visit.ask("document.querySelector('dialog .stage img').complete"))
    visit.page.clock.run_for(STANDS + 500)
    expect(visit.page.locator(f'dialog [data-work="{codes[1]}"]')).to_have_count(0)


def test_who_wants_no_motion_turns_the_pictures_alone(come: Visits) -> None:
    visit = come(still=True)
    visit.enter("/gallery?lang=en")
    visit.page.clock.install()
    visit.page.locator("[data-do=exhibit]:visible").click()
    shown = visit.page.locator("dialog [data-work]")
    expect(shown).to_be_visible()
    code = str(shown.get_attribute("data-work"))
    expect(act(visit, "pause")).to_have_attribute("aria-pressed", "true")
    visit.page.clock.run_for(STANDS * 5)
    expect_work(visit, code)
    visit.page.keyboard.press("ArrowRight")
    expect(visit.page.locator(f'dialog [data-work="{code}"]')).to_have_count(0)


def test_the_hall_and_the_list_hold_the_same_works_and_tab_reaches_them(come: Visits) -> None:
    visit = come()
    codes: dict[str, list[str]] = {}
    for path in ("/gallery/hall", "/gallery/list"):
        address, found = f"{path}?edition=2026&lang=en", []
        while address:
            visit.open(address)
            found += visit.ask(
                "[...document.querySelectorAll('.hall li > a, .works li > a')]"
                ".filter((one) => one.pathname.startsWith('/art/'))"
                ".map((one) => one.pathname.slice(5))"
            )
            following = visit.page.locator("main a[rel=next]")
            address = following.get_attribute("href") if following.count() else ""
        codes[path] = found
    assert codes["/gallery/hall"] == codes["/gallery/list"]
    assert len(codes["/gallery/hall"]) > 24
    visit.open("/gallery/hall?lang=en")
    visit.page.locator(".hall ol").focus()
    reached = set()
    for _ in range(30):
        visit.page.keyboard.press("Tab")
        reached.add(visit.ask("(document.activeElement.pathname || '').slice(5)"))
    assert reached >= set(codes["/gallery/hall"][:24])


def test_a_selection_is_kept_without_a_request_and_shared_by_its_address(
    come: Visits, museum: BreakableSite
) -> None:
    visit = come()
    visit.enter("/gallery?lang=en")
    kept = []
    for number in (0, 2, 3):
        kept.append(open_work(visit, number))
        visit.page.wait_for_load_state("networkidle")
        asked: list[str] = []
        visit.page.on("request", lambda request, asked=asked: asked.append(request.url))
        act(visit, "keep").click()
        expect(act(visit, "keep")).to_have_attribute("aria-pressed", "true")
        visit.page.wait_for_timeout(300)
        # The app asks for the page's icon when it likes.
        assert [one for one in asked if "/favicon." not in one] == []
        visit.page.keyboard.press("Escape")
        expect(visit.page.locator("dialog[open]")).to_have_count(0)
    visit.open("/gallery/selection?lang=en")
    hanging = visit.page.locator("[data-selection] .wall li")
    expect(hanging).to_have_count(3)
    assert visit.barriers() == []
    address = str(visit.page.locator("[data-do=share]").get_attribute("data-address"))

    other = come(width=390)
    other.open(address.removeprefix(museum.address) + "&lang=fr")
    shared = other.page.locator(".wall li > a")
    expect(shared).to_have_count(3)
    hrefs = shared.evaluate_all("(all) => all.map((one) => one.pathname.slice(5))")
    assert hrefs == kept
    assert other.barriers() == []

    hanging.first.get_by_role("button").click()
    expect(hanging).to_have_count(2)
    visit.page.keyboard.press("Enter")
    expect(hanging).to_have_count(3)

    code = parse_reference_code(kept[1])
    take_down_work(museum.services, code=code, mover=MODERATOR)
    visit.expected.append("410")
    # A picture may be kept for a minute.
    visit.context.new_cdp_session(visit.page).send("Network.clearBrowserCache")
    visit.page.reload()
    expect(hanging).to_have_count(2)
    other.page.reload()
    expect(shared).to_have_count(2)


def test_a_work_that_is_gone_says_so_in_its_window(come: Visits, museum: BreakableSite) -> None:
    visit = come()
    visit.expected.append("410")
    visit.enter("/gallery?lang=en&country=BY")
    link = visit.page.locator(".wall li a").last
    code = parse_reference_code(str(link.get_attribute("href")).split("/")[2].split("?")[0])
    take_down_work(museum.services, code=code, mover=MODERATOR)
    link.click()
    expect(visit.page.locator("dialog[open] h1")).to_have_text("This work is no longer on show")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)


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
    visit.page.wait_for_function("top => Math.abs(window.scrollY - top) < 50", arg=place)
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
    links = visit.page.locator("#root .wall li a")
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
    wait_for_one(visit, places)
    visit.page.locator("#content a[rel=next]").click()
    wait_for_one(visit, pages)
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


@pytest.mark.parametrize(("code", "width"), sample(CASES, 2, "gallery"))
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
