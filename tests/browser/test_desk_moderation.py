"""A painting on its way to the gallery and out of it, in a real browser, by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.clerks import MODERATOR
from tests.services.desk_work import do
from tests.services.exhibiting import TRANSLATIONS, reveal
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Role
from youcheng.domain.moderation import Point
from youcheng.domain.states import ReviewState, Visibility
from youcheng.services import desk_actions


@pytest.fixture(scope="module")
def colleague(office: Office) -> Colleague:
    """Somebody who moderates and leads."""
    roles = frozenset({Role.MODERATOR, Role.LEAD})
    return hire(office, "fang@example.org", name="Fang", roles=roles)


@pytest.fixture(scope="module")
def paper(office: Office) -> Paper:
    """A painting that a moderator has taken, and another that looks like it."""
    office.services = replace(office.services, public_url="https://youcheng.example")
    copy, sent = send(office), send(office)
    for one in (copy, sent):
        answer(one)
    do(sent, desk_actions.take, MODERATOR)
    return sent


def enter(visit: Visit, paper: Paper, colleague: Colleague) -> None:
    visit.open(f"/desk?submission={paper.stored.code}&lang=en")
    visit.page.locator("#email").fill(colleague.email)
    visit.page.locator("#password").fill(PASSWORD)
    visit.page.locator("form button[type=submit]").click()
    visit.wait_for_app()
    expect(visit.page.locator("#dm-title")).to_be_visible(timeout=60_000)


def press(visit: Visit, target: Locator, key: str = "Enter") -> None:
    """Come to it and press a key, as somebody without a pointer does."""
    target.focus()
    visit.page.keyboard.press(key)


def expect_said(visit: Visit, words: str) -> None:
    expect(visit.page.locator("#ds-said")).to_contain_text(words, timeout=30_000)
    visit.settle()


def status(visit: Visit, path: str) -> int:
    return visit.context.request.get(visit.site + path).status


def blur(visit: Visit) -> None:
    """Blur one part that is drawn and one that is given by numbers, and take both away."""
    page = visit.page
    press(visit, page.locator("#dm-blur > summary"))
    area = page.locator("[data-blur]")
    area.scroll_into_view_if_needed()
    seen = area.bounding_box()
    assert seen is not None
    page.mouse.move(seen["x"] + seen["width"] * 0.3, seen["y"] + seen["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(seen["x"] + seen["width"] * 0.5, seen["y"] + seen["height"] * 0.45)
    page.mouse.up()
    left, width = (int(page.locator(f"#dm-{name}").input_value()) for name in ("left", "width"))
    assert 29 <= left <= 30
    assert 20 <= width <= 22
    plain = page.locator(".dm-large img").get_attribute("src")
    page.get_by_role("button", name="Blur it").click()
    expect_said(visit, "The part is blurred in all that is shown.")
    expect(page.locator(".dm-large img")).not_to_have_attribute("src", str(plain))
    for name, value in {"left": 60, "top": 60, "width": 20, "height": 20}.items():
        page.locator(f"#dm-{name}").fill(str(value))
    press(visit, page.locator("#dm-height"))
    told = page.locator(".ds-history li", has_text="Part of the picture blurred")
    expect(told).to_have_count(2, timeout=30_000)
    visit.settle()
    page.screenshot(path="/tmp/moderation/c.png", full_page=True)
    press(visit, page.get_by_role("button", name="Show the picture whole again"))
    expect_said(visit, "The picture is shown whole again.")
    expect(page.locator(".dm-large img")).to_have_attribute("src", str(plain))


def test_a_painting_goes_from_the_checklist_to_the_gallery_and_out_of_it_by_keyboard(
    office: Office, breakable: BreakableSite, chromium: Browser, paper: Paper, colleague: Colleague
) -> None:
    opened = Visits(breakable.address, chromium)
    visit, narrow = opened(), opened(width=390, dark=True)
    work = f"/art/{paper.stored.code}"
    enter(visit, paper, colleague)
    page = visit.page
    expect(page.locator(".dm-alike")).to_contain_text("Almost certainly the same picture")
    press(visit, page.locator(f"input[name=fit-{Point.NAMES}][value=no]"), "Space")
    page.keyboard.press("Tab")
    page.keyboard.type("A stamp at the edge.")
    press(visit, page.get_by_role("button", name="Keep the checklist"))
    expect_said(visit, "The checklist is kept.")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    enter(narrow, paper, colleague)
    narrow.page.locator("#dm-blur > summary").click()
    assert narrow.barriers() == []
    assert narrow.overflow() <= 0

    blur(visit)
    press(visit, page.get_by_role("button", name="Pass moderation"))
    expect(page.locator("#ds-act-check .ferror")).to_contain_text("Not everything", timeout=30_000)
    visit.settle()
    for code, words in TRANSLATIONS.items():
        page.locator(f"#dm-title-{code}").fill(words.title)
        page.locator(f"#dm-see-{code}").fill(words.see)
    press(visit, page.get_by_role("button", name="Keep the words"))
    expect_said(visit, "The words are kept.")
    for point in Point:
        press(visit, page.locator(f"input[name=fit-{point}][value=yes]"), "Space")
    press(visit, page.get_by_role("button", name="Pass moderation"))
    expect_said(visit, "The painting has passed the moderation.")
    assert paper.stored.review is ReviewState.ELIGIBLE

    press(visit, page.locator("#ds-act-show button"))
    expect(page.locator(".dm-showing")).to_contain_text("when the results", timeout=30_000)
    expect_said(visit, "Done.")
    assert paper.stored.state.visibility is Visibility.SCHEDULED
    assert status(visit, work) == 404
    assert reveal(office) == 1
    assert status(visit, work) == 200

    visit.open(f"/desk?submission={paper.stored.code}&lang=en")
    visit.wait_for_app()
    expect(page.locator("#ds-act-take_down")).to_be_visible(timeout=60_000)
    page.locator("#dm-down").select_option("safeguarding")
    press(visit, page.locator("#ds-act-take_down > button"))
    dialog = page.locator("#dm-confirm-down")
    expect(dialog).to_be_visible()
    assert visit.barriers() == []
    press(visit, dialog.locator("[data-close]"))
    expect(dialog).to_be_hidden()
    assert status(visit, work) == 200
    press(visit, page.locator("#ds-act-take_down > button"))
    press(visit, dialog.locator("button[type=submit]"))
    expect_said(visit, "The work is taken down for good.")
    assert status(visit, work) == 410
    opened.close()
    assert opened.problems() == []
