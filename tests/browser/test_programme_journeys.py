"""Each programme's form, from its page to the receipt, as somebody on a phone fills it in."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Fill
from tests.browser.form_filling import (
    REFERENCE,
    begin_programme,
    fill_form,
    press,
    send_form,
    token_of,
)
from tests.browser.letters import Letters, text_of
from tests.browser.visits import Visit, Visits
from tests.conftest import sample
from tests.form_examples import EXAMPLES
from youcheng.content.loader import load_content
from youcheng.domain.forms import Kind
from youcheng.i18n.languages import LANGUAGES

CONTENT = load_content()
CASES = [(programme, one.code) for programme in EXAMPLES for one in LANGUAGES]


@pytest.fixture
def visit(visits: Visits) -> Visit:
    return visits(width=390)


@pytest.mark.parametrize(
    ("programme", "code"), sample(CASES, 1, "journeys"), ids=lambda value: str(value)
)
def test_a_form_is_filled_in_on_a_phone_and_receipted(
    visit: Visit, papers: Path, letters: Letters, programme: str, code: str
) -> None:
    begin_programme(visit, programme, code)
    answers = {**EXAMPLES[programme], "form_language": code}
    fill_form(visit.page, CONTENT.form(programme), answers, papers, code)
    assert visit.barriers() == []
    reference = send_form(visit.page)
    assert visit.barriers() == []
    assert visit.overflow() == 0

    address = visit.page.url
    visit.page.goto(address)
    expect(visit.page.locator("#content .rvalue, #root .rvalue").first).to_have_text(reference)
    copy = httpx.get(f"{visit.site}/receipt/{token_of(visit.page)}.pdf", timeout=60)
    assert copy.status_code == 200
    assert copy.content.startswith(b"%PDF-")
    mail = letters.wait_for(reference)
    assert mail["Content-Language"] == next(o.html for o in LANGUAGES if o.code == code)


def test_another_device_goes_on_with_code_and_mailed_code(visits: Visits, letters: Letters) -> None:
    first = visits(width=390)
    begin_programme(first, "culture")
    page = first.page
    page.locator("[data-field=given_names] .finput").fill("Zoé")
    page.locator("[data-field=email] .finput").fill("second.device@example.org")
    expect(page.locator(".form[data-state=saved]")).to_be_visible()
    press(page, "leave")
    link = letters.wait_for("second.device@example.org")
    reference = REFERENCE.search(str(link["Subject"]))
    assert reference is not None

    second = visits(width=390)
    second.open(f"/track?lang=en&code={reference[0]}")
    other = second.page
    other.locator("#email").fill("second.device@example.org")
    other.locator("button[type=submit]").click()
    code = letters.wait_for(reference[0], having=r"\b\d{6}\b")
    digits = re.search(r"\b(\d{6})\b", text_of(code))
    assert digits is not None
    other.locator("#digits").fill(digits[1])
    other.locator("button[type=submit]").click()
    second.wait_for_app()
    expect(other.locator("#root [data-field=given_names] .finput")).to_have_value("Zoé")


def test_a_sent_form_is_changed_until_staff_take_it(fill: Fill) -> None:
    one = fill("friendship", "check", EXAMPLES["friendship"], width=390)
    page = one.page
    reference = send_form(page)
    one.visit.enter(one.address("check"))
    page.locator('#root a[href*="#f-project_title"]').click()
    place = page.locator("[data-field=project_title] .finput")
    expect(place).to_be_visible()
    place.fill("Two schools, two rivers")
    one.wait_saved()
    press(page, "continue")
    expect(page.locator("#form-title")).to_have_text("Check your answers")
    expect(page.locator("#root .fanswers")).to_contain_text(["Two schools, two rivers"])
    assert send_form(page) == reference


def test_pressing_send_twice_makes_one_submission(fill: Fill) -> None:
    one = fill("sports", "check", EXAMPLES["sports"], width=390)
    one.page.locator("[data-go=send]").dblclick()
    value = one.page.locator("#root .rvalue")
    expect(value).to_have_text(REFERENCE)
    reference = value.inner_text()
    one.page.reload()
    one.visit.wait_for_app()
    expect(one.page.locator("#root .rvalue")).to_have_text(reference)


def test_a_form_that_is_opened_again_keeps_every_choice(fill: Fill) -> None:
    one = fill("study", "check", EXAMPLES["study"], width=390)
    before = one.answers()
    for step in CONTENT.form("study").steps:
        one.enter(step.id)
        for field in step.fields:
            choice = EXAMPLES["study"].get(field.id)
            if field.rules.kind in {Kind.RADIO, Kind.CONSENT} and choice:
                held = one.page.locator(f'#root [data-field={field.id}] input[value="{choice}"]')
                expect(held).to_be_checked()
    assert one.answers() == before
