"""Each programme's form, from its page to the receipt, as somebody on a phone fills it in."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from playwright.sync_api import expect

from tests.browser.form_filling import attach, fill_step, go_on, press
from tests.browser.letters import Letters, text_of
from tests.browser.visits import Visit, Visits
from tests.conftest import sample
from tests.form_examples import EXAMPLES
from tests.services.office import make_file
from youcheng.content.loader import load_content
from youcheng.domain.forms import Kind
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES

CONTENT = load_content()
CASES = [(programme, one.code) for programme in EXAMPLES for one in LANGUAGES]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good file of each kind."""
    folder = tmp_path_factory.mktemp("papers")
    for kind in ("pdf", "jpg", "png"):
        (folder / f"paper.{kind}").write_bytes(make_file(kind))
    return folder


@pytest.fixture
def visit(visits: Visits) -> Visit:
    return visits(width=390)


def begin(visit: Visit, programme: str, code: str) -> None:
    """Go from the programme's page into its form."""
    visit.enter(f"/programmes?programme={programme}&lang={code}")
    visit.page.locator("#root a.btn.primary").first.click()
    expect(visit.page.locator("#form-title")).to_be_visible()
    visit.page.wait_for_url("**draft=**")


def walk(visit: Visit, programme: str, code: str, papers: Path) -> None:
    """Answer every step and stand before the button that sends."""
    form = CONTENT.form(programme)
    answers = {**EXAMPLES[programme], "form_language": code}
    titles = [step.title.get(code) for step in form.steps[1:]]
    titles.append(translator(code).gettext("Check your answers"))
    for step, following in zip(form.steps, titles, strict=True):
        fill_step(visit.page, form, step.id, answers, papers)
        go_on(visit.page, following)


def token_of(visit: Visit) -> str:
    return parse_qs(urlsplit(visit.page.url).query)["draft"][0]


@pytest.mark.parametrize(
    ("programme", "code"), sample(CASES, 4, "journeys"), ids=lambda value: str(value)
)
def test_a_form_is_filled_in_on_a_phone_and_receipted(
    visit: Visit, papers: Path, letters: Letters, programme: str, code: str
) -> None:
    begin(visit, programme, code)
    walk(visit, programme, code, papers)
    assert visit.barriers() == []
    press(visit.page, "send")
    value = visit.page.locator("#root .rvalue")
    expect(value).to_have_text(re.compile(r"JS-\d\d-\w{4}-\w"))
    reference = value.inner_text()
    assert visit.barriers() == []
    assert visit.overflow() == 0

    address = visit.page.url
    visit.page.goto(address)
    expect(visit.page.locator("#content .rvalue, #root .rvalue").first).to_have_text(reference)
    copy = httpx.get(f"{visit.site}/receipt/{token_of(visit)}.pdf", timeout=60)
    assert copy.status_code == 200
    assert copy.content.startswith(b"%PDF-")
    mail = letters.wait_for(reference)
    assert mail["Content-Language"] == next(o.html for o in LANGUAGES if o.code == code)


def test_a_broken_line_and_a_restart_lose_nothing(visits: Visits, papers: Path) -> None:
    visit = visits(width=390)
    begin(visit, "health", "en")
    page = visit.page
    page.locator("[data-field=given_names] .finput").fill("Zoé")
    expect(page.locator(".form[data-state=saved]")).to_be_visible()
    visit.expected += ["ERR_INTERNET_DISCONNECTED", "WebSocket", "net::", "Failed to fetch"]
    visit.context.set_offline(True)
    page.locator("[data-field=family_name] .finput").fill("Rochat")
    expect(page.locator(".form[data-state=unsaved]")).to_be_visible()
    visit.context.set_offline(False)
    expect(page.locator(".form[data-state=saved]")).to_be_visible(timeout=60_000)
    page.reload()
    visit.wait_for_app()
    expect(page.locator("#root [data-field=family_name] .finput")).to_have_value("Rochat")
    expect(page.locator("#root [data-field=given_names] .finput")).to_have_value("Zoé")


