"""Corrections, translations and undoing in the desk, in real browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.submission_work import expect_said
from tests.browser.visits import LOOKS, Visit, Visits
from tests.conftest import sample
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.desk_work import see
from tests.services.office import Office, Paper
from youcheng.domain.actors import Role
from youcheng.domain.states import ReviewState

pytestmark = pytest.mark.in_turn("a page of the desk")

Enter = Callable[..., Visit]


@pytest.fixture(scope="module")
def clerk(office: Office) -> Colleague:
    """An officer of one programme."""
    mine = {"roles": frozenset({Role.OFFICER}), "programmes": frozenset({"culture"})}
    return hire(office, "overlays@example.org", name="Qin", **mine)  # type: ignore[arg-type]


@pytest.fixture
def enter(opened: Visits, clerk: Colleague) -> Enter:
    """Bring the officer to a submission."""

    def begin(paper: Paper, **given: Any) -> Visit:
        visit = opened(**given)
        visit.sign_in(f"/desk?submission={paper.stored.code}&lang=en", clerk.email, PASSWORD)
        code = str(paper.stored.code)
        expect(visit.page.locator("h1 .refcode")).to_have_text(code, timeout=60_000)
        return visit

    return begin


def test_an_answer_is_corrected_translated_and_an_act_undone(office: Office, enter: Enter) -> None:
    paper = office.send(changes={"title": "Wellensittich"})
    visit = enter(paper)
    row = visit.page.locator("#ds-answer-title")
    form = row.locator("form[data-act=correct]")
    row.get_by_text("Correct", exact=False).first.click()
    form.locator("[name=value]").fill("x" * 500)
    form.locator("button").click()
    expect(form.locator(".ferror")).to_be_visible(timeout=30_000)
    expect(form.locator("[name=value]")).to_have_value("x" * 500)
    visit.settle()
    form.locator("[name=value]").fill("Erhu solo")
    form.locator("button").click()
    expect_said(visit, "The correction counts from now on.")
    expect(row.locator("del")).to_have_text("Wellensittich")
    expect(form.locator("[name=value]")).to_be_hidden()
    translating = row.locator("form[data-act=translate]")
    row.get_by_text("Translate", exact=False).first.click()
    translating.locator("textarea").fill("Budgie")
    translating.locator("button").click()
    expect_said(visit, "The translation is kept")
    expect(row.locator(".ds-translated [lang=en]")).to_have_text("Budgie")
    row.locator("form[data-act=restore] button").click()
    expect_said(visit, "The correction is taken back.")
    expect(row.locator("del")).to_have_count(0)
    visit.page.locator("form[data-act=take] button").click()
    expect_said(visit, "You look after this submission now.")
    visit.page.locator("#ds-said button").click()
    expect_said(visit, "Undone")
    assert see(paper).review is ReviewState.SUBMITTED


@pytest.mark.parametrize(("width", "dark"), sample(LOOKS, 1, "desk overlays"))
def test_everybody_can_use_what_is_laid_over(
    office: Office, enter: Enter, width: int, dark: bool
) -> None:
    paper = office.send()
    visit = enter(paper, width=width, dark=dark)
    for field in ("title", "jiangsu_cities", "direction", "summary_public"):
        row = visit.page.locator(f"#ds-answer-{field}")
        for closed in row.locator("details.ds-lay > summary").all():
            closed.click()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
