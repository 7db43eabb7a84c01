"""Files in a form: sent, listed, removed, refused, and sent again after a broken line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.conftest import Fill
from tests.browser.form_filling import BROKEN
from tests.browser.visits import let_through
from tests.services.office import make_file

Make = Callable[..., str]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a file with a name: a good one of its kind, or one with the given content."""

    def write(name: str, content: bytes | None = None) -> str:
        path = tmp_path / name
        path.write_bytes(make_file(name.rpartition(".")[2]) if content is None else content)
        return str(path)

    return write


def choose(page: Page, *files: str) -> None:
    page.locator("#root input#portfolio").set_input_files(list(files))


def listed(page: Page) -> Locator:
    return page.locator("#root #f-portfolio .ffiles [data-key] .ffile")


def test_files_are_sent_listed_and_removed(fill: Fill, make: Make) -> None:
    one = fill("culture", "proposal")
    page = one.page
    choose(page, make("Plan é 1.pdf"), make("two.jpg"))
    expect(listed(page)).to_have_text([re.compile("Plan é 1.pdf"), re.compile("two.jpg")])
    expect(page.locator("#root .fsending li")).to_have_count(0)
    expect(page.locator("#root .ffiles [data-key] img")).to_have_count(1)
    page.get_by_role("button", name="Remove Plan é 1.pdf").click()
    expect(listed(page)).to_have_text([re.compile("two.jpg")])
    choose(page, make("3.pdf"), make("4.pdf"), make("5.pdf"))
    expect(listed(page)).to_have_count(3)
    expect(page.locator("#root .fsending .ferror")).to_have_text(re.compile("at most 3 files"))
    expect(page.locator("#root #f-portfolio .fdrop")).to_be_hidden()
    held = one.answers()["portfolio"]
    assert isinstance(held, list)
    assert [file["name"] for file in held] == ["two.jpg", "3.pdf", "4.pdf"]


def test_a_file_that_cannot_be_taken_is_refused_before_it_is_sent(fill: Fill, make: Make) -> None:
    one = fill("culture", "proposal")
    page = one.page
    sent: list[str] = []
    page.on("request", lambda request: "/uploads" in request.url and sent.append(request.url))
    said = page.locator("#root .fsending .ferror")
    for name, content, words in (
        ("song.mp3", b"x" * 100, "takes only these kinds of file: PDF and JPG."),
        ("empty.pdf", b"", "is empty"),
        ("large.pdf", b"x" * 10_485_761, "can have at most 10 MB"),
    ):
        choose(page, make(name, content))
        expect(said).to_contain_text(words)
        page.locator("#root .fsending button:visible").click()
        expect(said).to_have_count(0)
        expect(one.control("portfolio")).to_be_focused()
    assert sent == []


def test_who_leaves_the_form_sends_no_file_behind_their_back(fill: Fill, make: Make) -> None:
    one = fill("culture", "proposal")
    page = one.page
    sent: list[str] = []
    page.on("request", lambda request: "/uploads" in request.url and sent.append(request.url))
    page.route("**/uploads*", lambda route: None)
    choose(page, make("plan.pdf"))
    expect(page.locator("#root .fsending li")).to_have_count(1)
    one.visit.wait_until(lambda: len(sent) == 1)
    with page.expect_event("requestfailed", lambda request: "/uploads" in request.url):
        page.locator("#top nav a").first.click()
    expect(page.locator("#root .form")).to_have_count(0)
    page.wait_for_timeout(1500)  # after a broken line it would be sent again by now
    assert len(sent) == 1


def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_rest_stays(
    fill: Fill, make: Make
) -> None:
    one = fill("culture", "proposal", width=390)
    one.visit.expected += ["415", "422"]
    title = one.page.locator("#root [data-field=title] .finput")
    title.fill("Alphorn")
    choose(one.page, make("picture.pdf", b"<html>not a PDF</html>"))
    told = one.page.locator("#root [data-field=portfolio]")
    expect(told).to_contain_text("Choose one of these kinds")
    choose(one.page, make("paper.pdf"))
    expect(listed(one.page)).to_have_count(1)
    expect(title).to_have_value("Alphorn")


def test_a_file_that_is_chosen_before_its_script_is_there_arrives(fill: Fill, make: Make) -> None:
    one = fill("culture", "proposal")
    one.visit.expected.append("ERR_FAILED")
    page = one.page
    tries: list[str] = []

    def refuse(route: Route) -> None:
        tries.append(route.request.url)
        route.abort()

    page.route("**/form_upload.js*", refuse)
    one.enter("proposal")
    choose(page, make("plan.pdf"))
    choose(page, make("second.pdf"))
    said = page.locator("#root .fsaved")
    expect(said).to_contain_text("What you wrote is kept on this device.", timeout=20_000)
    one.visit.wait_until(lambda: len(tries) > 2)
    page.unroute("**/form_upload.js*")
    names = [re.compile("plan.pdf"), re.compile("second.pdf")]
    expect(listed(page)).to_have_text(names, timeout=60_000)
    one.wait_saved()


def test_a_file_that_still_waits_for_its_script_is_not_sent_once_they_have_left(
    fill: Fill, make: Make
) -> None:
    one = fill("culture", "proposal")
    page = one.page
    sent: list[str] = []
    page.on("request", lambda request: "/uploads" in request.url and sent.append(request.url))
    held: list[Route] = []
    page.route("**/form_upload.js*", lambda route: held.append(route))
    one.enter("proposal")
    choose(page, make("plan.pdf"))
    one.visit.wait_until(lambda: bool(held))
    page.locator("#top nav a").first.click()
    expect(page.locator("#root .form")).to_have_count(0)
    with page.expect_response("**/form_upload.js*"):
        let_through(held)
    page.wait_for_timeout(500)
    assert sent == []


def test_a_file_goes_on_after_a_broken_line(
    fill: Fill, make: Make, breakable: BreakableSite
) -> None:
    one = fill("culture", "proposal")
    one.visit.expected.extend(BROKEN)
    page = one.page
    breakable.line.cut()
    choose(page, make("plan.pdf"))
    page.wait_for_timeout(1500)
    breakable.line.mend()
    expect(listed(page)).to_have_text(re.compile("plan.pdf"), timeout=60_000)
    breakable.line.cut()
    choose(page, make("second.pdf"))
    again = page.get_by_role("button", name="Try again second.pdf")
    expect(again).to_be_visible(timeout=40_000)
    expect(page.locator("#root .fsending .ferror")).to_contain_text("It is still here: try again.")
    breakable.line.mend()
    again.click()
    expect(listed(page)).to_have_count(2, timeout=60_000)
