"""The queue of the desk in real browsers: found, walked by keys, worked off together, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visit, Visits
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.clerks import LEAD
from tests.services.office import Office
from youcheng.domain.actors import SYSTEM, Role
from youcheng.domain.queue import QueueView
from youcheng.services.accounts import revoke_sessions
from youcheng.services.desk_queue import list_queue

pytestmark = pytest.mark.in_turn("many at once or records that are away")

Enter = Callable[..., Visit]
WORKING = 3
"""Submissions that nobody has taken yet."""


@pytest.fixture(scope="module")
def clerk(office: Office) -> Colleague:
    """An officer of one programme, in whose queue some submissions wait."""
    for _ in range(WORKING):
        office.send("sports")
    mine = {"roles": frozenset({Role.OFFICER}), "programmes": frozenset({"sports"})}
    return hire(office, "queue@example.org", name="Mo", **mine)  # type: ignore[arg-type]


@pytest.fixture
def enter(opened: Visits, clerk: Colleague) -> Enter:
    """Bring the officer to a part of the queue."""

    def begin(address: str = "/desk?lang=en", **given: Any) -> Visit:
        visit = opened(**given)
        visit.sign_in(address, clerk.email, PASSWORD)
        expect(visit.page.locator("#dq h1")).to_be_visible(timeout=60_000)
        return visit

    return begin


def rows(visit: Visit) -> list[str]:
    return visit.page.locator("#dq [data-row] .refcode").all_inner_texts()


def test_a_part_of_the_queue_is_found_and_its_address_shows_a_colleague_the_same(
    enter: Enter, office: Office, clerk: Colleague
) -> None:
    visit = enter()
    mine = list_queue(office.services, actor=clerk.account.actor, view=QueueView()).lines
    assert len(mine) >= WORKING
    assert rows(visit) == [one.code for one in mine]
    assert visit.barriers() == []
    visit.page.locator("#dq [data-search]").fill("nothing like this")
    visit.page.locator("#dq .dq-filter button[type=submit]").click()
    expect(visit.page.locator("#dq")).to_contain_text("No submission fits all of this")
    visit.page.locator("#dq [data-search]").fill(rows(enter())[0])
    visit.page.locator("#dq .dq-filter button[type=submit]").click()
    expect(visit.page.locator("#dq [data-row]")).to_have_count(1)
    visit.page.wait_for_url("**view=**")
    address = visit.page.url.removeprefix(visit.site)
    other = enter(address, width=390, dark=True)
    assert rows(other) == rows(visit)
    assert other.barriers() == []
    assert other.overflow() <= 0


def test_keys_walk_tick_and_take_and_what_was_done_is_undone(enter: Enter) -> None:
    visit = enter()
    code = rows(visit)[1]
    visit.page.locator("#dq h1").focus()
    for key in ("j", "j"):
        visit.page.keyboard.press(key)
    expect(visit.page.locator(f"#dq-row-{code} th a")).to_be_focused()
    visit.page.keyboard.press("x")
    expect(visit.page.locator(f"#dq-row-{code} input")).to_be_checked()
    visit.page.keyboard.press("h")
    expect(visit.page.locator("#dq-help")).to_be_visible()
    visit.page.keyboard.press("Escape")
    visit.page.locator(f"#dq-row-{code} th a").focus()
    visit.page.keyboard.press("a")
    expect(visit.page.locator("#dq-plan")).to_contain_text("1 submission")
    expect(visit.page.locator("#dq-plan")).to_contain_text(code)
    visit.page.locator("#dq-plan [data-act=leave]").click()
    expect(visit.page.locator("#dq-plan")).to_have_count(0)
    visit.page.locator(f"#dq-row-{code} th a").focus()
    visit.page.keyboard.press("a")
    expect(visit.page.locator("#dq-plan h2")).to_contain_text("Look after them myself")
    # Another plan in place of the first is another act.
    visit.page.locator("#dq select[name=verb]").select_option("mark_spam")
    visit.page.locator(".dq-bulk button[type=submit]").click()
    expect(visit.page.locator("#dq-plan h2")).to_contain_text("Set aside as spam")
    visit.page.locator("form[data-act=run] button[type=submit]").click()
    expect(visit.page.locator(f"#dq-row-{code}")).to_contain_text("Set aside")
    visit.page.locator("#dq-said button[data-act=undo]").click()
    expect(visit.page.locator(f"#dq-row-{code}")).to_contain_text("Received")
    visit.page.locator(f"#dq-row-{code} th a").focus()
    visit.page.keyboard.press("a")
    expect(visit.page.locator("#dq-plan h2")).to_contain_text("Look after them myself")
    visit.page.locator("form[data-act=run] button[type=submit]").click()
    expect(visit.page.locator(f"#dq-row-{code}")).to_contain_text("Mo")
    visit.page.locator("#dq-said button[data-act=undo]").click()
    expect(visit.page.locator("#dq-said")).to_contain_text("Undone: 1 submission")
    expect(visit.page.locator(f"#dq-row-{code}")).to_contain_text("Nobody yet")
    visit.page.locator(f"#dq-row-{code} th a").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1 .refcode")).to_have_text(code, timeout=60_000)
    visit.page.locator(".ds-back a").click()
    expect(visit.page.locator("#dq h1")).to_be_visible()


def test_who_was_signed_out_elsewhere_can_do_nothing_more(
    enter: Enter, office: Office, clerk: Colleague
) -> None:
    visit = enter()
    code = rows(visit)[0]
    visit.page.locator(f"#dq-row-{code} input").check()
    visit.page.locator(".dq-bulk button[type=submit]").click()
    do_it = visit.page.locator("form[data-act=run] button[type=submit]")
    expect(do_it).to_be_visible()
    office.now = datetime.now(UTC)  # the site's clock, by which the session began
    assert revoke_sessions(office.services, actor=SYSTEM, email=clerk.email)
    do_it.click()
    expect(visit.page.locator(".deskroot")).to_contain_text("You are signed out", timeout=60_000)
    expect(visit.page.locator("#dq")).to_have_count(0)
    (line,) = list_queue(office.services, actor=LEAD, view=QueueView(query=code)).lines
    assert line.assignee == ""
