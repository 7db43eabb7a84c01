"""A teacher enters a class: photos find their works, and every family is asked though it breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.breakable_site import BreakableSite
from tests.browser.conftest import Fill
from tests.browser.form_filling import STOPPED, Filling
from tests.form_examples import BATCH
from tests.services import classes
from tests.services.paintings import photo
from youcheng.domain.states import ReviewState
from youcheng.services.batching import view_batch

NAMES = ("3 scan.jpg", "child-1.jpg", "IMG_0412.jpg")


@pytest.fixture
def teacher(fill: Fill, tmp_path: Path) -> Filling:
    """A teacher who has written three rows and sends their photos."""
    answers = {name: one for name, one in BATCH.items() if name != "photos"}
    one = fill(classes.FORM, "photos", {**answers, "works": classes.rows(3)}, width=390)
    files = []
    for number, name in enumerate(NAMES):
        path = tmp_path / name
        path.write_bytes(photo(number, width=2400, height=3000))
        files.append(str(path))
    one.page.locator("#root input#photos").set_input_files(files)
    expect(places(one.page)).to_have_count(3, timeout=60_000)
    return one


def places(page: Page) -> Locator:
    return page.locator("#root select[data-go=place]")


def shown(page: Page) -> dict[str, str]:
    """Which work stands below each photo, by the number of its line."""
    found = {}
    for row in page.locator("#root .ffiles li:has(select)").all():
        name = row.locator(".ffile a").inner_text()
        select = row.locator("select")
        found[name] = str(select.evaluate("one => one.selectedOptions[0].textContent"))[0]
    return found


def test_photos_find_their_works_and_the_teacher_gives_them_to_others(teacher: Filling) -> None:
    page = teacher.page
    assert shown(page) == {"3 scan.jpg": "3", "child-1.jpg": "1", "IMG_0412.jpg": "2"}
    row = page.locator("#root .ffiles li", has_text="IMG_0412.jpg")
    row.locator("select").select_option("2")
    teacher.visit.wait_until(lambda: shown(page)["3 scan.jpg"] == "2")
    assert shown(page) == {"3 scan.jpg": "2", "child-1.jpg": "1", "IMG_0412.jpg": "3"}
    held = teacher.answers()["works"]
    assert isinstance(held, list)
    assert len({one["photo"] for one in held}) == 3
    # The lines keep their photos when they are written again.
    teacher.enter("works")
    teacher.control("works-1-title").fill("Another title")
    teacher.wait_saved()
    teacher.enter("photos")
    assert shown(page)["3 scan.jpg"] == "2"
    assert teacher.visit.overflow() <= 0
    assert teacher.visit.barriers() == []


def test_a_class_that_was_sent_reaches_every_family_though_the_site_is_killed(
    teacher: Filling, breakable: BreakableSite
) -> None:
    page = teacher.page
    teacher.visit.expected.extend(STOPPED)
    teacher.enter("check")
    expect(page.locator("#root .fanswers img")).to_have_count(3)
    teacher.press("send")
    expect(page.locator(".receipt h1")).to_have_text("0 of 3 have agreed", timeout=60_000)
    breakable.kill()
    breakable.start()
    services = breakable.services

    def is_whole() -> bool:
        seen = view_batch(services, token=teacher.token)
        return seen.submission.review is ReviewState.CLOSED

    teacher.visit.wait_until(is_whole)
    page.reload()
    works = page.locator(".receipt .given li")
    expect(works).to_have_count(3, timeout=60_000)
    expect(works.first).to_have_text(re.compile("1 · Child 1 · Work 1"))
    with services.records.read() as uow:
        made = uow.submissions.of_batch(view_batch(services, token=teacher.token).submission.id)
        asked = [mail.address for one in made for mail in uow.outbox.of(one.id)]
    assert sorted(asked) == [f"guardian{number}@example.org" for number in (1, 2, 3)]
    assert teacher.visit.barriers() == []
