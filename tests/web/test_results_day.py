"""Results day on the wire: byte for byte the same until the reveal, and at it all is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.services.arranged import arm
from tests.services.certified import certificates
from tests.services.exhibiting import schedule
from tests.services.jurying import enter, rules_of, way_in
from tests.services.office import Office, Paper
from tests.services.test_revealing import confirmed
from youcheng.domain.codes import show_certificate_code
from youcheng.domain.outbox import MailState
from youcheng.services.publishing import publish_due_works
from youcheng.services.results_day import finish_due_results
from youcheng.services.revealing import apply_due_results
from youcheng.web import documents


@pytest.fixture
def papers(office: Office) -> list[Paper]:
    entered = [enter(office, number) for number in range(2)]
    for paper in entered:
        schedule(paper)
    return entered


def answers(visitor: TestClient, papers: list[Paper], ways: list[str]) -> Mapping[str, bytes]:
    """What every public address answers, with its headers, and the families' own pages."""
    documents._kept_page.cache_clear()
    found = {}
    codes = [str(one.stored.code) for one in papers]
    for path in (
        *("/gallery/list", "/gallery/list?award=awarded", "/sitemap.xml", "/sitemap-1.xml"),
        *("/open-data/", "/open-data/cooperation.json", "/calendar.ics", "/robots.txt"),
        *(f"/art/{code}{end}" for code in codes for end in ("", "/card.jpg")),
        *(f"/verify/{code}" for code in codes),
        *(f"/track?access={way}" for way in ways),
        *(f"/certificate/{way}.pdf" for way in ways),
        *(f"/receipt/{way}.pdf" for way in ways),
    ):
        reply = visitor.get(path)
        kept = sorted(
            (name, value)
            for name, value in reply.headers.items()
            if name not in {"x-request-id", "date"}
        )
        found[path] = repr((reply.status_code, kept)).encode() + reply.content
    return found


def test_the_reveal_changes_pages_gallery_and_status_and_nothing_before_it_does(
    visitor: TestClient, office: Office, papers: list[Paper]
) -> None:
    reveal = rules_of(office).reveals_at
    confirmed(office, papers)
    office.now = reveal - timedelta(hours=1)
    ways = [way_in(paper) for paper in papers]
    office.now = reveal - timedelta(seconds=1)
    before = answers(visitor, papers, ways)
    assert apply_due_results(office.services) == publish_due_works(office.services) == 0
    assert answers(visitor, papers, ways) == before

    office.now = reveal
    assert publish_due_works(office.services) == 0
    assert answers(visitor, papers, ways) == before

    assert apply_due_results(office.services) == 1
    assert publish_due_works(office.services) == 2
    after = answers(visitor, papers, ways)
    changed = {path for path in after if after[path] != before[path]}
    won, other = (str(one.stored.code) for one in papers)
    wanted = {
        *(f"/art/{won}", f"/art/{other}", "/gallery/list", "/gallery/list?award=awarded"),
        *(f"/track?access={ways[0]}", f"/receipt/{ways[0]}.pdf"),
    }
    assert wanted <= changed
    assert not {"/open-data/cooperation.json", "/calendar.ics", "/robots.txt"} & changed
    assert won.encode() in after["/gallery/list?award=awarded"]
    assert other.encode() not in after["/gallery/list?award=awarded"]


def test_what_is_armed_shows_nowhere_and_with_the_reveal_certificates_and_letters_are_there(
    visitor: TestClient, office: Office, papers: list[Paper]
) -> None:
    reveal = rules_of(office).reveals_at
    confirmed(office, papers)
    office.now = reveal - timedelta(hours=1)
    ways = [way_in(paper) for paper in papers]
    office.now = reveal - timedelta(minutes=20)
    before, mails = answers(visitor, papers, ways), office.mails()
    arm(office)
    assert answers(visitor, papers, ways) == before
    office.now = reveal - timedelta(seconds=1)
    services = office.services
    for job in (apply_due_results, publish_due_works, finish_due_results):
        assert job(services) == 0
    assert answers(visitor, papers, ways) == before
    assert office.mails() == mails

    office.now = reveal
    # Nothing is certified or told before the awards hold.
    assert finish_due_results(services) == 0
    assert answers(visitor, papers, ways) == before
    assert office.mails() == mails
    assert (apply_due_results(services), publish_due_works(services)) == (1, 2)
    between = answers(visitor, papers, ways)
    family, other = (f"/certificate/{way}.pdf" for way in ways)
    assert between[family] == before[family]
    assert [one.state for one in office.mails("award")] == [MailState.HELD]

    assert finish_due_results(services) == 1
    after = answers(visitor, papers, ways)
    changed = {path for path in after if after[path] != between[path]}
    assert {family, f"/track?access={ways[0]}"} <= changed
    assert changed <= {family, f"/track?access={ways[0]}", f"/receipt/{ways[0]}.pdf"}
    assert visitor.get(family).headers["content-type"] == "application/pdf"
    assert after[other] == before[other]
    (made,) = certificates(papers[0])
    assert visitor.get(f"/verify/{show_certificate_code(made.code)}").status_code == 200
    (letter,) = office.mails("award")
    (told,) = office.mails("certificate")
    assert (letter.state, told.state) == (MailState.QUEUED, MailState.QUEUED)
    assert letter.address == told.address == papers[0].stored.text("guardian_email")

    assert finish_due_results(services) == 0
    assert answers(visitor, papers, ways) == after
    # Beside the two, a draft for each work that is on show.
    assert len(office.mails()) == len(mails) + 4
