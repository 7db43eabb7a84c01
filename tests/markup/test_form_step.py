"""A step as HTML: labelled, described, linked to its errors, and harmless whatever was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import lxml.html
import pytest

from tests.conftest import sample
from tests.form_examples import FORM_EXAMPLES, TODAY
from tests.naughty_strings import NAUGHTY
from youcheng.content.forms import FormStep
from youcheng.content.loader import load_content
from youcheng.domain import forms
from youcheng.domain.forms import Kind, Problem
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.form_step import StepView, render_step, render_stop

CONTENT: Final = load_content()
FORMS: Final = {form.id: form for form in CONTENT.forms}
CODES: Final = [language.code for language in LANGUAGES]
STEPS: Final = [(form.id, step.id) for form in CONTENT.forms for step in form.steps]
CONTROLS: Final = "//input[not(@type='hidden')] | //select | //textarea"


def view(form: str, step: str, answers: dict[str, Any] | None = None, **more: Any) -> StepView:
    """A step of the example, or of other answers."""
    given = FORM_EXAMPLES[form] if answers is None else answers
    return StepView(
        programme="A programme",
        form=FORMS[form],
        step=_step(form, step),
        answers=forms.normalise(FORMS[form].definition, given),
        today=TODAY,
        operator=CONTENT.operator,
        **more,
    )


def _step(form: str, step: str) -> FormStep:
    return next(one for one in FORMS[form].steps if one.id == step)


def tree(shown: StepView, code: str = "en") -> Any:
    # The markup of a line that may be added is no part of the page yet.
    html = str(render_step(shown, translator(code)))
    root = lxml.html.fromstring(html)
    for template in root.xpath("//template"):
        template.drop_tree()
    return root


def problems_of(form: str, step: str, answers: dict[str, Any]) -> tuple[Problem, ...]:
    definition = FORMS[form].definition
    found = forms.validate(definition, forms.normalise(definition, answers), today=TODAY)
    return tuple(one for one in found if definition.step_of(one.field).id == step)


@pytest.mark.parametrize(
    ("form", "step", "code"),
    sample([(*step, code) for step in STEPS for code in CODES], 60, "controls of forms"),
)
def test_every_control_has_a_name_and_every_id_is_one(form: str, step: str, code: str) -> None:
    empty = {"form_language": "en"}
    found = problems_of(form, step, empty)
    for shown in (view(form, step), view(form, step, empty, problems=found, refused=True)):
        root = tree(shown, code)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        for control in root.xpath(CONTROLS):
            named = control.get("aria-labelledby", "").split()
            labels = root.xpath("//label[@for=$id]", id=control.get("id"))
            assert named or labels or control.xpath("ancestor::label"), control.get("id")
            assert set(named) <= set(ids)
        for described in root.xpath("//@aria-describedby"):
            assert set(described.split()) <= set(ids)


@pytest.mark.parametrize(("form", "step"), STEPS)
def test_every_error_is_linked_and_stands_beside_its_control_in_the_same_words(
    form: str, step: str
) -> None:
    empty = {"form_language": "en"}
    found = problems_of(form, step, empty)
    root = tree(view(form, step, empty, problems=found, refused=True))
    links = root.xpath("//*[@id='problems']//a")
    assert len(links) == len(found)
    for link in links:
        anchor = link.get("href").removeprefix("#")
        target = root.xpath("//*[@id=$id]", id=anchor)[0]
        field = target.xpath("ancestor-or-self::*[@data-field]")[0]
        described = target.get("aria-describedby", "").split()
        told = [root.xpath("//*[@id=$id]", id=one)[0].text_content() for one in described]
        assert any(link.text_content() in text for text in told), anchor
        assert "wrong" in field.get("class")


def test_parts_of_an_answer_have_their_own_errors() -> None:
    answers = {
        **FORM_EXAMPLES["friendship"],
        "timeline": [{"what": "A", "month": "2030-01"}, {"month": {"month": "3"}}],
    }
    found = problems_of("friendship", "activity", answers)
    assert {one.anchor for one in found} == {"timeline-1-what", "timeline-1-month-year"}
    root = tree(view("friendship", "activity", answers, problems=found, refused=True))
    wrong = root.xpath("//*[@aria-invalid]/@id")
    assert wrong == ["timeline-1-what", "timeline-1-month-year"]
    assert root.xpath("//*[@id='problems']//a/@href") == [f"#{one}" for one in wrong]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("form", "step"), STEPS)
def test_exactly_the_visible_questions_are_asked(form: str, step: str, code: str) -> None:
    shown = view(form, step)
    root = tree(shown, code)
    visible = {one.id for one in forms.visible_fields(shown.form.definition, shown.answers)}
    expected = [
        one.id
        for one in shown.step.fields
        if one.id in visible and one.rules.kind is not Kind.HIDDEN
    ]
    assert root.xpath("//@data-field") == expected
    for one in shown.step.fields:
        if one.id in expected:
            assert one.label.get(code) in root.text_content()


@pytest.mark.parametrize(("form", "step"), STEPS)
def test_the_first_paint_holds_the_answers_and_the_app_none(form: str, step: str) -> None:
    texts = {
        value
        for one in _step(form, step).fields
        if isinstance(value := FORM_EXAMPLES[form].get(one.id), str)
        and one.rules.kind in {Kind.TEXT, Kind.EMAIL, Kind.URL, Kind.TEXTAREA}
    }
    filled = tree(view(form, step, filled=True))
    held = {one.get("value") or one.text for one in filled.xpath(CONTROLS)}
    assert texts <= {(text or "").lstrip("\n") for text in held}
    empty = str(render_step(view(form, step), translator("en")))
    assert not any(f'value="{text}"' in empty for text in texts)
    assert tree(view(form, step)).xpath("//*[@checked] | //option[@selected]") == []


def test_the_markup_does_not_change_with_what_is_typed() -> None:
    before = FORM_EXAMPLES["talent"]
    after = {**before, "project_title": "Another title", "stage": "lab", "team_size": 9}
    t = translator("en")
    shown = [render_step(view("talent", "project", one), t) for one in (before, after)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("filled", [False, True])
def test_whatever_was_typed_is_text(filled: bool) -> None:
    for text in sample(NAUGHTY, 60, "typed"):
        answers = {"given_names": text, "phone": text, "jiangsu_cities": [text], "country": text}
        shown = view("study", "you", answers, filled=filled)
        found = problems_of("study", "you", answers)
        root = tree(replace(shown, problems=found, refused=True))
        cleaned = forms.normalise(FORMS["study"].definition, answers).get("given_names")
        if filled:
            assert root.xpath("//input[@id='given_names']")[0].get("value") == cleaned
        assert len(root.xpath("//script | //img | //iframe | //svg")) == 0
        assert root.xpath("//@*[starts-with(name(), 'on')]") == []


def test_optional_questions_say_so_and_required_ones_do_not() -> None:
    root = tree(view("study", "you", {}))
    labels = {one.get("for"): one.text_content() for one in root.xpath("//label[@for]")}
    assert labels["phone"] == "Phone number (optional)"
    assert labels["email"] == "E-mail address"
    assert "*" not in root.text_content()
    assert labels["family_name"] == "Family name"
    root = tree(view("study", "you", {"single_name": True}))
    assert root.xpath("//label[@for='family_name']")[0].text == "Family name (optional)"


def test_names_are_filled_in_by_the_browser_and_not_corrected() -> None:
    root = tree(view("study", "you"))
    given, guardian = (
        root.xpath(f"//input[@id='{one}']")[0] for one in ("given_names", "guardian_email")
    )
    assert given.get("autocomplete") == "given-name"
    assert given.get("spellcheck") == "false"
    # The browser knows the visitor's own address, which the guardian's must not be.
    assert guardian.get("autocomplete") == "off"
    assert guardian.get("type") == "email"


def test_a_consent_shows_the_whole_text_that_is_agreed_to_and_chooses_nothing() -> None:
    for code in CODES:
        root = tree(view("study", "agreement", {"country": "CH"}), code)
        assert root.xpath("//*[@checked]") == []
        field = FORMS["study"].field("consent_process")
        operator = CONTENT.operator
        text = field.agreement(
            code, operator=operator.name.get(code), country=operator.country_name(code)
        )
        shown = root.xpath("//*[@id='consent_process-text']")[0]
        paragraphs = [one.text_content() for one in shown.xpath(".//p | .//li")]
        assert paragraphs == text.split("\n")
        choices = root.xpath("//*[@id='consent_process']//input/@value")
        assert choices == ["agree", "refuse"]


def test_files_are_listed_with_their_size_and_may_be_opened() -> None:
    shown = view("talent", "project", attachment=lambda key: f"/attachment/T/{key}")
    root = tree(shown)
    row = root.xpath("//*[@data-field='plan']//li[@data-key]")[0]
    assert row.xpath(".//a/@href") == ["/attachment/T/u/1"]
    assert "117 kB" in row.text_content()
    assert root.xpath("//input[@id='plan']/ancestor::div[@hidden]"), "one file is all it takes"
    accepted = root.xpath("//input[@id='plan']/@accept")[0]
    assert accepted == ".pdf,application/pdf"


def test_a_month_that_was_chosen_and_has_passed_can_still_be_taken_back() -> None:
    root = tree(view("sports", "taking-part", {"availability": ["2026-02", "2026-12"]}))
    months = root.xpath("//*[@data-field='availability']//input/@value")
    assert months[0] == "2026-02"
    assert len(months) == 19


def test_dates_have_their_parts_in_the_order_of_the_language() -> None:
    for code, order in (("en", ["day", "month", "year"]), ("zh", ["year", "month", "day"])):
        parts = tree(view("culture", "proposal"), code).xpath(
            "//*[@data-field='dates_earliest']//*[contains(@class, 'finput')]/@id"
        )
        assert parts == [f"dates_earliest-{part}" for part in order]


def test_languages_stand_in_their_own_name_and_say_which_they_are() -> None:
    root = tree(view("health", "cooperation"))
    spans = root.xpath("//*[@data-field='working_languages']//span")
    assert {one.text: one.get("lang") for one in spans}["Русский"] == "ru"
    assert {one.text: one.get("lang") for one in spans}["English"] is None


def test_a_stop_has_its_title_and_leads_back() -> None:
    notice = FORMS["study"].notice("chinese-citizens")
    root = lxml.html.fromstring(str(render_stop(notice, "A programme", translator("fr"))))
    assert root.xpath("//h1")[0].text == notice.title.get("fr")
    assert root.xpath("//@data-go") == ["back"]
