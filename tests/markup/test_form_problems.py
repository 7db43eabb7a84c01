"""Every problem has a sentence in every language that names its question and what is to be done."""

from __future__ import annotations

from typing import Final

import pytest

from tests.form_examples import EXAMPLES, FORM_EXAMPLES, TODAY
from youcheng.content.forms import Form
from youcheng.content.loader import load_content
from youcheng.domain import forms
from youcheng.domain.forms import CODES, WARNINGS, Kind, Problem
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.form_problems import problem_sentence, warning_sentence

FORMS: Final = {form.id: form for form in load_content().forms}
VALUES: Final[dict[str, int | str]] = {
    "length": 7, "row": 7, "option": "either", "part": "month", "kinds": "pdf,jpg",
}  # fmt: skip
DAYS: Final = frozenset({"date_too_early", "date_too_late"})
MONTHS: Final = frozenset({"month_too_early", "month_too_late"})


def made(code: str, form: Form) -> Problem:
    """A problem with this code as the validator would give it."""
    field = next(
        one for one in form.fields if code != "required" or one.rules.kind is not Kind.HIDDEN
    ).id
    field = "teaching_language" if code == "choice_alone" else field
    number: int | str = "2030-02-03" if code in DAYS else "2030-02" if code in MONTHS else 3
    known = {**VALUES, "other": form.fields[1].id, "min": number, "max": number}
    return Problem(field, code, {name: known[name] for name in CODES[code]})


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_that_names_its_question(code: str, language: object) -> None:
    t = translator(language.code)  # type: ignore[attr-defined]
    form = FORMS["study"]
    problem = made(code, form)
    sentence = problem_sentence(problem, form, t)
    assert form.field(problem.field).label.get(t.language.code) in sentence
    assert "{" not in sentence
    assert not sentence.endswith(" ")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_has_a_sentence(code: str, language: object) -> None:
    t = translator(language.code)  # type: ignore[attr-defined]
    field = "email" if code == "email_typo" else "summary"
    values = {"suggestion": "anna@gmail.com"} if code == "email_typo" else {}
    sentence = warning_sentence(Problem(field, code, values), FORMS["health"], t)
    assert "{" not in sentence
    assert ("anna@gmail.com" in sentence) == (code == "email_typo")


def test_an_empty_form_of_every_programme_is_told_what_it_lacks() -> None:
    t = translator("en")
    for form in FORMS.values():
        problems = forms.validate(form.definition, {}, today=TODAY)
        sentences = [problem_sentence(one, form, t) for one in problems]
        assert len(sentences) == len(set(sentences))
        assert len(sentences) > (10 if form.id in EXAMPLES else 9)


def said(form: str, changes: dict[str, object], code: str = "en") -> list[str]:
    """What is said of an example after some changes."""
    definition = FORMS[form].definition
    answers = forms.normalise(definition, {**FORM_EXAMPLES[form], **changes})
    return [
        problem_sentence(one, FORMS[form], translator(code))
        for one in forms.validate(definition, answers, today=TODAY)
    ]


@pytest.mark.parametrize(
    ("form", "changes", "sentence"),
    [
        (
            "study",
            {"motivation": "é" * 99},
            "“Why do you want to study in Jiangsu?” needs at least 100 characters; it has 99.",
        ),
        (
            "study",
            {"birth_year": 2020},
            "The number in “Year of birth (Gregorian calendar)” must be 2011 or less.",
        ),
        (
            "study",
            {"birth_year": 2062},
            "Is the year in “Year of birth (Gregorian calendar)” in Bikram Sambat? Write it in the "
            "Gregorian calendar.",
        ),
        (
            "study",
            {"universities": ["x", "y" * 130]},
            "“Universities or colleges of interest, line 2” can have at most 120 characters; it "
            "has 130.",
        ),
        ("study", {"cv": []}, ""),
        (
            "culture",
            {"minors_in_group": 25},
            "The number in “How many are under 18?” must not be greater than that in “Number of "
            "people in the group”.",
        ),
        (
            "culture",
            {"dates_earliest": "2026-11-23"},
            "“Earliest date” must be 24 November 2026 or later.",
        ),
        (
            "culture",
            {"portfolio": [{"key": "u", "name": "a.png", "kind": "png", "bytes": 9}]},
            "“Portfolio” takes only these kinds of file: PDF and JPG.",
        ),
        (
            "culture",
            {"portfolio": [{"key": "u", "name": "a.pdf", "kind": "pdf", "bytes": 10_485_761}]},
            "A file for “Portfolio” can have at most 10 MB. Make it smaller, or choose another "
            "one.",
        ),
        (
            "friendship",
            {"timeline": [{"what": "A"}]},
            "Fill in month and year of “Timeline, line 1: Month”.",
        ),
        (
            "friendship",
            {"timeline": [{"what": "A", "month": {"month": "5"}}]},
            "Fill in the year of “Timeline, line 1: Month”.",
        ),
        (
            "talent",
            {"start_window": {"from": "2027-05", "to": "2027-01"}},
            "The last month of “When it could run” must not be before the first month.",
        ),
        (
            "talent",
            {"start_window": {"from": "2026-05", "to": "2027-01"}},
            "“When it could run, first month” must be November 2026 or later.",
        ),
        (
            "sports",
            {"consent_process": "refuse"},
            "We can take this form only if you agree to “Use of your personal data”. If you do not "
            "want to, you can leave it here.",
        ),
    ],
)
def test_the_sentence_tells_what_to_do_with_values_as_people_write_them(
    form: str, changes: dict[str, object], sentence: str
) -> None:
    found = said(form, changes)
    # Fields of the example that hang on the changed one may say more.
    assert sentence in found if sentence else found == []
