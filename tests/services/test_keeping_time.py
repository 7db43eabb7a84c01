"""What the clock does by itself with drafts, and that it does it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.services.desk import act
from tests.services.office import GUARDED, VISITOR, Office, make_file, token_in
from tests.storage.samples import a_submission
from youcheng.domain.codes import ReferenceCode, draw_reference_code
from youcheng.domain.drafts import Draft, Saved
from youcheng.domain.states import ReviewState
from youcheng.domain.tokens import TokenState
from youcheng.domain.workflow.rows import Action
from youcheng.services.access import AccessDenied
from youcheng.services.keeping_time import KEPT_CHALLENGES, KEPT_COUNTS, Kept, keep_time
from youcheng.services.opening import open_form
from youcheng.services.tracking import request_code
from youcheng.storage.tables import AttachmentRow, ChallengeRow, CountRow

ZOE = "zoe.rochat@example.org"
SECOND = timedelta(seconds=1)


def test_a_draft_is_reminded_of_once_three_days_before_it_goes(office: Office) -> None:
    paper = office.fill_in()
    saved = paper.stored.draft.saved_at
    told = []
    for days in (1, 26, 27, 28, 29.99):
        office.now = saved + timedelta(days=days)
        told.append(keep_time(office.services))
    assert told == [Kept(), Kept(), Kept(reminded=1), Kept(), Kept()]
    reminder = office.mail("draft_reminder")
    assert (reminder.address, reminder.created_at) == (ZOE, saved + timedelta(days=27))
    assert reminder.facts["until"] == (saved + timedelta(days=30)).isoformat()
    (event,) = office.events("draft.reminded")
    assert (event.actor, event.via, reminder.cause) == ("system", "job", event.sequence)
    found = open_form(office.services, token=token_in(reminder.facts["link"]))
    assert found.submission.id == paper.submission
    assert found.is_editable


def test_a_draft_goes_after_thirty_days_with_its_answers_files_and_links(office: Office) -> None:
    paper = office.fill_in()
    paper.attach("portfolio", make_file())
    saved = paper.stored.draft.saved_at
    office.now = saved + timedelta(days=27)
    keep_time(office.services)
    reminder = token_in(office.mail("draft_reminder").facts["link"])
    office.now = saved + timedelta(days=30) - SECOND
    assert keep_time(office.services) == Kept()
    paper.open()
    office.now = saved + timedelta(days=30)
    assert keep_time(office.services) == Kept(ended=1)
    stored = paper.stored
    assert (stored.review, stored.draft.answers, stored.sent) == (ReviewState.EXPIRED, {}, None)
    assert office.count(AttachmentRow) == 0
    assert office.file_keys() == set()
    for token in (paper.token, reminder):
        with pytest.raises(AccessDenied) as denied:
            open_form(office.services, token=token)
        assert denied.value.state is TokenState.REVOKED
    assert [one[:2] for one in office.services.erasures.all()] == [(paper.submission, "expired")]
    assert [event.actor for event in office.events("draft.expired")] == ["system"]
    office.assert_log_is_whole()
    assert keep_time(office.services) == Kept()


def test_a_save_begins_the_thirty_days_and_their_reminder_anew(office: Office) -> None:
    paper = office.fill_in()
    office.wait(days=28)
    assert keep_time(office.services) == Kept(reminded=1)
    paper.save(title="Alphorn")
    office.wait(days=26)
    assert keep_time(office.services) == Kept()
    office.wait(days=1)
    assert keep_time(office.services) == Kept(reminded=1)
    office.wait(days=3)
    assert keep_time(office.services) == Kept(ended=1)
    assert len(office.mails("draft_reminder")) == 2


def test_a_clock_that_slept_ends_what_is_over_without_reminding(office: Office) -> None:
    office.fill_in()
    office.send(GUARDED)
    office.wait(days=60)
    assert keep_time(office.services) == Kept(ended=2)
    assert office.mails("draft_reminder") == office.mails("guardian_reminder") == []


def test_a_draft_without_an_address_is_logged_and_mailed_to_nobody(office: Office) -> None:
    for email in ("", "zoe", "zoe@example"):
        paper = office.begin()
        paper.save(email=email, given_names="Zoé")
    office.wait(days=27)
    assert keep_time(office.services) == Kept(reminded=3)
    assert office.mails() == []
    assert len(office.events("draft.reminded")) == 3


def test_clocks_at_once_remind_and_end_once(office: Office) -> None:
    for _ in range(5):
        office.fill_in()
    office.wait(days=27)
    kept = at_once(*[lambda: keep_time(office.services)] * 4)
    assert sum(one.reminded for one in kept if isinstance(one, Kept)) == 5
    assert not [one for one in kept if isinstance(one, Exception)]
    assert len(office.mails("draft_reminder")) == 5
    office.wait(days=3)
    kept = at_once(*[lambda: keep_time(office.services)] * 4)
    assert sum(one.ended for one in kept if isinstance(one, Kept)) == 5
    assert not [one for one in kept if isinstance(one, Exception)]
    assert len(office.events("draft.expired")) == 5
    assert len(office.services.erasures.all()) == 5
    office.assert_log_is_whole()


def test_a_save_and_the_clock_at_once_leave_one_of_the_two(office: Office) -> None:
    for number in range(4):
        paper = office.fill_in(client=f"203.0.113.{number}")
        office.now = paper.stored.draft.saved_at + timedelta(days=30)
        saved, kept = at_once(
            lambda paper=paper: paper.save(title="Alphorn"),
            lambda: keep_time(office.services),
        )
        assert isinstance(kept, Kept)
        stored = paper.stored
        if isinstance(saved, Saved):
            assert stored.draft.answers["title"] == "Alphorn"
        else:
            assert isinstance(saved, AccessDenied)
            assert (stored.review, stored.draft.answers) == (ReviewState.EXPIRED, {})
    office.assert_log_is_whole()


def test_what_was_sent_is_ended_by_no_clock(office: Office) -> None:
    paper = office.send()
    office.wait(days=800)
    assert keep_time(office.services) == Kept()
    assert paper.stored.review is ReviewState.SUBMITTED


def test_a_question_that_nobody_answers_is_reminded_of_and_ended_by_nobody(
    office: Office,
) -> None:
    paper = office.send()
    act(office, paper.submission, Action.TAKE, Action.REQUEST_CHANGES)
    asked = office.now
    office.change(paper.submission, lambda one: replace(one, waiting_since=asked))
    told = []
    for days in (13, 14, 20, 21, 90):
        office.now = asked + timedelta(days=days)
        told.append(keep_time(office.services))
    assert told == [Kept(), Kept(reminded=1), Kept(), Kept(), Kept()]
    reminder = office.mail("changes_reminder")
    assert reminder.address == ZOE
    assert reminder.facts["until"] == (asked + timedelta(days=21)).isoformat()
    assert paper.stored.review is ReviewState.CHANGES_REQUESTED


def test_a_reminder_of_a_question_names_the_later_deadline_of_a_submission(office: Office) -> None:
    paper = office.send()
    act(office, paper.submission, Action.TAKE, Action.REQUEST_CHANGES)
    asked = office.now
    later = asked + timedelta(days=40)
    office.change(
        paper.submission, lambda one: replace(one, waiting_since=asked, extended_to=later)
    )
    office.now = asked + timedelta(days=14)
    assert keep_time(office.services) == Kept(reminded=1)
    assert office.mail("changes_reminder").facts["until"] == later.isoformat()


def test_a_form_that_the_site_has_no_longer_holds_no_reminder_up(office: Office) -> None:
    papers = [office.send(), office.send("health")]
    for paper in papers:
        act(office, paper.submission, Action.TAKE, Action.REQUEST_CHANGES)
    asked = office.now
    for paper in papers:
        office.change(paper.submission, lambda one: replace(one, waiting_since=asked))
    content = office.services.content
    left = tuple(one for one in content.forms if one.id != "culture")
    office.services = replace(office.services, content=replace(content, forms=left))
    office.now = asked + timedelta(days=14)
    assert keep_time(office.services) == Kept(reminded=2)
    assert len(office.mails("changes_reminder")) == 2


def test_more_than_a_page_of_drafts_is_gone_through(office: Office) -> None:
    codes = set[ReferenceCode]()
    while len(codes) < 205:  # by chance one is drawn twice
        codes.add(draw_reference_code(year=2026))
    drafts = [a_submission(code=one, draft=Draft(saved_at=office.now)) for one in codes]
    with office.services.records.write() as uow:
        for one in drafts:
            uow.submissions.add(one)
        uow.commit()
    office.wait(days=30)
    assert keep_time(office.services) == Kept(ended=len(drafts))


def test_counts_and_one_time_codes_are_forgotten(office: Office) -> None:
    paper = office.send()
    request_code(office.services, code=str(paper.stored.code), email=ZOE, client=VISITOR)
    keep_time(office.services)
    assert office.count(ChallengeRow) == 1
    counted = office.count(CountRow)
    assert counted > 3
    office.now += KEPT_CHALLENGES + SECOND
    keep_time(office.services)
    assert office.count(ChallengeRow) == 0
    assert office.count(CountRow) == counted
    office.now += KEPT_COUNTS
    keep_time(office.services)
    assert office.count(CountRow) == 0