def test_another_device_goes_on_with_code_and_mailed_code(
    visits: Visits, papers: Path, letters: Letters
) -> None:
    first = visits(width=390)
    begin(first, "culture", "en")
    page = first.page
    page.locator("[data-field=given_names] .finput").fill("Zoé")
    page.locator("[data-field=email] .finput").fill("second.device@example.org")
    expect(page.locator(".form[data-state=saved]")).to_be_visible()
    press(page, "leave")
    link = letters.wait_for("second.device@example.org")
    reference = re.search(r"JS-\d\d-\w{4}-\w", str(link["Subject"]))
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


def test_a_sent_form_is_changed_until_staff_take_it(visit: Visit, papers: Path) -> None:
    begin(visit, "friendship", "en")
    walk(visit, "friendship", "en", papers)
    press(visit.page, "send")
    expect(visit.page.locator("#root .rvalue")).to_be_visible()
    page = visit.page
    page.goto(f"{page.url}&step=check")
    visit.wait_for_app()
    page.locator('#root a[href*="#f-project_title"]').click()
    place = page.locator("[data-field=project_title] .finput")
    expect(place).to_be_visible()
    place.fill("Two schools, two rivers")
    expect(page.locator(".form[data-state=saved]")).to_be_visible()
    press(page, "continue")
    expect(page.locator("#form-title")).to_have_text("Check your answers")
    expect(page.locator("#root .fanswers")).to_contain_text(["Two schools, two rivers"])
    press(page, "send")
    expect(page.locator("#root .rvalue")).to_be_visible()


def test_pressing_send_twice_makes_one_submission(visit: Visit, papers: Path) -> None:
    begin(visit, "sports", "en")
    walk(visit, "sports", "en", papers)
    visit.page.locator("[data-go=send]").dblclick()
    value = visit.page.locator("#root .rvalue")
    expect(value).to_be_visible()
    reference = value.inner_text()
    visit.page.reload()
    visit.wait_for_app()
    expect(visit.page.locator("#root .rvalue")).to_have_text(reference)


def test_a_refused_file_says_what_to_do_and_the_rest_stays(
    visit: Visit, papers: Path, tmp_path: Path
) -> None:
    begin(visit, "culture", "en")
    form = CONTENT.form("culture")
    fill_step(visit.page, form, form.steps[0].id, EXAMPLES["culture"], papers)
    go_on(visit.page, form.steps[1].title.get("en"))
    page = visit.page
    page.locator("[data-field=title] .finput").fill("Alphorn")
    wrong = tmp_path / "picture.pdf"
    wrong.write_text("<html>not a PDF</html>")
    visit.expected += ["status 415", "status 422", "415", "422"]
    page.locator("[data-field=portfolio] input[type=file]").set_input_files(wrong)
    expect(page.locator("[data-field=portfolio]")).to_contain_text("Choose one of these kinds")
    attach(page, "portfolio", papers / "paper.pdf")
    expect(page.locator("[data-field=title] .finput")).to_have_value("Alphorn")


def test_a_form_that_is_opened_again_keeps_every_choice(visit: Visit, papers: Path) -> None:
    begin(visit, "study", "en")
    walk(visit, "study", "en", papers)
    page, form = visit.page, CONTENT.form("study")
    for step in form.steps:
        page.goto(f"{visit.site}/programmes?programme=study&draft={token_of(visit)}&step={step.id}")
        visit.wait_for_app()
        for one in step.fields:
            choice = EXAMPLES["study"].get(one.id)
            if one.rules.kind in {Kind.RADIO, Kind.CONSENT} and choice:
                held = page.locator(f'#root [data-field={one.id}] input[value="{choice}"]')
                expect(held).to_be_checked()
    page.goto(f"{visit.site}/programmes?programme=study&draft={token_of(visit)}&step=check")
    visit.wait_for_app()
    press(page, "send")
    expect(page.locator("#root .rvalue")).to_be_visible()
