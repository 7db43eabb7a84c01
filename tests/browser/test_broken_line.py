"""A broken line is told in the visitor's language on every page, and lies over nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import BROKEN
from tests.browser.visits import Visits
from tests.conftest import sample
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import BY_CODE


@pytest.mark.parametrize("code", sample(list(BY_CODE), 1, "broken line"))
def test_a_broken_line_is_told_and_the_page_stays_usable(
    breakable: BreakableSite, opened: Visits, code: str
) -> None:
    visit = opened()
    visit.expected.extend(BROKEN)
    visit.enter(f"/about?lang={code}")
    page = visit.page
    line = page.locator("p.broken")
    expect(line).to_have_text("")
    breakable.line.cut()
    words = "There is no connection. The page goes on as soon as it is back."
    expect(line).to_have_text(translator(code).gettext(words))
    page.wait_for_timeout(5000)
    expect(page.locator("[role=dialog]")).to_have_count(0)
    assert page.evaluate("document.querySelector('[inert]') === null")
    breakable.line.mend()
    expect(line).to_have_text("", timeout=60_000)
