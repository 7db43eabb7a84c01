"""Ways through the site: links, languages, deep links, keyboard."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import APP_ADDRESSES, in_language
from tests.browser.visits import Visits
from tests.conftest import sample
from youcheng.domain.site_map import APP_PAGES
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE, LANGUAGES

CODES = [language.code for language in LANGUAGES]
ACCEPTED = [("fr-CH,fr;q=0.9,en;q=0.8", "fr"), ("ms-BN,en;q=0.5", "ms"), ("ne-NP", "ne")]


def navigation(page: Page, path: str) -> None:
    page.locator(f"header nav a[href^='{path}?']").click()


def choose_language(page: Page, code: str) -> None:
    page.locator(".langs summary").click()
    page.locator(f".langs a[hreflang='{BY_CODE[code].html}']").click()


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_link_moves_within_the_session(visits: Visits) -> None:
    visit = visits()
    visit.enter("/?lang=en")
    page = visit.page
    before = page.title()
    heading = page.locator("h1").text_content() or ""
    navigation(page, "/about")
    expect(page).to_have_url(re.compile(r"/about\?"))
    expect(page.locator("h1")).not_to_have_text(heading)
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("p[role=status].sr")).to_contain_text("About this site")
    expect(page).to_have_title(re.compile("About this site"))
    assert before != page.title()
    expect(page.locator("header nav a[aria-current=page]")).to_have_text("About")
    assert query_of(page)["lang"] == ["en"]
    assert len(visit.sockets) == 1

    page.go_back()
    expect(page.locator("h1")).to_have_text(heading)
    expect(page).to_have_title(before)
    assert len(visit.sockets) == 1


def test_links_in_the_text_and_the_footer_move_within_the_session(visits: Visits) -> None:
    visit = visits()
    visit.enter("/partners?lang=en")
    page = visit.page
    page.locator("#root .row.p-bsb h2 a").click()
    expect(page.locator("h1")).to_have_text("Bandar Seri Begawan")
    expect(page.locator("h1")).to_be_focused()
    assert query_of(page) == {"partner": ["bsb"], "lang": ["en"]}
    page.locator("#foot a[href*='#privacy']").click()
    expect(page.locator("#privacy")).to_be_focused()
    expect(page.locator("#privacy")).to_be_in_viewport()
    assert len(visit.sockets) == 1


def test_the_story_goes_on_step_by_step(visits: Visits) -> None:
    visit = visits()
    visit.enter("/partners?partner=vaud&step=3&lang=en")
    page = visit.page
    third = page.locator("[data-arrive]").text_content() or ""
    expect(page.locator("ol.steps a[aria-current=step]")).to_contain_text(third)
    page.locator("a[rel=next]").click()
    expect(page.locator("[data-arrive]")).not_to_have_text(third)
    expect(page.locator("[data-arrive]")).to_be_focused()
    assert query_of(page) == {"partner": ["vaud"], "step": ["4"], "lang": ["en"]}
    page.locator("a[rel=prev]").click()
    expect(page.locator("[data-arrive]")).to_have_text(third)
    assert len(visit.sockets) == 1


def test_links_still_move_within_the_session_after_many_moves(visits: Visits) -> None:
    visit = visits()
    visit.enter("/?lang=fr")
    for page in [*APP_PAGES, *APP_PAGES][1:]:
        navigation(visit.page, page.path)
        expect(visit.page.locator("header nav a[aria-current=page]")).to_have_attribute(
            "href", f"{page.path}?lang=fr"
        )
        visit.settle()
        expect(visit.page.locator("#root h1")).to_have_count(1)
    assert len(visit.sockets) == 1


@pytest.mark.parametrize("address", sample(APP_ADDRESSES, 1, "switch"))
def test_the_language_switch_keeps_page_and_state(visits: Visits, address: str) -> None:
    first, second = sample(CODES, len(CODES), f"switch {address}")[:2]
    visit = visits()
    visit.enter(in_language(address, first))
    page = visit.page
    heading = page.locator("h1").text_content() or ""
    choose_language(page, second)
    expect(page.locator("html")).to_have_attribute("lang", BY_CODE[second].html)
    expect(page.locator("h1")).not_to_have_text(heading)
    wanted = parse_qs(urlsplit(address).query) | {"lang": [second]}
    assert query_of(page) == wanted
    assert urlsplit(page.url).path == urlsplit(address).path
    expect(page.locator(".langs summary")).to_contain_text(BY_CODE[second].self_name)
    about = translator(second).gettext("About")
    expect(page.locator("header nav a[href^='/about']")).to_have_text(about)
    assert len(visit.sockets) == 1
    cookies = {one["name"]: one["value"] for one in visit.context.cookies()}
    assert cookies["lang"] == second

    visit.enter(address)
    assert visit.ask("document.documentElement.lang") == BY_CODE[second].html


@pytest.mark.parametrize(("accept", "code"), sample(ACCEPTED, 1, "accepted"))
def test_the_browser_chooses_the_first_language(visits: Visits, accept: str, code: str) -> None:
    visit = visits(accept=accept)
    visit.enter("/about")
    assert visit.ask("document.documentElement.lang") == BY_CODE[code].html
    title = translator(code).gettext("About this site")
    expect(visit.page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("code", sample(CODES, 1, "unknown address"))
def test_an_unknown_address_says_so_in_the_visitors_language(visits: Visits, code: str) -> None:
    visit = visits(accept=code)
    visit.expected.append("404")
    assert visit.open("/nowhere").status == 404
    expect(visit.page.locator("h1")).to_have_text(translator(code).gettext("Page not found"))
    visit.page.locator("#content a[href^='/?']").click()
    visit.wait_for_app()
    assert visit.ask("document.documentElement.lang") == BY_CODE[code].html


def test_the_keyboard_reaches_everything_in_order(visits: Visits) -> None:
    visit = visits()
    visit.enter("/?lang=en")
    page = visit.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".brand")).to_be_focused()
    for link in page.locator("header nav a").all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    page.keyboard.press("Tab")
    menu = page.locator(".langs summary")
    expect(menu).to_be_focused()
    page.keyboard.press("Tab")
    inside = visit.ask("document.getElementById('root').contains(document.activeElement)")
    assert inside, visit.ask("document.activeElement.outerHTML.slice(0, 200)")


def test_the_language_menu_works_by_keyboard(visits: Visits) -> None:
    visit = visits()
    visit.enter("/about?lang=en")
    page = visit.page
    menu = page.locator(".langs summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".langs")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(".langs a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".langs")).not_to_have_attribute("open", "")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(CODES.index("ru") + 1):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".langs")).not_to_have_attribute("open", "")
    assert len(visit.sockets) == 1


def test_the_skip_link_leads_to_the_content(visits: Visits) -> None:
    visit = visits()
    visit.enter("/about?lang=en")
    page = visit.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = visit.ask("document.getElementById('root').contains(document.activeElement)")
    assert inside, visit.ask("document.activeElement.outerHTML.slice(0, 200)")


def test_the_focus_survives_the_start_of_the_app(visits: Visits) -> None:
    visit = visits()
    with visit.holding_app():
        visit.open("/about?lang=en")
        link = visit.page.locator("#content .toc a").nth(2)
        href = link.get_attribute("href")
        link.focus()
    visit.wait_for_app()
    expect(visit.page.locator(f"#root .toc a[href='{href}']")).to_be_focused()


def test_a_reload_shows_the_same_step_without_the_app_and_with_it(visits: Visits) -> None:
    address = "/partners?partner=kathmandu&step=5&lang=ne"
    visit = visits()
    with visit.holding_app():
        visit.open(address)
        text = visit.page.locator("#content h3[data-arrive]").text_content() or ""
    visit.wait_for_app()
    expect(visit.page.locator("h3[data-arrive]")).to_have_text(text)
    expect(visit.page.locator("ol.steps a[aria-current=step]")).to_contain_text(text)
