"""What the site leaves in a real browser is what the privacy section lists."""

from __future__ import annotations

from tests.browser.visits import Visits

PLACES = ("/?lang=fr", "/map", "/programmes?programme=study", "/about?lang=en")


def test_nothing_is_stored_that_the_page_does_not_list(visits: Visits) -> None:
    visit = visits()
    for place in PLACES:
        visit.enter(place)
    listed = visit.page.locator("[aria-labelledby=privacy-cookies] code").all_inner_texts()
    cookies = {str(one.get("name")) for one in visit.context.cookies()}
    kept = visit.ask("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert cookies == {"lang", "_streamlit_xsrf"}
    assert not [name for name in (*cookies, *kept) if not name.startswith(tuple(listed))]
    assert any(name.startswith("stActiveTheme") for name in kept)
