"""Every page in every language on wide and narrow screens, before and after the app starts."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, expect

from tests.browser.visits import WIDTHS, Visits
from tests.conftest import FULL, SEED, sample
from youcheng.domain.site_map import APP_PAGES, LIGHT_PAGES, PAGES
from youcheng.i18n.languages import BY_CODE, LANGUAGES

STORY = "/partners?partner=vaud&step=3"
PROGRAMME = "/programmes?programme=study"
APP_ADDRESSES = [*(page.path for page in APP_PAGES), STORY, PROGRAMME]
LIGHT_ADDRESSES = [*(page.path for page in LIGHT_PAGES), "/track"]
FIRST_PAINTS = [*APP_ADDRESSES, *LIGHT_ADDRESSES, "/nowhere"]
CODES = [language.code for language in LANGUAGES]
SIZES = """(() => {
  const found = {};
  for (const one of document.querySelectorAll(
    "main p, main li, main dd, main dt, main h1, main h2, main h3, "
    + ".stHtml p, .stHtml li, .stHtml dd, .stHtml dt, .stHtml h1, .stHtml h2, .stHtml h3"
  )) {
    const text = one.innerText.trim();
    if (!text || !one.checkVisibility()) continue;
    const { fontSize, lineHeight, fontWeight, marginTop, marginBottom } = getComputedStyle(one);
    const indent = getComputedStyle(one.parentElement).paddingLeft;
    found[`${one.tagName} ${text}`] =
      [fontSize, lineHeight, fontWeight, marginTop, marginBottom, indent];
  }
  return found;
})()"""
"""How texts are set, by their element and words."""
CHOSEN = "/map?partner=pointe-noire&theme=health"
CURRENT = (
    "#top nav [aria-current], .crumbs [aria-current], .filters [aria-current], .steps .on a, "
    "[class*=st-key-map] :is([aria-checked=true], [aria-pressed=true])"
)
"""What stands in a row of which it is the current item."""


def in_language(address: str, code: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


def cases(addresses: list[str], subject: str) -> list[tuple[str, str, int]]:
    """Address × language × width; in a sample each address once, languages and widths in turn."""
    if FULL:
        return [(a, code, width) for a in addresses for code in CODES for width in WIDTHS]
    turn = random.Random(f"{SEED}/{subject}")
    codes, widths = turn.sample(CODES, len(CODES)), turn.sample(list(WIDTHS), len(WIDTHS))
    return [
        (address, codes[number % len(codes)], widths[number // len(codes) % 2 ^ number % 2])
        for number, address in enumerate(addresses)
    ]


def is_within_the_width(one: Locator, width: int) -> bool:
    box = one.bounding_box()
    return box is not None and 0 <= box["x"] <= width + 0.5 - box["width"]


@pytest.mark.parametrize(
    ("address", "code", "width"), cases(sample(APP_ADDRESSES, 4, "app"), "app")
)
def test_the_app_takes_over_whole(visits: Visits, address: str, code: str, width: int) -> None:
    visit = visits(width=width)
    assert visit.enter(in_language(address, code)).status == 200
    page = visit.page
    assert page.locator("h1").count() == 1
    assert page.locator("#content").count() == 0
    assert visit.ask("document.documentElement.lang") == BY_CODE[code].html
    assert visit.overflow() <= 0
    assert visit.layout_shift() <= 0.02, visit.ask("window.youchengShifts")
    assert visit.barriers() == []


def test_lines_of_nepali_stay_when_the_fonts_for_latin_letters_come(visits: Visits) -> None:
    visit = visits(width=1280)
    visit.enter(in_language(PROGRAMME, "ne"))
    assert visit.ask("window.youchengFonts") > 0
    assert visit.ask("window.youchengShifts.reduce((sum, one) => sum + one.value, 0)") <= 0.05


@pytest.mark.parametrize(
    ("address", "code", "width"),
    cases(sample(FIRST_PAINTS, 4, "first paints"), "first paint"),
)
def test_the_first_paint_is_whole(visits: Visits, address: str, code: str, width: int) -> None:
    visit = visits(width=width)
    visit.without_app()
    visit.expected.append("404")
    status = visit.open(in_language(address, code)).status
    assert status == (404 if address == "/nowhere" else 200)
    assert visit.page.locator("h1").count() == 1
    assert visit.ask("document.documentElement.lang") == BY_CODE[code].html
    assert visit.overflow() <= 0
    assert visit.barriers() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_words_of_the_home_page_stay_when_the_rest_comes(
    visits: Visits, width: int
) -> None:
    visit = visits(width=width)
    visit.without_app()
    visit.open(in_language("/", "en"))
    words = visit.page.locator(".herotext > :first-child")
    whole = words.bounding_box()
    visit.ask("document.querySelectorAll('.herotext > :nth-child(n+3)').forEach((o) => o.remove())")
    assert visit.page.locator(".herotext > *").count() == 2
    assert words.bounding_box() == whole


@pytest.mark.parametrize("started", [False, True], ids=["first paint", "app"])
@pytest.mark.parametrize(
    ("address", "rows"), [("/about", 1), (CHOSEN, 5), ("/partners?partner=pointe-noire&step=5", 3)]
)
def test_the_current_item_of_each_row_is_seen_on_a_phone(
    visits: Visits, address: str, rows: int, started: bool
) -> None:
    visit = visits(width=390)
    if started:
        visit.enter(in_language(address, "fr"))
    else:
        visit.without_app()
        visit.open(in_language(address, "fr"))
    current = visit.page.locator(CURRENT).filter(visible=True).all()
    assert len(current) >= rows
    for one in current:
        assert is_within_the_width(one, 390), one.inner_text()
    assert visit.ask("scrollY") == 0


def test_the_menu_of_a_phone_follows_to_the_page_that_is_turned_to(visits: Visits) -> None:
    visit = visits(width=390)
    visit.enter(in_language("/", "ru"))
    visit.page.locator("#foot nav a[href^='/about']").first.click()
    last = visit.page.locator("#top nav a").last
    expect(last).to_have_attribute("aria-current", "page")
    assert is_within_the_width(last, 390)


@pytest.mark.parametrize("address", sample(APP_ADDRESSES, 1, "sizes"))
def test_a_text_keeps_its_size_when_the_app_takes_over(visits: Visits, address: str) -> None:
    before, after = visits(), visits()
    before.without_app()
    before.open(in_language(address, "en"))
    after.enter(in_language(address, "en"))
    painted, shown = before.ask(SIZES), after.ask(SIZES)
    same = painted.keys() & shown.keys()
    assert len(same) >= 5
    assert {text: painted[text] for text in same} == {text: shown[text] for text in same}


def test_the_map_of_the_home_page_is_drawn_with_and_without_a_script(visits: Visits) -> None:
    drawn = []
    for script, drawing in ((True, "svg.heromap"), (False, "img.heromap")):
        visit = visits(script=script)
        (visit.enter if script else visit.open)(in_language("/", "en"))
        expect(visit.page.locator(drawing)).to_be_visible()
        visit.page.wait_for_load_state("networkidle")
        with Image.open(io.BytesIO(visit.page.locator(".mapframe").screenshot())) as picture:
            drawn.append(picture.convert("RGB"))
    difference = ImageStat.Stat(ImageChops.difference(*drawn))
    assert max(ImageStat.Stat(drawn[0]).stddev) > 10
    assert max(difference.mean) < 1


@pytest.mark.parametrize("address", sample(APP_ADDRESSES, 1, "dark"))
@pytest.mark.parametrize("started", [False, True], ids=["first paint", "app"])
def test_dark_colours_are_readable(visits: Visits, address: str, started: bool) -> None:
    visit = visits(dark=True)
    if started:
        visit.enter(in_language(address, "en"))
    else:
        visit.without_app()
        visit.open(in_language(address, "en"))
    ground = visit.ask("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 25, 30)"
    assert visit.barriers() == []


@pytest.mark.parametrize("address", sample([*APP_ADDRESSES, *LIGHT_ADDRESSES], 4, "no script"))
def test_without_javascript_the_page_is_complete(visits: Visits, address: str) -> None:
    visit = visits(script=False)
    visit.open(in_language(address, "en"))
    page = visit.page
    assert page.locator("h1").is_visible()
    assert page.locator("#content").inner_text().count(" ") > 40
    assert page.locator("#content a[href]").count() >= 3
    assert page.locator("#foot nav a").count() >= 4
    assert page.locator("header nav a").count() == len([one for one in PAGES if one.in_nav])
    page.locator(".langs summary").click()
    page.locator(".langs a[hreflang=fr]").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert in_language(address, "fr") == page.url.removeprefix(visit.site)


@pytest.mark.parametrize("address", sample([*APP_ADDRESSES, *LIGHT_ADDRESSES], 3, "printed"))
def test_a_page_can_be_printed(visits: Visits, address: str) -> None:
    visit = visits()
    visit.without_app()
    visit.open(in_language(address, "en"))
    visit.page.emulate_media(media="print")
    assert visit.page.locator("h1").is_visible()
    assert visit.page.locator("#content p").first.is_visible()
    assert not visit.page.locator(".langs").is_visible()


def test_the_app_can_be_printed(visits: Visits) -> None:
    visit = visits()
    visit.enter(in_language(STORY, "en"))
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#root h1").is_visible()
    assert visit.page.locator("#root .story .body").is_visible()
    assert visit.overflow() <= 0


def test_less_motion_is_respected(visits: Visits) -> None:
    visit = visits(still=True)
    visit.enter("/?lang=en")
    moving = visit.ask(
        "document.getAnimations().filter((one) => one.playState === 'running' && "
        "one.effect.getComputedTiming().duration > 1).map((one) => one.effect.target.className)"
    )
    assert moving == []
