"""One submission in the desk, in real browsers: what is shown, asked, and told to the second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.submission_work import expect_said
from tests.browser.visits import LOOKS, Visit, Visits
from tests.conftest import sample
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.desk_work import do, see
from tests.services.office import Office, Paper
from youcheng.domain.actors import Role
from youcheng.services import desk_actions as desk

pytestmark = pytest.mark.in_turn("a page of the desk")

Enter = Callable[..., Visit]


@pytest.fixture(scope="module")
def clerks(office: Office) -> dict[str, Colleague]:
    """Two officers of one programme."""
    mine = {"roles": frozenset({Role.OFFICER}), "programmes": frozenset({"culture"})}
    return {
        name: hire(office, f"{name.lower()}@example.org", name=name, **mine)  # type: ignore[arg-type]
        for name in ("Fang", "Lin")
    }


@pytest.fixture
def enter(opened: Visits, clerks: dict[str, Colleague]) -> Enter:
    """Bring somebody of the staff to a submission."""

    def begin(paper: Paper, name: str = "Fang", *, code: str = "en", **given: Any) -> Visit:
        visit = opened(accept=code, **given)
        onwards = f"/desk?submission={paper.stored.code}&lang={code}"
        visit.sign_in(onwards, clerks[name].email, PASSWORD)
        expect(visit.page.locator("h1 .refcode")).to_have_text(
            str(paper.stored.code), timeout=60_000
        )
        return visit

    return begin


def act(visit: Visit, name: str) -> Locator:
    return visit.page.locator(f"form[data-act={name}]")


def test_a_restricted_answer_is_read_with_a_reason_logged_and_gone_afterwards(
    office: Office, enter: Enter
) -> None:
    paper = office.send()
    email = str((paper.stored.sent or {})["email"])
    visit = enter(paper)
    row = visit.page.locator("#ds-answer-email")
    assert email not in visit.page.content()
    row.locator("summary").click()
    row.locator("select").select_option("contact")
    row.locator("button").click()
    expect(row).to_contain_text(email, timeout=30_000)
    (event,) = [one for one in office.events("answer.revealed") if one.fields == ("email",)]
    assert dict(event.details) == {"reason": "contact"}
    act(visit, "take").locator("button").click()
    expect_said(visit, "You look after this submission now.")
    assert email not in visit.page.content()
    assert see(paper).assignee


def test_questions_leave_only_after_a_dialog_that_names_the_masked_address(
    office: Office, enter: Enter
) -> None:
    paper = office.send()
    do(paper, desk.take)
    visit = enter(paper)
    outward = visit.page.locator(".ds-outward")
    outward.locator("#ds-ask > summary").click()
    title = outward.get_by_role("checkbox", name="Title", exact=True)
    title.check()
    outward.locator("#ds-q-title").fill("Which instrument?")
    # Enter in a field must not send anything either.
    title.press("Enter")
    dialog = visit.page.locator("#ds-confirm-changes")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("z•••@e•••.org")
    dialog.locator("[data-close]").click()
    expect(dialog).to_be_hidden()
    assert see(paper).questions == ()
    outward.locator(".ds-send").click()
    dialog.locator("button[type=submit]").click()
    expect_said(visit, "The questions are on their way to the submitter.")
    (asked,) = see(paper).questions
    assert (asked.field, asked.text) == ("title", "Which instrument?")
    expect(visit.page.locator("#ds-answer-title")).to_contain_text("Which instrument?")
    expect(outward).to_contain_text("We need something from you")


def test_the_second_of_two_clerks_is_told_what_changed_and_loses_nothing_typed(
    office: Office, enter: Enter
) -> None:
    paper = office.send()
    first, second = enter(paper, "Fang"), enter(paper, "Lin")
    note = second.page.locator(".ds-notes textarea")
    note.fill("Call them. 打电话")
    act(first, "take").locator("button").click()
    expect_said(first, "You look after this submission now.")
    act(second, "note").locator("button").click()
    meanwhile = second.page.locator("#ds-meanwhile")
    expect(meanwhile).to_contain_text("Given to Fang", timeout=30_000)
    expect(note).to_have_value("Call them. 打电话")
    assert see(paper).notes == ()
    second.settle()
    act(second, "note").locator("button").click()
    expect_said(second, "The note is kept")
    assert [one.text for one in see(paper).notes] == ["Call them. 打电话"]
    expect(second.page.locator(".ds-notes textarea")).to_have_value("")


@pytest.mark.parametrize(("width", "dark"), sample(LOOKS, 1, "desk submission"))
def test_everybody_can_use_the_page(office: Office, enter: Enter, width: int, dark: bool) -> None:
    paper = office.send()
    do(paper, desk.take)
    do(paper, desk.add_note, text="Call them.")
    visit = enter(paper, width=width, dark=dark)
    visit.page.locator("#ds-ask > summary").click()
    visit.page.locator("#ds-reveal-email > summary").click()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    visit.page.locator("#ds-ask input").first.check()
    visit.page.locator(".ds-send").click()
    assert visit.barriers() == []
