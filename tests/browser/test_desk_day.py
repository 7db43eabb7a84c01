"""A day at the desk in real browsers, by role, from signing in to the export. In a full run 500
submissions are worked off, otherwise twelve."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.letters import Letters
from tests.browser.queue_work import (
    codes_on_page,
    propose_all,
    set_aside,
    show_queue,
    take_by_key,
    work_off,
)
from tests.browser.served_office import office_behind
from tests.browser.submission_work import (
    ask_about_title,
    code_of,
    decline,
    export,
    give_back,
    pass_moderation,
    refer,
    send_all_drafts,
)
from tests.browser.visits import Visit, Visits, open_visits
from tests.conftest import FULL, mail_settings, serve
from tests.form_examples import EXAMPLES
from tests.mail.postbox import Postbox
from tests.services.accounts import PASSWORD, Colleague, hire
from tests.services.guardian import answer
from tests.services.office import VISITOR, Office, Paper
from tests.services.paintings import send
from youcheng.domain.actors import Role
from youcheng.domain.outbox import MailState
from youcheng.domain.queue import QueueView, Turn, turn_of
from youcheng.domain.states import PendingState, ReviewState, SubmissionKind
from youcheng.services.answering import send_answers

pytestmark = pytest.mark.in_turn("a long journey")

PAINTINGS: Final = 20 if FULL else 2
FORMS: Final = 480 if FULL else 10
SINGLE: Final = 5 if FULL else 1
"""How many are asked about, referred, declined and set aside, each on its own."""
FANG: Final = ("culture", "friendship", "sports")
LIN: Final = ("health", "talent")
PROGRAMMES: Final = (*FANG, *LIN)
CANARY: Final = "Kanarienvogel"


@dataclass(frozen=True)
class Day:
    """What there is to do, and who does it.

    Attributes:
        office, opened, letters: over the site's records, its browsers, what it mails.
        forms: by programme.
        paintings: whose guardians have agreed.
        staff: by name.
    """

    office: Office
    opened: Visits
    letters: Letters
    forms: Mapping[str, Sequence[Paper]]
    paintings: Sequence[Paper]
    staff: Mapping[str, Colleague]

    def come(self, name: str, at: str = "/desk?lang=en", heading: str = "Queue") -> Visit:
        """Somebody signs in in a browser of their own."""
        visit = self.opened()
        visit.sign_in(at, self.staff[name].email, PASSWORD)
        expect(visit.page.locator(".deskroot h1")).to_contain_text(heading, timeout=60_000)
        return visit

    def number(self, programmes: Sequence[str]) -> int:
        return sum(len(self.forms[one]) for one in programmes)

    @property
    def asked(self) -> Sequence[Paper]:
        return self.forms["culture"][:SINGLE]

    @property
    def referred(self) -> Sequence[Paper]:
        return self.forms["culture"][SINGLE : 2 * SINGLE]

    @property
    def declined(self) -> Sequence[Paper]:
        return self.forms["friendship"][:SINGLE]

    @property
    def spam(self) -> Sequence[Paper]:
        return self.forms["sports"][:SINGLE]

    @property
    def papers(self) -> list[Paper]:
        return [*chain.from_iterable(self.forms.values()), *self.paintings]


def codes_of(papers: Sequence[Paper]) -> list[str]:
    return [code_of(paper) for paper in papers]


def send_form(office: Office, programme: str, number: int) -> Paper:
    """A form without files, each from an address of its own."""
    files = {
        name: None
        for name, value in EXAMPLES[programme].items()
        if isinstance(value, list) and isinstance(value[0], dict) and "kind" in value[0]
    }
    changes: dict[str, Any] = {
        **files,
        "email": f"sender{number}@example.org",
        "given_names": CANARY,
        "consent_share_partner": "agree",
    }
    return office.send(programme, changes=changes)


def send_painting(office: Office, number: int) -> Paper:
    paper = send(office, seed=number, guardian_email=f"family{number}@example.org")
    answer(paper)
    return paper


@pytest.fixture
def day(
    mail_server: tuple[Postbox, int],
    letters: Letters,
    chromium: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Day]:
    with (
        serve(tmp_path_factory.mktemp("day"), mail_settings(mail_server[1])) as site,
        office_behind(site, tmp_path_factory.mktemp("office")) as office,
        open_visits(site.address, chromium) as opened,
    ):
        yield begin(office, opened, letters)
        office.assert_log_is_whole()


def begin(office: Office, opened: Visits, letters: Letters) -> Day:
    forms: dict[str, list[Paper]] = {one: [] for one in PROGRAMMES}
    for number in range(FORMS):
        programme = PROGRAMMES[number % len(PROGRAMMES)]
        forms[programme].append(send_form(office, programme, number))
    paintings = [send_painting(office, number) for number in range(PAINTINGS)]
    duties: dict[str, dict[str, Any]] = {
        "Fang": {"roles": frozenset({Role.OFFICER}), "programmes": frozenset(FANG)},
        "Lin": {"roles": frozenset({Role.OFFICER}), "programmes": frozenset(LIN)},
        "Mo": {"roles": frozenset({Role.MODERATOR})},
        "Hua": {"roles": frozenset({Role.LIAISON}), "city": "nanjing"},
        "Wen": {"roles": frozenset({Role.LEAD})},
        "Aud": {"roles": frozenset({Role.AUDITOR})},
    }
    staff = {
        name: hire(office, f"{name.lower()}@example.org", name=name, **given)
        for name, given in duties.items()
    }
    return Day(office, opened, letters, forms, paintings, staff)


def in_state(review: ReviewState) -> QueueView:
    return QueueView(states=(review,))


def answer_question(paper: Paper) -> None:
    """What the submitter says, who came by a link in a mail."""
    paper.office.now = datetime.now(UTC)
    paper.save(title="Alphorn and pipa")
    send_answers(paper.office.services, token=paper.token, client=VISITOR)


@pytest.mark.timeout(3_600 if FULL else 600)
def test_a_day_s_submissions_are_worked_off_by_role_from_sign_in_to_export(
    day: Day, tmp_path: Path
) -> None:
    fang, lin = day.come("Fang"), day.come("Lin")
    of_lin = [paper for one in LIN for paper in day.forms[one]]
    show_queue(fang, QueueView(programme="health"))
    assert codes_on_page(fang) == []
    clerks(day, fang, lin, of_lin)
    moderator = day.come("Mo")
    work_off(moderator, in_state(ReviewState.SUBMITTED), "take", PAINTINGS)
    for paper in day.paintings:
        pass_moderation(moderator, code_of(paper))
    lead = day.come("Wen")
    decided = FORMS - SINGLE
    work_off(lead, in_state(ReviewState.UNDER_REVIEW), "approve", decided)
    lead.enter("/desk?part=outbox&lang=en")
    expect(lead.page.locator(".do h1")).to_contain_text(str(decided), timeout=60_000)
    send_all_drafts(lead, decided)
    read_log(day)
    exports(day, lead, tmp_path)
    look_at_end(day)


def clerks(day: Day, fang: Visit, lin: Visit, of_lin: Sequence[Paper]) -> None:
    """Two officers bring their programmes as far as to a proposal for each submission."""
    take_by_key(fang, code_of(day.asked[0]))
    take_by_key(lin, code_of(of_lin[0]))
    for paper in day.spam:
        set_aside(fang, code_of(paper))
    for visit, number in ((fang, day.number(FANG) - SINGLE), (lin, day.number(LIN))):
        work_off(visit, in_state(ReviewState.SUBMITTED), "take", number - 1)
    for paper in day.asked:
        ask_about_title(fang, code_of(paper))
        answer_question(paper)
    for visit, number in ((fang, day.number(FANG) - SINGLE), (lin, day.number(LIN))):
        work_off(visit, in_state(ReviewState.SCREENING), "start_review", number)
    for paper in day.referred:
        refer(fang, code_of(paper))
    liaison = day.come("Hua")
    assert {*codes_on_page(liaison)} == {*codes_of(day.referred)}
    for paper in day.referred:
        give_back(liaison, paper)
    for paper in day.declined:
        decline(fang, code_of(paper))
    reviewed, accept = in_state(ReviewState.UNDER_REVIEW), PendingState.ACCEPTED
    but = codes_of(day.declined)
    propose_all(fang, reviewed, accept, day.number(FANG) - 2 * SINGLE, but=but)
    propose_all(lin, reviewed, accept, day.number(LIN))


def read_log(day: Day) -> None:
    """The auditor proves the log, and reads of nobody by name."""
    auditor = day.come("Aud", "/desk?part=log&lang=en", "Log")
    page = auditor.page
    page.locator("[data-act=prove]").click()
    expect(page.locator("#dl-proof")).to_contain_text("The log is whole", timeout=120_000)
    page.locator("select[name=kind]").select_option("decision.applied")
    page.locator(".dq-filter button[type=submit]").click()
    page.wait_for_url("**kind=decision.applied**")
    page.locator("tbody summary").first.click()
    expect(page.locator("tbody dl").first).to_contain_text("decision.applied")
    said = page.content()
    names = [f">{name}<" for name in day.staff if name != "Aud"]
    for one in (*names, CANARY, "sender0@", *(colleague.email for colleague in day.staff.values())):
        assert one not in said


def exports(day: Day, lead: Visit, folder: Path) -> None:
    """Everything is taken along, in each of the formats."""
    show_queue(lead)
    lead.page.locator("#desk-export summary").click()
    files = {kind: export(lead, kind, folder) for kind in ("csv", "xlsx", "json", "zip")}
    codes = {*codes_of(day.papers)}
    with files["csv"].open(encoding="utf-8-sig", newline="") as file:
        assert {row[0] for row in list(csv.reader(file))[2:]} == codes
    with closing(load_workbook(files["xlsx"], read_only=True)) as book:
        assert codes <= {row[0] for row in book.worksheets[0].iter_rows(values_only=True)}
    told = json.dumps(json.loads(files["json"].read_text("utf-8")))
    assert all(f'"{code}"' in told for code in codes)
    with zipfile.ZipFile(files["zip"]) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    for paper in day.paintings:
        assert any(code_of(paper) in name for name in names)
    taken = [dict(one.details) for one in day.office.events("queue.exported")]
    assert [one["count"] for one in taken] == [str(len(codes))] * len(files)


def look_at_end(day: Day) -> None:
    """Nothing waits for the staff, and everybody was told."""
    ends = {paper: paper.stored.review for paper in day.papers}
    assert not [paper for paper, review in ends.items() if turn_of(review) is Turn.STAFF]
    for papers, review in (
        (day.paintings, ReviewState.ELIGIBLE),
        (day.declined, ReviewState.DECLINED),
        (day.spam, ReviewState.SPAM),
        ((*day.asked, *day.referred, *day.forms["health"]), ReviewState.ACCEPTED),
    ):
        assert {ends[paper] for paper in papers} == {review}
    (asked, *_) = day.asked
    assert (asked.stored.sent or {})["title"] == "Alphorn and pipa"
    for paper, review in ends.items():
        if paper.stored.kind is SubmissionKind.PROGRAMME and review is not ReviewState.SPAM:
            declined = review is ReviewState.DECLINED
            told = "not selected" if declined else "accepted"
            day.letters.wait_for(code_of(paper), having=told, seconds=600 if FULL else 120)
            letter = "decision_declined" if declined else "decision_accepted"
            (mail,) = paper.mails(letter)
            assert mail.state in {MailState.SENDING, MailState.SENT}
