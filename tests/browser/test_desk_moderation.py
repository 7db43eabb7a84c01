"""A painting on its way to the gallery and out of it, in a real browser, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import randrange
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.submission_work import expect_said
from tests.browser.visits import LOOKS, Visit, Visits
from tests.conftest import sample
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.clerks import MODERATOR
from tests.services.desk_work import do
from tests.services.exhibiting import TRANSLATIONS, reveal
from tests.services.guardian import answer
from tests.services.office import Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Role
from youcheng.domain.moderation import Finding, Point
from youcheng.domain.states import ReviewState, Visibility
from youcheng.services import desk_actions, desk_moderation

pytestmark = pytest.mark.in_turn("a page of the desk")


@pytest.fixture(scope="module")
def colleague(office: Office) -> Colleague:
    """Somebody who moderates and leads."""
    roles = frozenset({Role.MODERATOR, Role.LEAD})
    return hire(office, "moderation@example.org", name="Fang", roles=roles)


@pytest.fixture
def paper(office: Office) -> Paper:
    """A painting that a moderator has taken."""
    office.services = replace(office.services, public_url="https://youcheng.example")
    sent = send(office, seed=randrange(10**6))
    answer(sent)
    do(sent, desk_actions.take, MODERATOR)
    return sent


@pytest.fixture
def come(opened: Visits, colleague: Colleague) -> Callable[..., Visit]:
    """Bring somebody to the moderation of a painting."""

    def begin(paper: Paper, **given: Any) -> Visit:
        visit = opened(**given)
        visit.sign_in(f"/desk?submission={paper.stored.code}&lang=en", colleague.email, PASSWORD)
        expect(visit.page.locator("#dm-title")).to_be_visible(timeout=60_000)
        return visit

    return begin


def press(visit: Visit, target: Locator, key: str = "Enter") -> None:
    """Come to it and press a key, as somebody without a pointer does."""
    target.focus()
    visit.page.keyboard.press(key)


def status(visit: Visit, path: str) -> int:
    return visit.context.request.get(visit.site + path).status


def test_the_checklist_is_gone_through_by_keyboard_until_the_painting_passes(
    paper: Paper, come: Callable[..., Visit]
) -> None:
    visit = come(paper)
    page = visit.page
    press(visit, page.locator(f"input[name=fit-{Point.NAMES}][value=no]"), "Space")
    page.keyboard.press("Tab")
    page.keyboard.type("A stamp at the edge.")
    press(visit, page.get_by_role("button", name="Keep the checklist"))
    expect_said(visit, "The checklist is kept.")
    press(visit, page.get_by_role("button", name="Pass moderation"))
    error = page.locator("#ds-act-check .ferror")
    expect(error).to_contain_text("Not everything", timeout=60_000)
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


def test_a_work_comes_on_show_at_the_reveal_and_is_gone_when_it_is_taken_down(
    office: Office, paper: Paper, come: Callable[..., Visit]
) -> None:
    do(paper, desk_moderation.describe, MODERATOR, words=TRANSLATIONS)
    fit = dict.fromkeys(Point, Finding(fit=True))
    do(paper, desk_moderation.let_pass, MODERATOR, findings=fit)
    visit, work = come(paper), f"/art/{paper.stored.code}"
    page = visit.page
    press(visit, page.locator("#ds-act-show button"))
    expect_said(visit, "Done.")
    assert paper.stored.state.visibility is Visibility.SCHEDULED
    assert status(visit, work) == 404
    before = office.now
    assert reveal(office) == 1
    office.now = before
    assert status(visit, work) == 200
    page.reload()
    visit.wait_for_app()
    expect(page.locator("#ds-act-take_down")).to_be_visible(timeout=60_000)
    page.locator("#dm-down").select_option("safeguarding")
    press(visit, page.locator("#ds-act-take_down > button"))
    dialog = page.locator("#dm-confirm-down")
    expect(dialog).to_be_visible()
    press(visit, dialog.locator("[data-close]"))
    expect(dialog).to_be_hidden()
    assert status(visit, work) == 200
    press(visit, page.locator("#ds-act-take_down > button"))
    press(visit, dialog.locator("button[type=submit]"))
    expect_said(visit, "The work is taken down for good.")
    assert status(visit, work) == 410


def draw(area: Locator, start: tuple[float, float], end: tuple[float, float]) -> FloatRect:
    """Draw over an area with the pointer; both points are fractions of its width and height. Return
    where the area is."""
    area.scroll_into_view_if_needed()
    seen = area.bounding_box()
    assert seen is not None
    for (x, y), press in ((start, area.page.mouse.down), (end, area.page.mouse.up)):
        area.page.mouse.move(seen["x"] + seen["width"] * x, seen["y"] + seen["height"] * y)
        press()
    return seen


def test_a_part_is_drawn_or_given_by_numbers_to_be_blurred_and_shown_again(
    paper: Paper, come: Callable[..., Visit]
) -> None:
    visit = come(paper)
    page = visit.page
    press(visit, page.locator("#dm-blur > summary"))
    area = page.locator("#ds-act-blur [data-part]")
    draw(area, (0.3, 0.3), (0.5, 0.45))
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
    expect(told).to_have_count(2, timeout=60_000)
    visit.settle()
    press(visit, page.get_by_role("button", name="Show again what is blurred"))
    expect_said(visit, "What was blurred is shown again.")
    expect(page.locator(".dm-large img")).to_have_attribute("src", str(plain))


def test_edges_are_cut_off_by_drawing_over_what_stays_and_shown_again(
    paper: Paper, come: Callable[..., Visit]
) -> None:
    visit = come(paper)
    page = visit.page
    press(visit, page.locator("#dm-trim > summary"))
    form = page.locator("#ds-act-trim")
    area = form.locator("[data-part]")
    seen = draw(area, (0.25, 0.1), (0.75, 0.9))
    plain = page.locator(".dm-large img").get_attribute("src")
    form.get_by_role("button").click()
    expect_said(visit, "The edges are cut off in all that is shown.")
    shown = page.locator(".dm-large img")
    expect(shown).not_to_have_attribute("src", str(plain))
    wide, high = (int(shown.get_attribute(name) or 0) for name in ("width", "height"))
    assert 1_000 <= wide <= 1_040
    assert 1_200 <= high <= 1_230
    # What is left lies at its place in the whole picture, on which is drawn on.
    after, picture = area.bounding_box(), area.locator("img").bounding_box()
    assert after is not None
    assert picture is not None
    assert after["width"] == pytest.approx(seen["width"], abs=2)
    assert after["height"] == pytest.approx(seen["height"], abs=2)
    assert picture["x"] - after["x"] == pytest.approx(after["width"] * 0.25, abs=8)
    form.locator("[name=width]").fill("5")
    press(visit, form.get_by_role("button"))
    expect(form.locator(".ferror")).to_contain_text("At least a fifth", timeout=60_000)
    visit.settle()
    press(visit, page.get_by_role("button", name="Show the edges again"))
    expect_said(visit, "The edges are shown again.")
    expect(shown).to_have_attribute("src", str(plain))


@pytest.mark.parametrize(("width", "dark"), sample(LOOKS, 1, "desk moderation"))
def test_everybody_can_use_the_section(
    paper: Paper, come: Callable[..., Visit], width: int, dark: bool
) -> None:
    visit = come(paper, width=width, dark=dark)
    for one in ("#dm-blur", "#dm-trim", "#dm-refuse"):
        visit.page.locator(f"{one} > summary").click()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
