"""A juror at work in a real browser, by keyboard, and what of an entry comes to them: every reply,
header and message of a whole session is looked through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Response, WebSocket, expect

from tests.browser.served_office import office_of
from tests.browser.test_canaries import WORDS, told
from tests.browser.timed_site import TimedSite
from tests.browser.visits import LOOKS, Visit, open_visits
from tests.conftest import sample
from tests.ports import free_port
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.jurying import EDITION, begin, enter, seat
from tests.services.office import Office, Paper
from youcheng.domain.actors import Role
from youcheng.domain.jury.records import TaskRecord, TaskState
from youcheng.domain.staff import IDLE, WARNING

pytestmark = pytest.mark.in_turn("a long journey")

OWN_WORDS: Final = {
    "title": "Kanarqtitelzwy",
    "what_do_you_see": "Kanarqsehenzwy und noch mehr davon.",
    "story": "Kanarqstoryzwy.",
}
"""The child's own words, which would tell the language."""
MOST_LIGHT: Final = 150_000
"""Bytes of an entry's page on a slow line (feature 18)."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TimedSite]:
    """A site in the first round of its jury."""
    with TimedSite(tmp_path_factory.mktemp("juried"), free_port()).running() as place:
        rules = place.services.content.edition(EDITION).rules
        place.move_clock(rules.rounds[0].opens_at + timedelta(days=1))
        yield place


@pytest.fixture(scope="module")
def office(site: TimedSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_of(site, tmp_path_factory.mktemp("office")) as made:
        made.now = datetime.now(UTC) - timedelta(days=1)
        yield made


@pytest.fixture(scope="module")
def papers(office: Office) -> list[Paper]:
    return [enter(office, number, **WORDS, **OWN_WORDS) for number in range(4)]


@pytest.fixture(scope="module")
def colleague(office: Office, papers: list[Paper]) -> Colleague:
    """A juror who was given three of four entries, with three others in the round."""
    found = hire(office, "panel@example.org", name="Mei", roles=frozenset({Role.JUROR}))
    begin(office, {found.account.id: "CN", **seat(office, "BY", "NP", "BN")})
    return found


@pytest.fixture
def come(
    site: TimedSite, chromium: Browser, colleague: Colleague
) -> Iterator[Callable[..., Visit]]:
    """Bring the juror to their rounds; nothing may go wrong in the browser."""
    with open_visits(site.address, chromium) as opened:

        def arrive(**given: Any) -> Visit:
            visit = opened(**given)
            visit.sign_in("/jury?lang=en", colleague.email, PASSWORD)
            expect(visit.page.locator("#jy-rounds h1")).to_be_visible(timeout=60_000)
            return visit

        yield arrive
        site.line.mend()


def own_tasks(office: Office, colleague: Colleague) -> dict[str, TaskRecord]:
    """What the juror has or had, by id of the entry."""
    with office.services.records.read() as uow:
        (record,) = uow.jury.rounds(EDITION)
        every = uow.jury.tasks(record.id)
    return {one.entry: one for one in every if one.juror == colleague.account.id}


def shown(visit: Visit) -> str:
    """Id of the entry that is shown."""
    return str(visit.page.locator("[data-jury]").get_attribute("data-entry"))


def expect_number(visit: Visit, number: int) -> None:
    expect(visit.page.locator("#jy h1")).to_contain_text(f"Entry {number} of", timeout=60_000)
    visit.settle()


def expect_kept(visit: Visit) -> None:
    expect(visit.page.locator("#jy-kept")).to_have_text("Everything is saved.", timeout=60_000)


def open_entry(visit: Visit, number: int) -> None:
    visit.page.locator(".jy-list a").nth(number - 1).click()
    expect_number(visit, number)


def press(visit: Visit, keys: str) -> None:
    for key in keys.split():
        visit.page.keyboard.press(key)


def listen_to(visit: Visit) -> list[bytes]:
    """Everything that comes from the site from now on."""
    heard: list[bytes] = []

    def note(reply: Response) -> None:
        heard.append(repr(reply.all_headers()).encode() + reply.url.encode())
        if reply.status < 300:
            heard.append(reply.body())

    def listen(socket: WebSocket) -> None:
        for event in ("framereceived", "framesent"):
            socket.on(
                event, lambda one: heard.append(one.encode() if isinstance(one, str) else one)
            )

    visit.page.on("response", note)
    visit.page.on("websocket", listen)
    return heard


def test_a_juror_scores_by_keyboard_and_learns_nothing_of_whose_it_is(
    office: Office,
    papers: list[Paper],
    colleague: Colleague,
    come: Callable[..., Visit],
) -> None:
    visit = come()
    heard = listen_to(visit)
    visit.enter("/jury?lang=en")
    page = visit.page
    open_entry(visit, 1)
    first = shown(visit)
    press(visit, "4 5 3")
    expect_kept(visit)
    task = own_tasks(office, colleague)[first]
    assert (task.state, sorted(task.marks.values())) == (TaskState.BEGUN, [3, 4, 5])
    press(visit, "f")
    expect(page.locator("[data-act=favourite]")).to_have_attribute(
        "aria-pressed", "true", timeout=60_000
    )
    press(visit, "d")
    expect_number(visit, 2)
    second = shown(visit)
    assert own_tasks(office, colleague)[first].state is TaskState.SCORED
    press(visit, "2 c")
    page.keyboard.type("Mind the boats.")
    page.locator("#jy h1").click()
    press(visit, "x")
    pictures = page.locator(".jy-pic img")
    expect(pictures).to_have_count(2, timeout=60_000)
    press(visit, "z ArrowRight")
    moved = {pictures.nth(at).evaluate("(one) => one.style.transform") for at in range(2)}
    assert len(moved) == 1
    assert "scale(2.5)" in moved.pop()
    press(visit, "z x")
    expect(pictures).to_have_count(1, timeout=60_000)
    press(visit, "s")
    expect_number(visit, 3)
    task = own_tasks(office, colleague)[second]
    assert (task.comment, task.skipped, list(task.marks.values())) == ("Mind the boats.", True, [2])
    press(visit, "m")
    page.keyboard.type("A name stands in the corner.")
    page.locator("#jy-flag [data-act=flag]").click()
    expect(page.locator("#jy-said")).to_contain_text("moderators", timeout=60_000)
    visit.settle()
    press(visit, "p")
    expect_number(visit, 2)
    page.locator("[data-confirm=jy-recuse]").click()
    page.keyboard.type("I teach this child.")
    page.locator("#jy-recuse [data-act=recuse]").click()
    expect(page.locator("#jy-said")).to_contain_text("stepped back", timeout=60_000)
    visit.settle()
    assert own_tasks(office, colleague)[second].state is TaskState.RECUSED
    everything = b"\n".join(heard)
    assert first.encode() in everything
    assert b"image/webp" in everything or b"image/jpeg" in everything
    assert told(everything) == []
    for paper in papers:
        with office.services.records.read() as uow:
            (picture,) = uow.pictures.of(paper.submission)
        names = [paper.submission, str(paper.stored.code), picture.address, picture.id]
        for name in (*names, "Kanarqtitel", "Kanarqsehen", "Kanarqstory", "IMG_0001"):
            assert name.encode() not in everything


def test_a_killed_tab_and_a_broken_line_lose_nothing(
    site: TimedSite, office: Office, colleague: Colleague, come: Callable[..., Visit]
) -> None:
    visit = come()
    open_entry(visit, 1)
    entry = shown(visit)
    if own_tasks(office, colleague)[entry].state is TaskState.SCORED:
        press(visit, "d")
        expect(visit.page.locator(".jy-mark input").first).to_be_enabled(timeout=60_000)
    visit.expected += ["WebSocket", "ERR_", "Failed to", "Cannot send rerun"]
    site.line.cut()
    expect(visit.page.locator("#jy-kept")).to_contain_text("No connection", timeout=60_000)
    visit.page.locator("input[name=mark-idea][value='1']").check(force=True)
    expect(visit.page.locator("#jy-kept")).to_contain_text("No connection")
    visit.page.close()
    site.line.mend()
    visit.page = visit.context.new_page()
    visit.enter(f"/jury?entry={entry}&lang=en")
    expect(visit.page.locator("input[name=mark-idea][value='1']")).to_be_checked(timeout=60_000)
    expect_kept(visit)
    assert own_tasks(office, colleague)[entry].marks["idea"] == 1
    site.line.cut()
    expect(visit.page.locator("#jy-kept")).to_contain_text("No connection", timeout=60_000)
    visit.page.locator("input[name=mark-idea][value='2']").check(force=True)
    site.line.mend()
    expect_kept(visit)
    assert own_tasks(office, colleague)[entry].marks["idea"] == 2


@pytest.mark.parametrize(("width", "dark"), sample(LOOKS, 1, "jury"))
def test_everybody_can_use_the_pages_on_a_slow_line_too(
    come: Callable[..., Visit], width: int, dark: bool
) -> None:
    visit = come(width=width, dark=dark)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    open_entry(visit, 1)
    expect(visit.page.locator(".jy-pic img")).to_be_visible()
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    visit.page.locator("[data-light]").check()
    heard = listen_to(visit)
    visit.page.locator("[data-key=n]").click()
    expect_number(visit, 2)
    picture = visit.page.locator(".jy-pic img")
    expect(picture).to_have_attribute("src", re.compile(r"/640$"))
    picture.evaluate("(one) => one.decode()")
    assert 1_000 < sum(map(len, heard)) < MOST_LIGHT


def test_at_the_end_of_the_session_what_was_entered_is_kept(
    site: TimedSite, colleague: Colleague, come: Callable[..., Visit]
) -> None:
    visit = come(prepare=lambda visit: visit.context.clock.install())
    open_entry(visit, 1)
    page, entry = visit.page, shown(visit)
    if page.locator("#jy-comment").is_disabled():
        press(visit, "d")
    page.locator("#jy-comment").evaluate("(one) => { one.closest('details').open = true; }")
    page.locator("#jy-comment").fill("A line that stays.")
    expect_kept(visit)
    page.locator("#jy h1").focus()
    marked = page.locator(".jy-mark input:checked").count()
    site.move_clock(site.now + IDLE - WARNING + timedelta(minutes=1))
    page.clock.fast_forward(int(IDLE.total_seconds() * 1000))
    box = page.get_by_role("alertdialog")
    expect(box).to_contain_text("Your marks and your comment are kept.")
    press(visit, "1 d n")
    assert page.locator(".jy-mark input:checked").count() == marked
    assert shown(visit) == entry
    site.move_clock(site.now + WARNING)
    page.clock.fast_forward(int(WARNING.total_seconds() * 1000))
    page.wait_for_url("**/staff/sign-in?**", wait_until="domcontentloaded", timeout=60_000)
    visit.sign_in(page.url.removeprefix(site.address), colleague.email, PASSWORD)
    expect(page.locator("#jy-comment")).to_have_value("A line that stays.", timeout=60_000)
    assert shown(visit) == entry
