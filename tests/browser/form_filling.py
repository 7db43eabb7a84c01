"""Somebody who fills in a form in a browser: every kind of question, by its control."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import Visit
from youcheng.content.forms import Form, FormField
from youcheng.content.loader import load_content
from youcheng.content.subjects import kind_of
from youcheng.domain.forms import Kind, normalise, visible_fields
from youcheng.i18n.catalogues import translator
from youcheng.services.access import form_path, form_query

SAVED = "[data-state=saved]"
REFERENCE: Final = re.compile(r"JS-\d\d-\w{4}-\w")
_HELD: Final = "(all) => all.map((one) => `${one.id}: ${one.value}`)"
BROKEN: Final = ("WebSocket", "ERR_", "disconnected from server", "server endpoint", "terminal")
"""How a browser complains of a line that the test has cut."""
STOPPED: Final = (*BROKEN, "DoInitPings timed out", "Connection timed out.")
"""How it complains of a site that the test has killed, while a new one takes its time to start."""
KEPT: Final = (
    "No connection. What you entered is kept on this device and saved as soon as the line is back."
)
"""What somebody is told meanwhile, in English."""


class Filling:
    """Somebody at a step of a form that was begun before.

    Attributes:
        visit: the browser.
        page: its page.
        token: of the form.
    """

    def __init__(
        self,
        visit: Visit,
        token: str,
        programme: str,
        code: str,
        *,
        answers_of: Callable[[str], dict[str, object]],
    ) -> None:
        self.visit = visit
        self.page = visit.page
        self.token = token
        kind = kind_of(load_content(), programme)
        query = urlencode({**form_query(kind, programme), "draft": token, "lang": code})
        self._address = f"{form_path(kind)}?{query}"
        self._answers_of = answers_of

    def address(self, step: str) -> str:
        """Where the step is."""
        return f"{self._address}&step={step}"

    def enter(self, step: str) -> None:
        """Open a step and wait until it takes answers."""
        self.visit.enter(self.address(step))
        state = re.compile("saved|saving")
        expect(self.page.locator("#root .form")).to_have_attribute("data-state", state)

    def answers(self) -> dict[str, object]:
        """The answers as the server has them."""
        return self._answers_of(self.token)

    def control(self, anchor: str) -> Locator:
        """The control with this id."""
        return self.page.locator(f'#root [id="{anchor}"]')

    def choose(self, field: str, value: str) -> None:
        """Choose an option."""
        self.control(f"{field}--{value}").check()

    def press(self, act: str) -> None:
        """Press a button of the form."""
        self.page.locator(f"#root [data-go={act}]").click()

    def wait_saved(self) -> None:
        """Wait until everything is saved."""
        wait_saved(self.page)

    def step(self) -> str:
        """The step that the address names."""
        return parse_qs(urlsplit(self.page.url).query)["step"][0]

    def heard(self) -> str:
        """What is read aloud beside the focused control, its group's description included."""
        text: str = self.page.evaluate(
            """() => {
              const named = (one) => (one.getAttribute("aria-describedby") || "").split(" ");
              const inside = document.activeElement;
              const group = inside.closest("fieldset");
              const ids = [...named(inside), ...(group ? named(group) : [])].filter(Boolean);
              return ids.map((id) => document.getElementById(id).textContent.trim()).join("\\n");
            }"""
        )
        return text


def begin_form(visit: Visit, address: str, *, link: str = "#root a.btn.primary") -> None:
    """Go from a page that offers a form into it, by the first such link."""
    visit.enter(address)
    visit.page.locator(link).first.click()
    expect(visit.page.locator("#form-title")).to_be_visible()
    visit.page.wait_for_url("**draft=**")


def begin_programme(visit: Visit, programme: str, code: str = "en") -> None:
    """Go from a programme's page into its form."""
    begin_form(visit, f"/programmes?programme={programme}&lang={code}")


def wait_saved(page: Page) -> None:
    """Wait until everything is saved; a message that is lost is sent again after seconds."""
    expect(page.locator(f"#root .form{SAVED}")).to_be_visible(timeout=60_000)


def token_of(page: Page) -> str:
    """The token of the form that the page shows."""
    return parse_qs(urlsplit(page.url).query)["draft"][0]


def headings_after(form: Form, code: str) -> Iterator[tuple[str, str]]:
    """Each step's id, with the heading that follows on it."""
    titles = [step.title.get(code) for step in form.steps[1:]]
    titles.append(translator(code).gettext("Check your answers"))
    for step, following in zip(form.steps, titles, strict=True):
        yield step.id, following


