"""Whatever is pasted into a form is nothing but text on every page that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.conftest import FULL
from tests.form_examples import EXAMPLES
from tests.markup_reading import Markup
from tests.property.pasting import EMAIL, pasted, send, texts_for
from tests.services.office import Office
from youcheng.domain import forms
from youcheng.domain.attachments import clean_name
from youcheng.domain.forms import Kind, Problem, Step
from youcheng.domain.submissions import Submission
from youcheng.i18n.catalogues import translator
from youcheng.markup.form_page import CHECK, FormPage, render_form_page
from youcheng.markup.receipt_page import ReceiptView, render_receipt
from youcheng.markup.track_page import render_status
from youcheng.services.opening import OpenForm
from youcheng.services.submitting import check_draft
from youcheng.services.tracking import view_status

T: Final = translator("en")
SITE: Final = "https://youcheng.example"


@pytest.mark.timeout(1200 if FULL else 300)
@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_what_is_pasted_is_nothing_but_text_on_every_page_of_the_form(
    sqlite_office: Office, programme: str
) -> None:
    found = sqlite_office.begin(programme).open()
    definition = found.form.definition
    for text in texts_for(programme, 4, "pasted/pages"):
        typed = forms.normalise(definition, pasted(definition.fields, text))
        file = {"key": "0" * 32, "name": clean_name(text, "pdf"), "kind": "pdf", "bytes": 1}
        files = {one.id: [file] for one in definition.fields if one.kind is Kind.FILE}
        pasted_in = {**typed, **files}
        answers = {**EXAMPLES[programme], **pasted_in}
        others = {**EXAMPLES[programme], **plain(pasted_in)}
        visible = {*forms.visible_fields(definition, answers)}
        for step in (*definition.steps, None):
            problems, warnings, _ = check_draft(
                holding(found, answers), step=step.id if step else ""
            )
            told = problems, warnings
            page = shown(sqlite_office, found, answers, step, told)
            assert_alike(page, shown(sqlite_office, found, others, step, told))
            held = {one.attributes.get("value") for one in page.elements}
            for one in step.fields if step else definition.fields:
                if one in visible and one.kind is not Kind.HONEYPOT and one.id in pasted_in:
                    for part in texts(answers[one.id]):
                        lines = [part] if step else filter(str.strip, part.split("\n"))
                        assert all(line in held or line in page.text for line in lines)


def shown(
    office: Office,
    found: OpenForm,
    answers: Mapping[str, object],
    step: Step | None,
    told: tuple[tuple[Problem, ...], tuple[Problem, ...]],
) -> Markup:
    """A step, or for None the page of all answers, with these answers and these problems and
    warnings."""
    page = FormPage(
        holding(found, answers),
        "t" * 43,
        step.id if step else CHECK,
        problems=told[0],
        warnings=told[1],
        refused=True,
        filled=True,
    )
    return Markup(str(render_form_page(page, office.services.content, T)))


def holding(found: OpenForm, answers: Mapping[str, object]) -> OpenForm:
    draft = replace(found.submission.draft, answers=answers)
    return replace(found, submission=replace(found.submission, draft=draft))


def plain(value: object) -> Any:
    """The same answers with every character that shows something an x."""
    if isinstance(value, str):
        return re.sub(r"\S", "x", value)
    if isinstance(value, Mapping):
        kept = {"key", "kind"}
        return {name: one if name in kept else plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def texts(value: object) -> Iterator[str]:
    """Every text in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in value.keys() - {"key", "kind"}:
            yield from texts(value[name])
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def assert_alike(page: Markup, other: Markup) -> None:
    """The same elements with the same attributes; only inputs hold other values."""
    assert page.ends == other.ends
    assert [one.name for one in page.elements] == [one.name for one in other.elements]
    for mine, theirs in zip(page.elements, other.elements, strict=True):
        assert mine.attributes.keys() == theirs.attributes.keys()
        for name, value in mine.attributes.items():
            is_answer = (mine.name, name) == ("input", "value")
            assert is_answer or value == theirs.attributes[name]


@pytest.mark.parametrize("programme", sorted(EXAMPLES))
def test_receipt_and_status_show_an_address_and_no_answer(
    sqlite_office: Office, programme: str
) -> None:
    content = sqlite_office.services.content
    paper = sqlite_office.begin(programme)
    send(paper, "<b>{{ 7 * 7 }}</b>")
    stored = paper.stored
    other = replace(stored, draft=replace(stored.draft, answers=plain(stored.draft.answers)))

    def receipt(submission: Submission) -> Markup:
        view = ReceiptView(submission, paper.token, SITE, can_mail=True)
        return Markup(str(render_receipt(view, content, T)))

    page = receipt(stored)
    assert_alike(page, receipt(other))
    assert page.text.count(EMAIL) == receipt(other).text.count(plain(EMAIL))
    assert "<b>" not in page.text
    status = view_status(sqlite_office.services, token=paper.token)
    told = str(render_status(status, content, T, token=paper.token))
    others = replace(status, submission=replace(other, sent=plain(stored.sent)))
    assert told == str(render_status(others, content, T, token=paper.token))
