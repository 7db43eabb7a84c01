"""The check page: every answer in words, with a way to change it."""

from __future__ import annotations

from typing import Any, Final

import lxml.html
import pytest

from tests.form_examples import FORM_EXAMPLES, TODAY
from youcheng.content.loader import load_content
from youcheng.domain import forms
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.form_summary import UNSEEN, SummaryView, answer_lines, render_summary

FORMS: Final = {form.id: form for form in load_content().forms}
CODES: Final = [language.code for language in LANGUAGES]


def tree(form: str, answers: dict[str, Any], code: str = "en", *, checked: bool = False) -> Any:
    definition = FORMS[form].definition
    cleaned = forms.normalise(definition, answers)
    found = forms.validate(definition, cleaned, today=TODAY) if checked else ()
    view = SummaryView(
        "A programme", FORMS[form], cleaned, lambda step, field: f"/{step}#f-{field}", found
    )
    return lxml.html.fromstring(str(render_summary(view, translator(code))))


def rows(root: Any) -> dict[str, list[str]]:
    """The answers by question."""
    return {
        row.xpath("dt")[0].text: [line.text_content() for line in row.xpath("dd[1]/p")]
        for row in root.xpath("//dl/div")
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("form", FORMS)
def test_every_visible_answer_is_told_and_can_be_changed(form: str, code: str) -> None:
    root = tree(form, FORM_EXAMPLES[form], code)
    definition = FORMS[form].definition
    asked = [
        one
        for one in forms.visible_fields(
            definition, forms.normalise(definition, FORM_EXAMPLES[form])
        )
        if one.kind not in UNSEEN
    ]
    assert root.xpath("//dl/div/dd[@class='fchange']/a/@href") == [
        f"/{definition.step_of(one.id).id}#f-{one.id}" for one in asked
    ]
    labels = [FORMS[form].field(one.id).label.get(code) for one in asked]
    assert root.xpath("//dl/div/dt/text()") == labels
    assert root.xpath("//@data-go") == ["send", "back", "leave"]


def test_answers_are_told_in_words() -> None:
    told = rows(tree("friendship", FORM_EXAMPLES["friendship"]))
    assert told["Kind of activity"] == ["Schools in pairs"]
    assert told["Jiangsu cities of interest"] == ["Nanjing", "Zhenjiang"]
    assert told["Timeline"] == ["First letters · January 2027", "A visit · September 2027"]
    assert told["Letter of support"] == ["paper.pdf (117 kB)"]
    assert told["Budget"] == ["Not provided"]
    assert told["I have only one name"] == ["No"]
    assert told["Please help us find a partner in Jiangsu"] == ["Yes"]
    assert told["Use of your personal data"] == ["Agreed (text version 2)"]
    assert told["Sharing with a partner institution"] == ["Refused (text version 2)"]
    told = rows(tree("culture", FORM_EXAMPLES["culture"]))
    assert told["Earliest date"] == ["1 May 2027"]
    assert told["Links to your work"] == FORM_EXAMPLES["culture"]["portfolio_url"]
    told = rows(tree("talent", FORM_EXAMPLES["talent"]))
    assert told["When it could run"] == ["January 2027 to December 2028"]
    told = rows(tree("study", FORM_EXAMPLES["study"]))
    assert told["Year of birth (Gregorian calendar)"] == ["2009"]
    assert told["When would you like to start?"] == ["September 2027"]


def test_what_is_no_valid_answer_is_told_as_it_was_typed() -> None:
    typed = {"dates_earliest": {"day": "31", "month": "2", "year": "2027"}, "group_size": "many"}
    told = rows(tree("culture", {**FORM_EXAMPLES["culture"], **typed}, "zh"))
    assert ["2027 2 31"] in told.values()
    assert ["many"] in told.values()
    field = FORMS["talent"].field("start_window")
    assert answer_lines(field, {"from": "2027-01"}, translator("en")) == ("January 2027 to …",)


def test_lines_of_a_text_stay_lines() -> None:
    field = FORMS["study"].field("motivation")
    assert answer_lines(field, "One.\n\nTwo.", translator("en")) == ("One.", "Two.")


def test_problems_stand_on_top_and_beside_the_answer_and_lead_to_the_question() -> None:
    answers = {**FORM_EXAMPLES["study"], "email": "nobody", "motivation": "short"}
    root = tree("study", answers, checked=True)
    links = root.xpath("//*[@id='problems']//a")
    assert [link.get("href") for link in links] == ["/you#f-email", "/plan#f-motivation"]
    for link in links:
        beside = root.xpath("//dl//p[@class='ferror']")
        assert any(link.text in one.text_content() for one in beside)


def test_nobody_is_shown_the_trap_or_the_language() -> None:
    root = tree("study", FORM_EXAMPLES["study"])
    for name in ("website", "form_language"):
        assert FORMS["study"].field(name).label.get("en") not in root.text_content()
