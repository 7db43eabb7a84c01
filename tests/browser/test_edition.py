"""A whole edition in real browsers, by role: two rounds of the jury, awards, results day,
certificates. In a full run 60 entries are judged by nine jurors, each in a browser of their own;
otherwise a few, of whom one uses a browser in each round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.served_office import office_of
from tests.browser.test_desk_jury import come_in
from tests.browser.timed_site import TimedSite
from tests.browser.visits import Visit, Visits, open_visits
from tests.conftest import FULL
from tests.documents.pdf_reading import read_text, squeeze
from tests.ports import free_port
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.exhibiting import schedule
from tests.services.jurying import EDITION, enter, rules_of, score, tasks, way_in
from tests.services.office import Office, Paper
from tests.waiting import wait_for
from youcheng.documents.certificate import NOTICE
from youcheng.domain.actors import Role
from youcheng.domain.jury.records import TaskState
from youcheng.domain.outbox import MailState

pytestmark = pytest.mark.in_turn("a long journey")

PANEL: Final = {
    "Wei": "CN",
    "Hanna": "BY",
    "Luc": "CH",
    "Siti": "BN",
    "Sita": "NP",
    "Grace": "CG",
    "Lin": "CN",
    **({"Ivan": "BY", "Hari": "NP"} if FULL else {}),
}
ENTRIES: Final = 60 if FULL else 3
BY_BROWSER: Final = tuple(PANEL) if FULL else ("Grace",)
HOMES: Final = (
    {"country": "CH", "partner_city": "vaud"},
    {"country": "NP", "partner_city": "kathmandu"},
    {"country": "BY", "partner_city": "mogilev"},
    {"country": "CG", "partner_city": "pointe-noire"},
    {"country": "BN", "partner_city": "bsb"},
    {"country": "CN", "partner_city": None},
)
CRITERIA: Final = 3
LEADS: Final = ("Wen", "Marie")


@dataclass
class Edition:
    """An edition on its way.

    Attributes:
        site, office, opened: where, its records, and its browsers.
        papers: the entries, the better ones later.
        jurors, leads: accounts by name.
        public: what was public before the jury decided, by address.
    """

    site: TimedSite
    office: Office
    opened: Visits
    papers: list[Paper]
    jurors: Mapping[str, Colleague]
    leads: Mapping[str, Colleague]
    public: dict[str, bytes] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        """Let it be `moment` for everybody."""
        self.site.move_clock(moment)
        self.office.now = moment

    def number_of(self, submission: str | None) -> int:
        return next(
            number for number, one in enumerate(self.papers) if one.submission == submission
        )


def hire_as(office: Office, name: str, role: Role) -> Colleague:
    return hire(office, f"{name.lower()}@example.org", name=name, roles=frozenset({role}))


@pytest.fixture
def edition(
    tmp_path: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Edition]:
    with (
        TimedSite(tmp_path_factory.mktemp("edition"), free_port()).running() as site,
        office_of(site, tmp_path) as office,
        open_visits(site.address, chromium) as opened,
    ):
        papers = [
            enter(
                office,
                number,
                child_given_name=f"Mira{number}",
                guardian_email=f"family{number}@example.org",
                **HOMES[number % len(HOMES)],
            )
            for number in range(ENTRIES)
        ]
        for paper in papers:
            schedule(paper)
        jurors = {name: hire_as(office, name, Role.JUROR) for name in PANEL}
        leads = {name: hire_as(office, name, Role.LEAD) for name in LEADS}
        yield Edition(site, office, opened, papers, jurors, leads)
        office.assert_log_is_whole()


def at_the_desk(edition: Edition, lead: str, part: str) -> Visit:
    return come_in(edition.opened, edition.leads[lead], f"/desk?part={part}&lang=en")


def press_sure(visit: Visit, dialog: str) -> None:
    """Open a question and say yes."""
    visit.page.locator(f"[data-confirm={dialog}]").click()
    visit.page.locator(f"#{dialog} button[type=submit]").click()


def open_round(edition: Edition, name: str) -> str:
    """Seat everybody and open the round as the first lead; return its id."""
    visit = at_the_desk(edition, LEADS[0], "jury")
    page = visit.page
    seats = page.locator(f"#dj-open-{EDITION}-{name} .dj-seats")
    for juror_name, country in PANEL.items():
        row = seats.locator("li", has=page.get_by_label(juror_name, exact=True))
        row.get_by_label(juror_name, exact=True).check()
        row.locator("select").select_option(country)
    assert visit.barriers() == []
    seats.locator("button").click()
    expect(page.locator("#dj-plan tbody tr")).to_have_count(len(PANEL), timeout=60_000)
    expect(page.locator("#dj-short")).to_have_count(0)
    page.locator("#dj-run button[type=submit]").click()
    expect(page.locator("#dj-said")).to_contain_text("The round is open", timeout=60_000)
    with edition.office.services.records.read() as uow:
        found = next(one for one in uow.jury.rounds(EDITION) if one.name == name)
    visit.context.close()
    return found.id


def marks_of(edition: Edition, submission: str | None, who: str) -> tuple[int, ...]:
    """What a juror thinks of an entry: later ones are better; the first juror is harsh, the second
    lenient."""
    quality = 1 + 4 * edition.number_of(submission) / max(1, ENTRIES - 1)
    lean = {"Wei": -1.0, "Hanna": 1.0}.get(who, 0.0)
    return tuple(min(5, max(1, round(quality + lean + part / 3))) for part in range(CRITERIA))


def marked(edition: Edition, round_id: str, who: str) -> dict[str, tuple[int, ...]]:
    """What a juror thinks of each entry that they were given, by its random id."""
    with edition.office.services.records.read() as uow:
        pictures = {one.id: one.submission for one in uow.jury.entries(round_id)}
        given = uow.jury.given_to(round_id, edition.jurors[who].account.id)
    return {one.entry: marks_of(edition, pictures[one.entry], who) for one in given}


def judge_by_browser(edition: Edition, round_id: str, who: str, *, steps_back: bool) -> None:
    """Score everything by the keyboard; step back from the first entry where that is wanted."""
    visit = edition.opened(width=390 if who == "Grace" else 1280)
    visit.sign_in("/jury?lang=en", edition.jurors[who].email, PASSWORD)
    page = visit.page
    expect(page.locator("#jy-rounds h1")).to_be_visible(timeout=60_000)
    if not marked(edition, round_id, who):
        return
    assert visit.barriers() == []
    page.locator(".jy-rounds .actions a").first.click()
    expect(page.locator("#jy h1")).to_be_visible(timeout=60_000)
    if steps_back:
        entry = page.locator("[data-jury]").get_attribute("data-entry")
        page.locator("[data-confirm=jy-recuse]").click()
        page.locator("#jy-reason").fill("I teach at this school.")
        page.locator("#jy-recuse [data-act=recuse]").click()
        expect(page.locator(f"[data-jury][data-entry='{entry}']")).to_have_count(0, timeout=60_000)
        if page.locator("#jy-rounds").count():
            page.locator(".jy-rounds .actions a").first.click()
    for _ in range(len(marked(edition, round_id, who))):
        expect(page.locator("[data-jury]")).to_be_visible(timeout=60_000)
        visit.settle()
        entry = str(page.locator("[data-jury]").get_attribute("data-entry"))
        for mark in marked(edition, round_id, who)[entry]:
            page.keyboard.press(str(mark))
        page.keyboard.press("d")
        gone = page.locator(f"[data-jury][data-entry='{entry}']:has(.jy-mark:not([disabled]))")
        expect(gone).to_have_count(0, timeout=60_000)
    visit.context.close()


def judge_by_services(edition: Edition, round_id: str, who: str) -> None:
    account = edition.jurors[who].account.id
    wanted = marked(edition, round_id, who)
    for task in tasks(edition.office, round_id):
        if task.juror == account:
            score(edition.office, task, *wanted[task.entry])


def judge(edition: Edition, round_id: str, stepping_back: Sequence[str] = ()) -> None:
    """Let everybody score what they have, those who step back first: others get their entries."""
    for who in sorted(PANEL, key=lambda one: one not in stepping_back):
        if who in BY_BROWSER:
            judge_by_browser(edition, round_id, who, steps_back=who in stepping_back)
    for who in PANEL:
        if who not in BY_BROWSER:
            judge_by_services(edition, round_id, who)
    left = [one for one in tasks(edition.office, round_id) if one.state is not TaskState.SCORED]
    for who in {one.juror for one in left}:
        name = next(one for one in PANEL if edition.jurors[one].account.id == who)
        judge_by_browser(edition, round_id, name, steps_back=False)


def close_and_sign(edition: Edition, round_id: str) -> None:
    visit = at_the_desk(edition, LEADS[0], f"jury&round={round_id}")
    page = visit.page
    expect(page.locator("#dj-under")).to_have_count(0)
    press_sure(visit, "dj-close-sure")
    expect(page.locator("#dj-state")).to_have_text("Closed, not signed", timeout=60_000)
    press_sure(visit, "dj-sign-sure")
    expect(page.locator("#dj-signed")).to_contain_text(f"Signed by {LEADS[0]}", timeout=60_000)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    visit.context.close()


def give_awards(edition: Edition, round_id: str, awards: Mapping[str, str]) -> None:
    """Propose as one lead and confirm as the other: award by code of the entry."""
    visit = at_the_desk(edition, LEADS[0], f"jury&round={round_id}")
    for code, award in awards.items():
        row = visit.page.locator("#dj-given tr", has_text=code)
        row.locator("select").select_option(award)
        row.get_by_role("button", name="Propose").click()
        expect(row).to_contain_text("another lead confirms", timeout=60_000)
        expect(row.get_by_role("button", name="Confirm")).to_have_count(0)
    press_sure(visit, "dj-rest-sure")
    expect(visit.page.locator("#dj-rest")).to_have_count(0, timeout=60_000)
    visit.context.close()
    other = at_the_desk(edition, LEADS[1], f"jury&round={round_id}")
    for code in awards:
        row = other.page.locator("#dj-given tr", has_text=code)
        row.get_by_role("button", name="Confirm").click()
        expect(row).to_contain_text("confirmed", timeout=60_000)
    press_sure(other, "dj-all-sure")
    expect(other.page.locator("#dj-all")).to_have_count(0, timeout=60_000)
    expect(other.page.locator("#dj-given .tag")).to_have_count(
        other.page.locator("#dj-given tbody tr").count()
    )
    assert other.barriers() == []
    other.context.close()


def public(edition: Edition, ways: Mapping[str, str]) -> dict[str, bytes]:
    """What anybody, and the families, can read of the entries."""
    visit = edition.opened()
    found = {}
    for path in (
        "/gallery/list?lang=en",
        "/sitemap.xml",
        *(f"/art/{paper.stored.code}?lang=en" for paper in edition.papers),
        *(f"/track?access={way}&lang=en" for way in ways.values()),
    ):
        reply = visit.context.request.get(edition.site.address + path)
        found[path] = f"{reply.status}\n".encode() + reply.body()
    visit.context.close()
    return found


def shows_works(visit: Visit) -> bool:
    """Whether works of the edition are in the gallery by now."""
    visit.open("/gallery/list?lang=en")
    return visit.page.locator("a[href*='/art/']").count() > 0


def arm(edition: Edition, round_id: str) -> None:
    """Have certificates and letters go with the results, as the first lead."""
    visit = at_the_desk(edition, LEADS[0], f"jury&round={round_id}")
    page = visit.page
    page.locator("#dj-arming button[type=submit]").click()
    expect(page.locator("#dj-arming-plan")).to_contain_text("Nothing is left out", timeout=60_000)
    expect(page.locator("#dj-arming-certificates")).to_contain_text("Award certificate")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    page.locator("#dj-arm button[type=submit]").click()
    expect(page.locator("#dj-armed")).to_contain_text("Arranged by Wen", timeout=60_000)
    assert visit.barriers() == []
    visit.context.close()


def certify(edition: Edition) -> None:
    """See that every certificate is issued, and that there is nothing to press any more."""
    visit = come_in(
        edition.opened, edition.leads[LEADS[0]], "/desk?part=certificates&lang=en", shows="#dc h1"
    )
    keys = visit.page.locator(f"#dc-{EDITION} .ds-facts div")
    expect(keys.filter(has_text="Valid certificates").locator("dd")).to_have_text(str(ENTRIES))
    expect(visit.page.locator(f"[data-confirm=dc-issue-{EDITION}]")).to_have_count(0)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    visit.context.close()


def wait_until_finished(edition: Edition) -> None:
    """Wait for the minute in which the job of the site has done all of results day."""
    released = partial(edition.office.events, "results.released")
    wait_for(released, seconds=300 if FULL else 150, pause=1)
    assert len(released()) == 1
    letters = [*edition.office.mails("award"), *edition.office.mails("participation")]
    assert len(letters) >= 2
    assert not [one for one in letters if one.state is MailState.HELD]


@pytest.mark.timeout(3_600 if FULL else 600)
def test_an_edition_from_the_first_round_to_the_certificates(edition: Edition) -> None:
    office, rules = edition.office, rules_of(edition.office)
    first, final = rules.rounds

    edition.at(first.opens_at + timedelta(days=1))
    round_id = open_round(edition, "first")
    judge(edition, round_id, stepping_back=("Grace", "Hari") if FULL else ("Grace",))
    close_and_sign(edition, round_id)

    edition.at(final.opens_at + timedelta(days=1))
    round_id = open_round(edition, "final")
    judge(edition, round_id)
    close_and_sign(edition, round_id)
    best, second = (str(paper.stored.code) for paper in edition.papers[:-3:-1])
    give_awards(edition, round_id, {best: "first", second: "second"})
    arm(edition, round_id)

    edition.at(rules.reveals_at - timedelta(hours=2))
    ways = {str(paper.stored.code): way_in(paper) for paper in edition.papers[-2:]}
    before = public(edition, ways)
    edition.at(rules.reveals_at - timedelta(minutes=30))
    assert public(edition, ways) == before
    for code in (best, second):
        assert code.encode() not in before["/gallery/list?lang=en"]
        assert before[f"/art/{code}?lang=en"].startswith(b"404")

    edition.at(rules.reveals_at)
    visit = edition.opened()
    visit.expected.append("404")
    visit.wait_until(lambda: shows_works(visit), seconds=150, pause=1)
    visit.open(f"/art/{best}?lang=en")
    expect(visit.page.locator("main")).to_contain_text("First prize")
    edition.office.now = edition.site.now
    way = way_in(edition.papers[-1])
    visit.open(f"/track?access={way}&lang=en")
    expect(visit.page.locator("main")).to_contain_text("First prize")

    wait_until_finished(edition)
    certify(edition)
    visit.open(f"/track?access={way}&lang=en")
    with visit.page.expect_download() as saving:
        visit.page.get_by_text("Download the certificate").click()
    made = Path(saving.value.path()).read_bytes()
    text = squeeze(read_text(made))
    assert squeeze(NOTICE) in text
    assert f"Mira{ENTRIES - 1}" in text
    with office.services.records.read() as uow:
        (certificate,) = uow.certificates.of(edition.papers[-1].submission)
    visit.open(f"/verify/{certificate.code}?lang=en")
    expect(visit.page.locator("h1")).to_have_text("This certificate is valid")
    assert visit.barriers() == []
