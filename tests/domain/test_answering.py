"""Which fields are unlocked by questions about single fields, with every form of the site."""

from __future__ import annotations

from typing import Final

import pytest

from tests.form_examples import FORM_EXAMPLES
from youcheng.content.loader import load_content
from youcheng.domain import forms
from youcheng.domain.answering import merge_answers, only_unlocked
from youcheng.domain.forms import FormDefinition

FORMS: Final = {form.id: form.definition for form in load_content().forms}
CULTURE: Final = FORMS["culture"]


def sent(definition: FormDefinition) -> dict[str, object]:
    cleaned = forms.normalise(definition, FORM_EXAMPLES[definition.id])
    return forms.prune(definition, cleaned)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_but_the_field_asked_about_is_taken_over(form: str) -> None:
    definition = FORMS[form]
    before = sent(definition)
    working: dict[str, object] = dict.fromkeys(before, "changed")
    merged = merge_answers(definition, sent=before, working=working, asked=set())
    assert merged == (before, frozenset())


def test_an_answer_that_asks_for_more_unlocks_what_it_asks_for() -> None:
    before = sent(CULTURE)
    without = {
        name: value for name, value in before.items() if not name.startswith("safeguarding")
    } | {"minors_in_group": 0}
    names = {"safeguarding_name", "safeguarding_email"}
    working = {**before, "title": "Not asked about"}
    merged = merge_answers(CULTURE, sent=without, working=working, asked={"minors_in_group"})
    assert merged.unlocked == {"minors_in_group", *names}
    assert merged.answers == {
        **without,
        **{name: before[name] for name in names},
        **{"minors_in_group": before["minors_in_group"]},
    }


def test_an_answer_that_asks_for_less_lets_the_rest_go() -> None:
    before = sent(CULTURE)
    working = {**before, "minors_in_group": 0}
    merged = merge_answers(CULTURE, sent=before, working=working, asked={"minors_in_group"})
    assert merged.unlocked == {"minors_in_group"}
    gone = set(before) - set(merged.answers)
    assert gone == {"safeguarding_name", "safeguarding_email"}
    assert only_unlocked(merged, {"minors_in_group", *gone})


def test_a_change_of_what_was_not_asked_about_is_found() -> None:
    before = sent(CULTURE)
    merged = merge_answers(CULTURE, sent=before, working=before, asked={"title"})
    assert only_unlocked(merged, {"title"})
    assert not only_unlocked(merged, {"title", "summary_public"})