def fill_form(
    page: Page, form: Form, answers: Mapping[str, object], files: Path, code: str = "en"
) -> None:
    """Answer every step, from the first on, and stand before the button that sends."""
    for step, following in headings_after(form, code):
        fill_step(page, form, step, answers, files)
        go_on(page, following)


def send_form(page: Page) -> str:
    """Send the form from its last page; return its reference code."""
    press(page, "send")
    value = page.locator("#root .rvalue")
    expect(value).to_have_text(REFERENCE, timeout=60_000)
    return value.inner_text()


def fill_step(
    page: Page, form: Form, step: str, answers: Mapping[str, object], files: Path
) -> None:
    """Answer every question of a step that the answers make visible, in order.

    Args:
        page: shows the step.
        form: the form.
        step: id of the step.
        answers: by field id; a file is named by its kind.
        files: folder of files, ``paper.pdf`` and the like.
    """
    definition = form.definition
    shown = {one.id for one in visible_fields(definition, normalise(definition, answers))}
    for one in next(one for one in form.steps if one.id == step).fields:
        if one.id in shown & answers.keys() and one.rules.kind is not Kind.HIDDEN:
            place = page.locator(f"[data-field={one.id}]")
            expect(place).to_be_visible()
            _answer(page, place, one, answers[one.id], files)
    wait_saved(page)


def _answer(page: Page, place: Locator, one: FormField, value: object, files: Path) -> None:
    match one.rules.kind:
        case Kind.SELECT:
            place.locator("select").select_option(str(value))
        case Kind.RADIO | Kind.CONSENT:
            place.locator(f'input[value="{value}"]').check()
        case Kind.CHECKBOXES | Kind.MONTHS:
            assert isinstance(value, list)
            for each in value:
                place.locator(f'input[value="{each}"]').check()
        case Kind.CHECKBOX:
            place.locator("input").check()
        case Kind.DATE | Kind.MONTH:
            _date(place, str(value))
        case Kind.MONTH_RANGE:
            assert isinstance(value, dict)
            for end, month in value.items():
                _date(place.locator(f"[data-end={end}]"), month)
        case Kind.ROWS:
            assert isinstance(value, list)
            for number, row in enumerate(value):
                _row(place, one, number, row)
        case Kind.FILE:
            assert isinstance(value, list)
            for file in value:
                attach(page, one.id, files / f"paper.{file['kind']}")
        case _ if one.rules.is_list:
            assert isinstance(value, list)
            for number, line in enumerate(value):
                place.locator(".finput").nth(number).fill(str(line))
        case _:
            place.locator(".finput").fill(str(value))


def _date(place: Locator, value: str) -> None:
    year, month, *day = value.split("-")
    place.locator("[id$=-year]").fill(year)
    place.locator("select").select_option(index=int(month))
    if day:
        place.locator("[id$=-day]").fill(day[0])


def _row(place: Locator, one: FormField, number: int, row: Mapping[str, object]) -> None:
    rows = place.locator("[data-row]")
    if rows.count() <= number:
        place.locator("[data-add]").click()
    for column in one.columns:
        if column.id not in row:
            continue
        control = rows.nth(number).locator(f'[id="{one.id}-{number}-{column.id}"]')
        if column.rules.kind is Kind.MONTH:
            _date(control, str(row[column.id]))
        elif column.rules.kind is Kind.SELECT:
            control.select_option(str(row[column.id]))
        else:
            control.fill(str(row[column.id]))


def attach(page: Page, field: str, file: Path) -> None:
    """Add a file and wait until it has arrived."""
    place = page.locator(f"[data-field={field}]")
    held = place.locator(".ffiles").first.locator("li")
    before = held.count()
    place.locator("input[type=file]").set_input_files(file)
    expect(held).to_have_count(before + 1)


def press(page: Page, act: str) -> None:
    """Press a button of the form."""
    page.locator(f"[data-go={act}]").click()


def go_on(page: Page, heading: str, *, seconds: float = 20) -> None:
    """Press “Continue” and wait for the next heading."""
    press(page, "continue")
    title = page.locator("#form-title").or_(page.locator("#problems")).last
    try:
        expect(title).to_have_text(heading, timeout=seconds * 1000)
    except AssertionError as missed:
        shown = page.locator("#root .finput").evaluate_all(_HELD)
        missed.add_note(f"The controls hold: {shown}")
        raise
