"""What is wrong with an answer, or probably wrong, is told where it can be mended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Fill
from tests.conftest import sample
from tests.form_examples import EXAMPLES
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES

CONTENT = load_content()


@pytest.mark.parametrize("code", sample([one.code for one in LANGUAGES], 1, "form errors"))
def test_errors_are_named_twice_in_the_same_words_and_lead_to_their_controls(
    fill: Fill, code: str
) -> None:
    answers = {
        **EXAMPLES["friendship"],
        "project_title": "x",
        "summary_public": "short",
        "timeline": [{"what": "A visit"}, {"month": {"month": "3"}}],
        "local_partner": None,
        "participants": "many",
    }
    one = fill("friendship", "activity", answers, code=code)
    page = one.page
    before = page.title()
    one.press("continue")
    summary = page.locator("#root #problems")
    expect(summary).to_be_focused()
    expect(page).to_have_title(f"{translator(code).gettext('Error:')} {before}")
    links = summary.locator("a")
    assert links.count() >= 6
    for link in links.all():
        sentence = link.inner_text()
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        link.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('input, select, textarea')"), anchor
        assert page.evaluate("document.activeElement.id").startswith(anchor.partition("-")[0])
        assert sentence in one.heard(), anchor
    expect(one.control("project_title")).to_have_value("x")
    expect(one.control("participants")).to_have_value("many")
    expect(one.control("timeline-0-what")).to_have_value("A visit")
    assert one.step() == "activity"


def test_an_error_goes_when_its_answer_is_mended(fill: Fill) -> None:
    one = fill()
    one.press("continue")
    expect(one.control("given_names-error")).to_be_visible()
    expect(one.control("given_names")).to_have_attribute("aria-invalid", "true")
    one.control("given_names").fill("Anna")
    one.page.keyboard.press("Tab")
    expect(one.control("given_names-error")).to_have_count(0)
    expect(one.control("family_name-error")).to_be_visible()
    expect(one.control("single_name")).to_be_focused()


def test_a_probable_mistake_is_asked_about_once(fill: Fill) -> None:
    one = fill()
    email, asked = one.control("email"), one.page.locator("#root .fask")
    email.fill("anna@gmial.com")
    one.page.keyboard.press("Tab")
    one.page.get_by_role("button", name="Use anna@gmail.com").click()
    expect(email).to_have_value("anna@gmail.com")
    expect(email).to_be_focused()
    expect(asked).to_have_count(0)
    one.wait_saved()
    assert one.answers()["email"] == "anna@gmail.com"
    email.fill("anna@gmial.com")
    one.page.keyboard.press("Tab")
    one.page.get_by_role("button", name="Keep mine").click()
    expect(asked).to_have_count(0)
    expect(email).to_have_value("anna@gmial.com")


def test_a_question_that_waits_stops_the_step_until_it_is_answered(fill: Fill) -> None:
    one = fill(answers={**EXAMPLES["study"], "email": "anna@gmial.com"})
    one.press("continue")
    link = one.page.locator("#root #problems a")
    expect(link).to_have_text("Did you mean anna@gmail.com?")
    link.click()
    expect(one.control("email")).to_be_focused()
    one.press("keep")
    expect(one.page.locator("#root #problems")).to_have_count(0)
    one.press("continue")
    expect(one.page).to_have_url(re.compile("step=plan"))


def test_answers_that_end_the_form_lead_to_a_page_that_says_so_and_back(fill: Fill) -> None:
    one = fill(answers={**EXAMPLES["study"], "adult": "under-16"})
    one.press("continue")
    heading = one.page.locator("#root h1")
    expect(heading).to_have_text(CONTENT.form("study").notice("under-16").title.get("en"))
    expect(heading).to_be_focused()
    one.press("back")
    expect(one.control("given_names")).to_have_value("Zoé Anne")


def test_advice_stands_after_the_answer_that_calls_it_up(fill: Fill) -> None:
    one = fill("study", "plan", {**EXAMPLES["study"], "birth_year": 1980})
    title = CONTENT.form("study").notice("age-30").title.get("en")
    advice = one.page.locator("#root #f-intended_level + .fadvice")
    expect(advice).to_contain_text(title)
    one.choose("intended_level", "language")
    expect(one.page.locator("#root .fadvice")).to_have_count(0)


def test_the_check_page_leads_to_each_answer_and_back(fill: Fill) -> None:
    one = fill("friendship", "check", EXAMPLES["friendship"])
    expect(one.page.locator("#root .fanswers").nth(1)).to_contain_text("First letters")
    one.page.get_by_role("link", name="Change Goals").click()
    goals = one.control("goals")
    expect(goals).to_be_focused()
    goals.fill("Something else, told at the length that is asked for here.")
    one.press("continue")
    expect(one.page.locator("#root #form-title")).to_have_text("Check your answers")
    expect(one.page.locator("#root .fanswers").nth(1)).to_contain_text("Something else, told")
