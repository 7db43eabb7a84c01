"""Pages without the app in a browser: what they weigh, what comes later, and that nothing lacks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.gallery_visits import open_work, works_of
from tests.browser.visits import WIDTHS, Visit, Visits
from tests.conftest import sample
from youcheng.domain.gallery import Work
from youcheng.domain.pictures import LIGHT_COPY, MOST_LIGHT_BYTES
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.style_sheets import whole_stylesheet

HEAVIEST = 100_000
"""Bytes that such a page weighs at most, with all that it needs."""
CODES = [one.code for one in LANGUAGES]
BESIDE = ".beside .wall li"
LOOKS = """(all) => all.map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  const { color, backgroundColor, borderTopColor, fontSize } = getComputedStyle(one);
  const look = [color, backgroundColor, borderTopColor, fontSize];
  return [one.tagName, one.className, x, y, width, height, ...look];
})"""
"""Where each element is and what it looks like."""
DRESS = """(rules) => {
  const own = document.querySelector("style:not(#fonts)");
  const { length } = own.sheet.cssRules;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  own.remove();
  document.adoptedStyleSheets = [sheet];
  return sheet.cssRules.length - length;
}"""
"""Put all style sheets in the place of the page's own; how many rules more they have."""
IS_DRAWN = "(all) => all.every((one) => one.complete && one.naturalWidth > 0)"


def heaviest_of(museum: BreakableSite) -> Work:
    """The work whose copy for its own page weighs most."""
    with museum.services.records.read() as uow:

        def weight(work: Work) -> int:
            copy = uow.attachments.copy_on_show(work.picture, LIGHT_COPY)
            assert copy is not None
            return copy.bytes

        heaviest = max(works_of(museum), key=weight)
        assert weight(heaviest) > 0.9 * MOST_LIGHT_BYTES
    return heaviest


def travelled(visit: Visit) -> int:
    """Bytes that have come for the page, headers included."""
    return int(
        visit.ask(
            "[...performance.getEntriesByType('navigation'), "
            "...performance.getEntriesByType('resource')]"
            ".reduce((sum, one) => sum + one.transferSize, 0)"
        )
    )


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("code", sample(CODES, 1, "weight of a light page"))
def test_a_light_page_weighs_less_than_a_hundred_kilobytes(
    come: Visits, museum: BreakableSite, code: str, width: int
) -> None:
    for path in (f"/art/{heaviest_of(museum).code}", "/map/list"):
        visit = come(new=True, width=width)
        visit.open(f"{path}?lang={code}")
        visit.page.wait_for_load_state("networkidle")
        weight = travelled(visit)
        assert HEAVIEST / 10 < weight < HEAVIEST


def test_all_windows_but_large_ones_take_the_light_copy_of_a_work(
    come: Visits, museum: BreakableSite
) -> None:
    work = next(one for one in works_of(museum) if 1 < one.width / one.height <= 1.5)
    for width in WIDTHS:
        visit = come(width=width)
        visit.open(f"/art/{work.code}?lang=en")
        picture = visit.page.locator(".mat img")
        address = f"{visit.site}/img/{work.picture}/{LIGHT_COPY}"
        expect(picture).to_have_js_property("currentSrc", address)


def test_what_hangs_beside_a_work_is_fetched_when_the_visitor_comes_near(
    come: Visits, museum: BreakableSite
) -> None:
    work = works_of(museum)[1]
    visit = come()
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open(f"/art/{work.code}?lang=en")
    visit.page.wait_for_load_state("networkidle")
    pictures = visit.page.locator(f"{BESIDE} img")
    assert [one for one in asked if "/img/" in one and work.picture not in one] == []
    expect(pictures).to_have_count(0)
    places = visit.page.locator(BESIDE)
    before = places.evaluate_all(LOOKS)
    visit.page.locator(".beside").scroll_into_view_if_needed()
    expect(pictures).to_have_count(2)
    visit.wait_until(lambda: pictures.evaluate_all(IS_DRAWN))
    visit.ask("window.scrollTo(0, 0)")
    assert places.evaluate_all(LOOKS) == before


def test_without_a_script_it_is_there_from_the_beginning(
    come: Visits, museum: BreakableSite
) -> None:
    visit = come(script=False)
    visit.open(f"/art/{works_of(museum)[1].code}?lang=en")
    pictures = visit.page.locator(f"{BESIDE} img")
    expect(pictures).to_have_count(2)
    for number in range(2):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).to_be_visible()


@pytest.mark.parametrize("width", sample(sorted(WIDTHS), 1, "looks of a light page"))
def test_a_light_page_looks_as_with_all_style_sheets(
    come: Visits, museum: BreakableSite, width: int
) -> None:
    for path in (
        "/map/list",
        "/partners/list",
        "/gallery/list",
        "/gallery/hall",
        f"/art/{works_of(museum)[1].code}",
        "/track",
        "/nothing-here",
    ):
        visit = come(width=width)
        visit.expected.append("404")
        visit.open(f"{path}?lang=fr")
        visit.page.wait_for_load_state("networkidle")
        everything = visit.page.locator("body *:not(script)")
        before = everything.evaluate_all(LOOKS)
        assert visit.page.evaluate(DRESS, str(whole_stylesheet())) > 0
        assert everything.evaluate_all(LOOKS) == before, path


@pytest.mark.parametrize(
    ("part", "in_place"),
    [("viewer", False), ("zoom", False), ("zoom", True)],
    ids=["page, viewer", "page, zoom", "window, zoom"],
)
def test_a_close_look_that_cannot_be_had_says_so_until_it_can(
    come: Visits, museum: BreakableSite, part: str, in_place: bool
) -> None:
    visit = come(new=True)
    visit.expected += [f"/{part}.", "ERR_FAILED"]
    if in_place:
        visit.enter("/gallery?lang=en")
        open_work(visit)
    else:
        visit.open(f"/art/{works_of(museum)[0].code}?lang=en")
    address = f"**/{part}.*.js"
    visit.page.route(address, lambda route: route.abort())
    button = visit.page.locator("[data-do=zoom]:visible")
    button.click()
    note = visit.page.locator("[data-note]:visible")
    expect(note).to_contain_text("Check your connection and try again.")
    visit.page.unroute(address)
    button.click()
    expect(visit.page.locator("[data-zoom-picture] canvas")).to_be_visible()
    expect(note).to_have_count(0)
