"""Works in a browser: they open in place, are looked at closely, walked along and kept."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.gallery_visits import act, expect_work, hash_of, open_work, works_of
from tests.browser.visits import Visit, Visits, let_through
from tests.conftest import sample
from tests.services.exhibiting import MODERATOR
from youcheng.domain.codes import parse_reference_code
from youcheng.services.publishing import take_down_work


def region_of(visit: Visit) -> list[int]:
    return [int(number) for number in hash_of(visit)["xywh"].split(",")]


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


def test_nothing_moves_on_the_pages_that_have_no_app(come: Visits, museum: BreakableSite) -> None:
    for path, shows in (
        (f"/art/{works_of(museum)[0].code}", ".tools"),
        ("/gallery/selection", "[data-selection-empty]"),
    ):
        visit = come()
        visit.open(f"{path}?lang=en")
        expect(visit.page.locator(shows)).to_be_visible()
        visit.page.wait_for_load_state("networkidle")
        assert visit.ask("window.youchengShifts.reduce((sum, one) => sum + one.value, 0)") <= 0.02


def test_a_work_that_is_left_before_it_opens_stays_closed(come: Visits) -> None:
    visit = come()
    visit.enter("/gallery?lang=en")
    held: list[Route] = []
    visit.page.route("**/viewer.*.css", lambda route: held.append(route))
    visit.page.locator(".wall li a").first.click()
    visit.wait_until(lambda: bool(held))
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
