"""A submitter answers what the staff ask about a painting: a better photo and one text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.form_filling import BROKEN, attach, press, wait_saved
from tests.browser.visits import Visits
from tests.form_examples import ENTRIES
from tests.services.clerks import MODERATOR
from tests.services.paintings import FORM, photo
from youcheng.domain import forms
from youcheng.domain.codes import parse_reference_code
from youcheng.domain.queue import QueueView
from youcheng.domain.states import ConsentAnswer, ReviewState
from youcheng.services import desk_actions as desk
from youcheng.services.answering import list_replaced
from youcheng.services.attachments import add_attachment
from youcheng.services.consenting import answer_consent, view_consent
from youcheng.services.desk_queue import list_queue
from youcheng.services.desk_view import view_submission
from youcheng.services.drafts import save_draft, start_draft
from youcheng.services.opening import open_form
from youcheng.services.submitting import find_warnings, submit, warning_key

QUESTIONS = {
    "title": "The title ends in the middle of a word. What is it in full?",
    "image": "The left edge of the picture is dark. Please photograph it in daylight.",
}


def enter_painting(site: BreakableSite, folder: Path) -> str:
    """A painting to which a guardian has agreed, sent an hour ago; return its reference code."""
    moment = datetime.now(UTC) - timedelta(hours=1)
    services = replace(site.services, clock=lambda: moment)
    token = start_draft(services, programme=FORM, language="en", client="198.51.100.9").token
    answers = {name: one for name, one in ENTRIES["guardian"].items() if name != "image"}
    save_draft(services, token=token, changes=answers, base=0)
    first = folder / "first.jpg"
    first.write_bytes(photo(11))
    add_attachment(services, token=token, field="image", name="first.jpg", source=first)
    found = open_form(services, token=token)
    pruned = forms.prune(found.form.definition, found.answers)
    services = replace(site.services, clock=lambda: moment + timedelta(minutes=1))
    sent = submit(
        services,
        token=token,
        form_token=found.form_token,
        client="198.51.100.9",
        confirmed=[warning_key(one, pruned) for one in find_warnings(found, pruned)],
        zone="Europe/Zurich",
    )
    with services.records.read() as uow:
        mails = uow.outbox.of(found.submission.id)
    link = next(one.facts["link"] for one in mails if "/consent/" in one.facts.get("link", ""))
    consent = urlsplit(link).path.rpartition("/")[2]
    fields = [one.id for one in view_consent(services, token=consent).fields]
    answer_consent(services, token=consent, answers=dict.fromkeys(fields, ConsentAnswer.AGREE))
    return str(sent.code)


def ask(site: BreakableSite, code: str) -> None:
    """Let a moderator take it and ask."""
    for verb, told in ((desk.take, {}), (desk.request_changes, {"questions": QUESTIONS})):
        seen = view_submission(site.services, actor=MODERATOR, code=code)
        verb(site.services, actor=MODERATOR, code=code, version=seen.version, **told)  # type: ignore[operator]


def digits(site: BreakableSite, code: str) -> str:
    """The one-time code that was mailed last."""
    with site.services.records.read() as uow:
        submission = uow.submissions.find_code(parse_reference_code(code))
        assert submission is not None
        mails = [one for one in uow.outbox.of(submission.id) if one.template == "one_time_code"]
    return mails[-1].facts["one_time_code"]


def test_a_better_photo_and_a_title_are_sent_from_the_status_page(
    opened: Visits, breakable: BreakableSite, tmp_path: Path
) -> None:
    code = enter_painting(breakable, tmp_path)
    ask(breakable, code)
    visit = opened(width=390)
    page = visit.page
    visit.open("/track?lang=en")
    page.locator("main input[name=code]").fill(code)
    page.locator("main input[name=email]").fill(str(ENTRIES["guardian"]["guardian_email"]))
    page.locator("main button[type=submit]").click()
    page.locator("main input[name=digits]").fill(digits(breakable, code))
    page.locator("main button[type=submit]").click()
    for question in QUESTIONS.values():
        expect(page.locator("main")).to_contain_text(question)
    expect(page.locator("main img.fseen")).to_have_js_property("complete", True)
    assert visit.barriers() == []
    assert visit.overflow() == 0
    status = page.url

    page.locator("main a.btn.primary").click()
    visit.wait_for_app()
    form = page.locator("#root .form")
    expect(form).to_have_attribute("data-state", re.compile("saved|saving"))
    asked = [one.get_attribute("data-field") for one in page.locator("#root [data-field]").all()]
    assert set(asked) <= {*QUESTIONS}
    assert visit.barriers() == []
    assert visit.overflow() == 0

    visit.expected += [*BROKEN]
    answered: set[str] = set()
    while page.locator("#root [data-go=continue]").count():
        for field in page.locator("#root [data-field]").all():
            name = str(field.get_attribute("data-field"))
            expect(field).to_contain_text(QUESTIONS[name])
            answered.add(name)
        if page.locator("#root #title").count():
            breakable.line.cut()
            page.locator("#root #title").fill("The bridge over the lake")
            breakable.line.mend()
        if page.locator("#root [data-field=image]").count():
            better = tmp_path / "better.jpg"
            better.write_bytes(photo(5, width=2800, height=2100))
            page.locator("#root [data-go=remove]").click()
            expect(page.locator("#root .ffiles").first.locator("li")).to_have_count(0)
            attach(page, "image", better)
        wait_saved(page)
        before = page.url
        press(page, "continue")
        visit.wait_until(lambda before=before: page.url != before)
        visit.settle()
    assert answered == {*QUESTIONS}

    expect(page.locator("#form-title")).to_have_text("Check your answers")
    told = page.locator("#root .fanswers")
    expect(told.first).to_be_visible()
    expect(page.locator("#root .fanswers img.fseen")).to_have_count(2)
    expect(page.locator("#root")).to_contain_text(str(ENTRIES["guardian"]["title"]))
    expect(page.locator("#root")).to_contain_text("The bridge over the lake")
    assert visit.barriers() == []
    assert visit.overflow() == 0
    press(page, "send")
    expect(page.locator("#form-title")).to_have_text("We have received your answers")
    assert "step" not in parse_qs(urlsplit(page.url).query)
    page.locator("#root a.btn.primary").click()
    expect(page.locator("main .told")).to_contain_text("Your answer to the question received")
    visit.open(urlsplit(status)._replace(scheme="", netloc="").geturl())
    expect(page.locator(".askedabout")).to_have_count(0)

    (line,) = [
        one
        for one in list_queue(
            breakable.services,
            actor=MODERATOR,
            view=QueueView(states=(ReviewState.MODERATION,)),
        ).lines
        if one.code == code
    ]
    assert line.title == "The bridge over the lake"
    assert line.due_at is not None, "it waits for the staff again"
    replaced = list_replaced(breakable.services, actor=MODERATOR, code=code)
    assert {one.field for one in replaced} == {*QUESTIONS}
