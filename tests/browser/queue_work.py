"""What clerks do in the queue of the desk, in real browsers."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.visits import Visit
from youcheng.domain.queue import QueueView

ON_A_PAGE: Final = 50
"""Submissions on one page of the queue."""


def queue_address(view: QueueView | None = None) -> str:
    """The address of a part of the queue."""
    return f"/desk?lang=en&view={quote((view or QueueView()).to_query())}"


def show_queue(visit: Visit, view: QueueView | None = None) -> None:
    """Go to a part of the queue, as by a link that somebody was given."""
    visit.enter(queue_address(view))
    expect(visit.page.locator("#dq h1")).to_be_visible(timeout=60_000)


def codes_on_page(visit: Visit) -> list[str]:
    """The reference codes in the order of the page."""
    return visit.page.locator("#dq [data-row] .refcode").all_inner_texts()


def tick_all(visit: Visit, *, but: Collection[str] = ()) -> int:
    """Tick everything on the page but these; return how many are ticked."""
    page, there = visit.page, codes_on_page(visit)
    page.locator("#dq [data-all]").check()
    expect(page.locator("#dq [name=code]:checked")).to_have_count(len(there))
    for code in {*there} & {*but}:
        page.locator(f"#dq-row-{code} [name=code]").uncheck()
    return len({*there} - {*but})


def plan_act(visit: Visit, verb: str, **given: str) -> None:
    """Choose what to do with what is ticked, and have shown what would happen."""
    page = visit.page
    page.locator("#dq select[name=verb]").select_option(verb)
    for name, value in given.items():
        field = page.locator(f"#dq .dq-bulk [name={name}]")
        if name == "decision":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator(".dq-bulk button[type=submit]").click()
    expect(page.locator("#dq-plan")).to_be_visible(timeout=60_000)


def do_plan(visit: Visit) -> int:
    """Do what was shown; return how many it was done to."""
    page = visit.page
    page.locator("#dq-run button[type=submit]").click()
    said = page.locator("#dq-said")
    expect(said).to_contain_text("Done:", timeout=120_000)
    expect(page.locator("#dq-plan")).to_have_count(0)
    visit.settle()
    found = re.search(r"Done: (\d+) submission", said.inner_text())
    assert found is not None
    return int(found[1])


def work_off(visit: Visit, view: QueueView, verb: str, number: int) -> None:
    """Do one act with everything of a part that it takes out of that part, page by page.

    Args:
        visit: the clerk's.
        view: the part, by a state that the act ends.
        verb: the act.
        number: how many there are.
    """
    show_queue(visit, view)
    done = 0
    for _ in range(-(-number // ON_A_PAGE)):
        tick_all(visit)
        plan_act(visit, verb)
        done += do_plan(visit)
    assert done == number
    assert codes_on_page(visit) == []


def propose_all(
    visit: Visit, view: QueueView, decision: str, number: int, *, but: Collection[str] = ()
) -> None:
    """Propose a decision for everything of a part but these; all of it stays where it is."""
    page, done = visit.page, 0
    show_queue(visit, view)
    for left in reversed(range(-(-(number + len(but)) // ON_A_PAGE))):
        if tick_all(visit, but=but):
            plan_act(visit, "propose", decision=decision, comment="It fits the programme.")
            done += do_plan(visit)
        if left:
            first = codes_on_page(visit)[0]
            page.locator(".prevnext a[rel=next]").click()
            expect(page.locator("#dq [data-row] .refcode").first).not_to_have_text(first)
            visit.settle()
    assert done == number


def find_row(visit: Visit, code: str) -> None:
    """Search for a submission by keyboard alone, and come to its row."""
    page = visit.page
    page.locator("#dq h1").focus()
    page.keyboard.press("/")
    search = page.locator("#dq [data-search]")
    expect(search).to_be_focused()
    search.fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("#dq [data-row]")).to_have_count(1)
    visit.settle()
    page.locator("#dq h1").focus()
    page.keyboard.press("j")
    expect(page.locator(f"#dq-row-{code} th a")).to_be_focused()


def open_found(visit: Visit, code: str) -> None:
    """Find a submission and open it, by keyboard."""
    show_queue(visit)
    find_row(visit, code)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1 .refcode")).to_have_text(code, timeout=60_000)
    visit.settle()


def take_by_key(visit: Visit, code: str) -> None:
    """Take one over without a pointer."""
    show_queue(visit)
    find_row(visit, code)
    visit.page.keyboard.press("a")
    expect(visit.page.locator("#dq-plan")).to_contain_text(code)
    assert do_plan(visit) == 1


def set_aside(visit: Visit, code: str) -> None:
    """Tick one by its key and set it aside as spam."""
    show_queue(visit)
    find_row(visit, code)
    visit.page.keyboard.press("x")
    expect(visit.page.locator(f"#dq-row-{code} [name=code]")).to_be_checked()
    plan_act(visit, "mark_spam")
    assert do_plan(visit) == 1
