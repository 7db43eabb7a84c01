"""Ways over the map: pointer, keyboard, table, years, views; in two languages."""

from __future__ import annotations

import math
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.visits import WIDTHS, Visit, Visits
from tests.conftest import sample
from youcheng.content.loader import load_content
from youcheng.domain.selection import Selection
from youcheng.i18n.catalogues import translator
from youcheng.ui.map.camera import place_camera

CODES = ["zh", "fr"]
CONTENT = load_content()
ITEM = next(item for item in CONTENT.items if item.year_from == 2019)
TOUCHES = 12
"""A map drawn without a graphics card may be too slow to take a touch for one: it is repeated."""


def canvas(page: Page) -> Locator:
    return page.locator("[data-testid=stDeckGlJsonChart] canvas").first


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def spot(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the canvas in the view that the map begins with (Web Mercator)."""
    box = canvas(page).bounding_box()
    assert box is not None
    narrow = box["width"] <= min(WIDTHS)
    camera = place_camera(content=CONTENT, selection=Selection(), phone=narrow)

    def north(degrees: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2)) / (2 * math.pi)

    world = 512 * 2**camera.zoom
    x = box["width"] / 2 + (lon - camera.lon) / 360 * world
    return x, box["height"] / 2 - (north(lat) - north(camera.lat)) * world


def enter(visit: Visit, path: str) -> Page:
    """Go to a map address and wait until the map's canvas is there."""
    visit.enter(path)
    expect(canvas(visit.page)).to_be_visible(timeout=60_000)
    return visit.page


def click_spot(page: Page, lon: float, lat: float, wanted: str) -> None:
    for _ in range(TOUCHES):
        x, y = spot(page, lon, lat)
        try:
            canvas(page).click(position={"x": x, "y": y}, timeout=4000)
            page.wait_for_url(re.compile(wanted), timeout=4000)
        except TooLate:
            continue
        return
    pytest.fail("no touch on the map was taken")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", sample(CODES, 1, "map touch"))
def test_a_touch_on_the_map_opens_the_partner(visits: Visits, code: str, width: int) -> None:
    page = enter(visits(width=width), f"/map?lang={code}")
    partner = CONTENT.partner("pointe-noire")
    click_spot(page, partner.lon, partner.lat, "partner=pointe-noire")
    expect(page.locator("#map-panel h2")).to_have_text(partner.name.get(code))
    assert query(page) == {"partner": ["pointe-noire"], "lang": [code]}
    expect(page.locator("button", has_text="Clear selection")).to_have_count(0)


@pytest.mark.parametrize("code", sample(CODES, 1, "map keys"))
def test_the_whole_task_goes_by_keyboard(visits: Visits, code: str) -> None:
    page = enter(visits(), f"/map?lang={code}")
    pill = page.locator("[class*=st-key-map-partner] button").nth(2)
    pill.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("partner=vaud"))
    expect(page.locator("#map-panel h2")).to_have_text(CONTENT.partner("vaud").name.get(code))
    rows = page.locator("#root tr[data-item]")
    expect(rows).to_have_count(len(CONTENT.items_of(partner="vaud")))
    row = rows.first.locator("a")
    title = row.inner_text()
    row.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("item="))
    expect(page.locator("#map-panel h2")).to_have_text(title)
    chosen = page.locator("#root tr.on a")
    expect(chosen).to_have_text(title)
    expect(chosen).to_be_focused()
    said = translator(code).gettext("Chosen: {title}").format(title=title)
    expect(page.locator(".itemslive")).to_have_text(said)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("item="))
    expect(page.locator("#root tr.on")).to_have_count(0)


def test_a_deep_link_comes_back_exactly(visits: Visits) -> None:
    address = f"/map?partner={ITEM.partners[0]}&theme={ITEM.theme}&year=2019&item={ITEM.id}&lang=en"
    page = enter(visits(), address)
    for _ in range(2):
        expect(page.locator("#map-panel h2")).to_have_text(ITEM.title.get("en"))
        expect(page.locator("#root tr.on")).to_have_attribute("data-item", ITEM.id)
        expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "2019")
        assert query(page)["item"] == [ITEM.id]
        page.reload()
        expect(canvas(page)).to_be_visible(timeout=60_000)


