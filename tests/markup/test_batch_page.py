"""The page of a batch that was sent, and the form's pages with photos that belong to rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import lxml.html
import pytest

from tests.form_examples import BATCH, BATCH_ROW, TODAY, a_file
from tests.storage.samples import a_submission
from youcheng.content.loader import load_content
from youcheng.domain.forms import Answers
from youcheng.domain.pictures import Edit
from youcheng.domain.states import ReviewState, SubmissionKind, SubmissionState
from youcheng.i18n.catalogues import translator
from youcheng.i18n.languages import LANGUAGES
from youcheng.markup.batch_page import render_batch
from youcheng.markup.form_photos import show_photo
from youcheng.markup.form_step import StepView, render_step
from youcheng.markup.form_summary import SummaryView, render_summary
from youcheng.services.batching import BatchEntry, BatchProgress
from youcheng.services.pictures import PictureView

CONTENT: Final = load_content()
FORM: Final = CONTENT.form("painting-batch-2026")
CODES: Final = [language.code for language in LANGUAGES]
STATES: Final = (
    ReviewState.AWAITING_GUARDIAN,
    ReviewState.SUBMITTED,
    ReviewState.WITHDRAWN,
    ReviewState.EXPIRED,
    ReviewState.IN_JURY,
)


def progress(*states: ReviewState, total: int = 0) -> BatchProgress:
    batch = replace(
        a_submission(),
        programme=FORM.id,
        state=SubmissionState(SubmissionKind.BATCH, ReviewState.CLOSED),
        sent={"email": "school@example.org"},
        sent_at=dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC),
    )
    entries = tuple(
        BatchEntry(number, f"Child {number}", f"Work {number}", state, f"JS-26-000{number}-0")
        for number, state in enumerate(states, 1)
    )
    return BatchProgress(batch, entries, total or len(entries))


def page(seen: BatchProgress, code: str = "en") -> Any:
    return lxml.html.fromstring(str(render_batch(seen, CONTENT, translator(code), token="t")))


def test_a_teacher_reads_how_many_have_agreed_and_each_work() -> None:
    root = page(progress(*STATES))
    assert root.xpath("//h1")[0].text_content() == "2 of 5 have agreed"
    lead = root.xpath("//p[@class='lead']")[0].text_content()
    assert lead == ("1 has not answered yet · 2 were refused, withdrawn or not answered in time")
    lines = [one.text_content().strip() for one in root.xpath("//ul[@class='given']/li")]
    assert lines[0] == (
        "1 · Child 1 · Work 1 The parent or guardian has not answered yet · JS-26-0001-0"
    )
    assert "A parent or guardian has agreed" in lines[1]
    assert "Refused or withdrawn" in lines[2]
    assert "Not answered in time" in lines[3]
    assert "With the jury" in lines[4]
    assert root.xpath("//*[@role='status']") == []


def test_works_that_are_still_being_prepared_are_waited_for() -> None:
    root = page(progress(ReviewState.SUBMITTED, total=30))
    assert root.xpath("//h1")[0].text_content() == "1 of 30 have agreed"
    assert "29 works" in root.xpath("//*[@role='status']")[0].text_content()


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_whole_in_each_language(code: str) -> None:
    text = page(progress(*STATES, total=9), code).text_content()
    assert "{" not in text
    assert "%(" not in text
    assert "JS-26-0003-0" in text


def view(key: str) -> PictureView:
    return PictureView(f"p-{key}", 2000, 1500, Edit(), ())


def batch(count: int, *names: str) -> Answers:
    rows = [
        {**BATCH_ROW, "child_given_name": f"Child {n}", "title": f"Work {n}"}
        for n in range(1, count + 1)
    ]
    photos = [{**a_file("jpg"), "key": name, "name": name} for name in names]
    return {**BATCH, "works": rows, "photos": photos}


def test_each_photo_offers_the_works_and_shows_the_one_it_belongs_to() -> None:
    answers = batch(2, "02.jpg", "x.jpg", "y.jpg")
    step = StepView(
        programme="A competition",
        form=FORM,
        step=next(one for one in FORM.steps if one.id == "photos"),
        answers=answers,
        today=TODAY,
        operator=CONTENT.operator,
        attachment="/attachment/{}".format,
        pictures={key: view(key) for key in ("02.jpg", "x.jpg", "y.jpg")},
    )
    root = lxml.html.fromstring(str(render_step(step, translator("en"))))
    found = {
        one.get("data-value"): (one.get("data-held"), one.xpath("option/text()"))
        for one in root.xpath("//select[@data-go='place']")
    }
    works = ["No work", "1 · Child 1 · Work 1", "2 · Child 2 · Work 2"]
    assert found == {"02.jpg": ("1", works), "x.jpg": ("0", works), "y.jpg": ("", works)}
    labelled = {one.get("for") for one in root.xpath("//label")}
    assert {one.get("id") for one in root.xpath("//select[@data-go='place']")} <= labelled


def test_the_check_page_shows_each_work_with_its_photo_once() -> None:
    summary = SummaryView(
        "A competition",
        FORM,
        batch(2, "02.jpg", "x.jpg"),
        lambda step, field: f"/{step}#f-{field}",
        photo=lambda key: show_photo(view(key), f"/attachment/{key}"),
    )
    root = lxml.html.fromstring(str(render_summary(summary, translator("en"))))
    assert root.xpath("//img/@src") == ["/attachment/x.jpg", "/attachment/02.jpg"]
    (works,) = root.xpath("//section[@aria-labelledby='group-works']//dd[1]")
    assert [one.text_content().partition(" · ")[0] for one in works.xpath("p")] == [
        "Child 1",
        "Child 2",
    ]
