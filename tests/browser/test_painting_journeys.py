"""A painting from the competition's page to a guardian's answer, as people on a phone do it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.conftest import Fill
from tests.browser.form_filling import (
    BROKEN,
    attach,
    begin_form,
    fill_step,
    go_on,
    headings_after,
    send_form,
)
from tests.browser.letters import Letters, text_of
from tests.browser.visits import Visit, Visits
from tests.conftest import sample
from tests.form_examples import ENTRIES
from tests.services.paintings import FORM, photo
from youcheng.content.loader import load_content
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES

CONTENT = load_content()
ENTRY = CONTENT.form(FORM)
CASES = list(product(ENTRIES, (one.code for one in LANGUAGES)))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a photo as a phone takes it."""
    folder = tmp_path_factory.mktemp("photos")
    (folder / "paper.jpg").write_bytes(photo(5, width=2800, height=2100))
    return folder


def begin(visit: Visit, code: str) -> None:
    """Go from the competition's page into the entry form."""
    link = '#root a.btn.primary[href*="start=1"]'
    begin_form(visit, f"/compete?lang={code}", link=link)


def walk(visit: Visit, who: str, code: str, photos: Path) -> None:
    """Answer every step and stand before the button that sends."""
    answers = {
        **ENTRIES[who],
        "form_language": code,
        "guardian_language": code,
        "guardian_email": f"guardian.{who}.{code}@example.org",
    }
    for step, following in headings_after(ENTRY, code):
        fill_step(visit.page, ENTRY, step, answers, photos)
        assert visit.overflow() == 0, step
        go_on(visit.page, following)


def guardians_page(chromium: Browser, link: str) -> Page:
    """The page that the mailed link opens, on an old phone without a script."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(link)
    return page


@pytest.mark.parametrize(("who", "code"), sample(CASES, 1, "entries"), ids=str)
def test_a_painting_is_entered_on_a_phone_and_a_guardian_agrees(
    visits: Visits, chromium: Browser, photos: Path, letters: Letters, who: str, code: str
) -> None:
    visit = visits(width=390)
    begin(visit, code)
    walk(visit, who, code, photos)
    expect(visit.page.locator("#root .fanswers img.fseen")).to_be_visible()
    assert visit.barriers() == []
    reference = send_form(visit.page)

    mail = letters.wait_for(f"guardian.{who}.{code}@example.org")
    assert mail["Content-Language"] == next(o.html for o in LANGUAGES if o.code == code)
    link = re.search(r"http://\S+/consent/\S+", text_of(mail))
    assert link is not None
    looked_at = visits(width=390)
    looked_at.page.goto(link[0])
    assert looked_at.barriers() == []
    assert looked_at.overflow() == 0
    page = guardians_page(chromium, link[0])
    expect(page.locator("figure img")).to_have_js_property("complete", True)
    expect(page.locator("body")).to_contain_text(reference)
    for choice in page.locator("input[value=agree]").all():
        choice.check()
    page.locator("button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(translator(code).gettext("Thank you for your answer"))
    page.goto(link[0])
    expect(page.locator("h1")).to_have_text(translator(code).gettext("This link has been used"))
    page.context.close()


def test_a_photo_that_was_on_its_way_when_the_line_broke_arrives(
    fill: Fill, breakable: BreakableSite, photos: Path
) -> None:
    one = fill(FORM, "photo", {"submitter_role": "guardian"}, width=390)
    one.visit.expected += [*BROKEN]
    breakable.line.cut()
    one.page.locator("[data-field=image] input[type=file]").set_input_files(photos / "paper.jpg")
    one.page.wait_for_timeout(1500)
    breakable.line.mend()
    expect(one.page.locator("#root .fphoto img")).to_be_visible(timeout=90_000)
    (file,) = cast(list[dict[str, object]], one.answers()["image"])
    assert file["kind"] == "jpg"


def test_a_photo_is_turned_and_cropped_with_the_keyboard(fill: Fill, photos: Path) -> None:
    one = fill(FORM, "photo", {"submitter_role": "guardian"}, width=390)
    page = one.page
    attach(page, "image", photos / "paper.jpg")
    image = page.locator("#root .fphoto img")
    expect(image).to_have_attribute("width", "640")
    page.locator("#root [data-go=turn]").last.focus()
    page.keyboard.press("Enter")
    expect(image).to_have_attribute("height", "640")
    page.locator("#root [data-crop]").focus()
    page.keyboard.press("Enter")
    corner = page.locator("#root [data-corner]").first
    expect(corner).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.locator("#root [data-crop-use]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#root [data-go=whole]")).to_be_visible()
    assert one.visit.barriers() == []
    page.locator("#root [data-go=whole]").click()
    expect(page.locator("#root [data-go=whole]")).to_have_count(0)


def test_a_child_is_told_to_ask_an_adult(fill: Fill) -> None:
    one = fill(
        FORM,
        "child",
        {"submitter_role": "young-person", "email": "mira@example.org", "child_given_name": "Mira"},
        width=390,
    )
    page = one.page
    one.control("birth-month").select_option("9")
    one.control("birth-year").fill("2018")
    one.control("country").select_option("CH")
    one.choose("public_name_choice", "anonymous")
    one.wait_saved()
    one.press("continue")
    expect(page.locator("#form-title")).to_have_text(ENTRY.notice("ask-an-adult").title.get("en"))
    assert parse_qs(urlsplit(page.url).query)["step"] == ["child"]