def test_back_and_forward_follow_the_selections(visits: Visits) -> None:
    page = enter(visits(), "/map?lang=en")
    page.locator("[class*=st-key-map-partner] button").nth(3).click()
    expect(page.locator("#map-panel h2")).to_have_text("Bandar Seri Begawan")
    page.go_back()
    expect(page.locator("#map-panel h2")).to_have_text("Five partners")
    page.go_forward()
    expect(page.locator("#map-panel h2")).to_have_text("Bandar Seri Begawan")


def test_the_table_is_sorted_and_stays_so(visits: Visits) -> None:
    page = enter(visits(), "/map?lang=en")
    head = page.locator("#root th", has=page.get_by_role("button", name="Theme"))
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    themes = page.locator("#root tbody tr td:nth-child(2)").all_inner_texts()
    assert [one.strip() for one in themes] == sorted(one.strip() for one in themes)
    page.locator("[class*=st-key-map-status] button").nth(1).click()
    expect(page).to_have_url(re.compile("status=done"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")


def test_the_years_play_and_pause(visits: Visits) -> None:
    page = enter(visits(), "/map?lang=en")
    page.get_by_role("button", name="Play the years").click()
    expect(page).to_have_url(re.compile("year=2017"), timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play the years")).to_be_visible()
    assert 2017 <= int(query(page)["year"][0]) <= 2026


def test_the_years_play_on_a_device_that_is_slow_to_draw(visits: Visits) -> None:
    visit = visits()
    # React draws in steps that it asks for by such messages.
    visit.context.add_init_script(
        """
        const post = MessagePort.prototype.postMessage;
        MessagePort.prototype.postMessage = function (...sent) {
          if (window.slowToDraw) setTimeout(() => post.apply(this, sent), 2500);
          else post.apply(this, sent);
        };
        """
    )
    page = enter(visit, "/map?lang=en")
    page.evaluate("window.slowToDraw = true")
    page.get_by_role("button", name="Play the years").click()
    page.wait_for_url("**year=2015**")
    page.wait_for_timeout(4000)
    page.evaluate("window.slowToDraw = false")
    expect(page).to_have_url(re.compile("year=2018"), timeout=30_000)


def test_a_filter_fetches_no_data_again_and_keeps_the_canvas(visits: Visits) -> None:
    visit = visits()
    arrived: list[str] = []
    visit.page.on("requestfinished", lambda request: arrived.append(request.url))
    page = enter(visit, "/map?lang=en")
    for name in ("world", "nanhai", "items-en", "marks-light", "places", "labels-en-light"):
        visit.wait_until(lambda name=name: any(f"/geo/{name}." in url for url in arrived))
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.evaluate("document.querySelector('[data-testid=stDeckGlJsonChart] canvas').kept = true")
    page.locator("[class*=st-key-map-theme] button").nth(3).click()
    expect(page).to_have_url(re.compile("theme=education"))
    visit.settle()
    assert not [url for url in fetched if "/geo/" in url]
    assert page.evaluate("document.querySelector('[data-testid=stDeckGlJsonChart] canvas').kept")


def test_the_globe_draws(visits: Visits) -> None:
    page = enter(visits(), "/map?view=globe&lang=en")
    expect(page.locator("[class*=st-key-mapboxglobe] canvas")).to_be_visible()
    page.locator("[class*=st-key-map-view] button").nth(2).click()
    expect(page).to_have_url(re.compile("view=jiangsu"))
    expect(page.locator("[class*=st-key-mapboxglobe]")).to_have_count(0)


STATES = (
    f"/map?item={ITEM.id}&lang=ne",
    "/map?partner=bsb&view=partner&lang=ru",
    "/map?theme=sport&year=2015&city=wuxi&partner=none&lang=ms",
    "/map/list?partner=kathmandu&lang=zh",
)


@pytest.mark.parametrize(
    ("path", "width"), sample([(one, width) for one in STATES for width in WIDTHS], 1, "map states")
)
def test_no_barriers_and_nothing_too_wide_in_any_state(
    visits: Visits, path: str, width: int
) -> None:
    visit = visits(width=width)
    if path.startswith("/map/list"):
        visit.open(path)
    else:
        enter(visit, path)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
