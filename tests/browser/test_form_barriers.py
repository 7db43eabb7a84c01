"""Every step of every form in every language on wide and narrow screens, right and wrong."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Fill
from tests.conftest import sample
from tests.form_examples import FORM_EXAMPLES
from youcheng.content.loader import load_content
from youcheng.i18n.languages import LANGUAGES

CODES: Final = [language.code for language in LANGUAGES]
STEPS: Final = [
    (form.id, step)
    for form in load_content().forms
    for step in [*(one.id for one in form.steps), "check"]
]
CASES: Final = [
    (programme, step, CODES[(number + shift) % len(CODES)], width, wrong)
    for shift, (width, wrong) in enumerate(
        [(390, False), (1280, True), (390, True), (1280, False), (390, False), (1280, True)]
    )
    for number, (programme, step) in enumerate(STEPS)
]
"""Each step in every language, wide or narrow; filled in, or empty and refused on a dark screen."""


@pytest.mark.parametrize(("programme", "step", "code", "width", "wrong"), sample(CASES, 3, "steps"))
def test_no_step_has_barriers_or_is_too_wide(
    fill: Fill, programme: str, step: str, code: str, width: int, wrong: bool
) -> None:
    answers = {} if wrong else {**FORM_EXAMPLES[programme], "form_language": code}
    one = fill(programme, step, answers, code=code, width=width, dark=wrong)
    if wrong:
        one.press("send" if step == "check" else "continue")
        expect(one.page.locator("#root #problems")).to_be_focused()
    assert one.visit.overflow() <= 0
    assert one.visit.barriers() == []
